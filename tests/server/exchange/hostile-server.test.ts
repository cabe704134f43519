/** A whole server that is sent hostile files: it refuses or reads them, and those who type beside it notice nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectSource } from '#shared/exchange/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import type { Source } from '#shared/exchange/sources.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { hostilePackages } from './hostile-files.ts'
import { hostileMeanings } from './hostile-meaning.ts'
import { p, word } from './word-package.ts'

let house: TestHouse
let ann: Visitor
let statementId: StatementId
let writing: HeadlessClient

beforeAll(async () => {
  house = await startHouse()
  ann = await house.administrator()
  statementId = (await ann.must(createStatement, { body: { title: 'T' } })).statementId
  writing = await HeadlessClient.open({
    url: `${house.url.replace('http', 'ws')}/collab/${statementId}`,
    headers: { origin: house.url },
    cookie: ann.cookie ?? '',
  })
})
afterAll(async () => {
  await writing.close()
  await house.end()
})

const asSource = (bytes: Uint8Array): Source => ({ format: 'docx', content: Buffer.from(bytes).toString('base64') })
const hostile = (name: string): Source => {
  const file = [...hostilePackages, ...hostileMeanings].find((known) => known.name === name)
  if (file === undefined) throw new Error(`No hostile file is called ${name}.`)
  return asSource(file.make())
}

test('a body that nobody may send is not read', async () => {
  // It is no JSON: whoever parses it says so.
  const body = `{"format":"docx","content":"${'A'.repeat(14_000_000)}`
  for (const path of ['/api/sources', '/api/statements']) {
    const anonymous = await house.visitor().send('POST', path, { body })
    expect([anonymous.status, (await anonymous.json()).code]).toEqual([401, 'not-signed-in'])
    const foreign = await ann.send('POST', path, { body, headers: { origin: 'https://example.org' } })
    expect([foreign.status, (await foreign.json()).code]).toEqual([403, 'foreign-origin'])
    const own = await ann.send('POST', path, { body })
    expect(own.status).toBe(400)
  }
})

test('a large body of many values is refused before it is parsed', async () => {
  const many = ['[],'.repeat(5_000_000), '"a":[1],'.repeat(1_900_000), '['.repeat(15_000_000), '0,'.repeat(7_500_000)]
  for (const values of many) {
    const began = process.cpuUsage()
    const answer = await ann.send('POST', '/api/sources', { body: `{"format":"docx","content":[${values}` })
    expect([answer.status, (await answer.json()).code]).toEqual([400, 'malformed'])
    // This process sends it as well; parsed it would have been some 1,500 and more.
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(600)
  }
  const archive = { format: 'archive', content: JSON.stringify({ a: '"\\"'.repeat(500_000) }) } as const
  expect((await ann.call(inspectSource, { body: archive })).body.code, 'many marks in one string').toBe(
    'not-an-archive',
  )
})

test('whoever types while files are read that hurt waits no longer for a saved mark', async () => {
  const names = [
    '60 MB of spaces',
    'a million empty paragraphs',
    '30,000 paragraphs',
    '3 million letters',
    'styles based on each other in a circle',
    'entries that share their bytes',
    'a billion laughs',
    '10,000 tables in tables',
  ]
  const sources = names.map(hostile)
  let reading = true
  const read = (async () => {
    const answers: number[] = []
    for (const body of sources) answers.push((await ann.call(inspectSource, { body })).status)
    reading = false
    return answers
  })()
  // Milliseconds of the thread that answers everybody, whatever else the machine is at: here 2 at the middle, 19 at most.
  const waits: number[] = []
  while (reading) {
    const began = process.threadCpuUsage()
    writing.type('a')
    await writing.barrier()
    const { user, system } = process.threadCpuUsage(began)
    waits.push((user + system) / 1_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const answers = await read
  const named = [413, 413, 413, 413, 200, 422, 422, 422]
  // What each one gets is tested by hostile.test.ts; under much other work of the machine its time may end first.
  expect(answers).toEqual(named.map((status, k) => (answers[k] === 503 ? 503 : status)))
  waits.sort((a, b) => a - b)
  expect(waits[Math.floor(waits.length / 2)], 'the middle one').toBeLessThan(25)
  expect(waits.at(-1), 'the longest').toBeLessThan(250)
})

test('one person’s imports hold up nobody else’s, and are not endless', async () => {
  // Some 300 ms of a core each.
  const slow = { format: 'markdown', content: '- item *a* b\n'.repeat(3_000) } as const
  const quick = asSource(word(p('All is well.')))
  let answered = false
  const anns = Promise.all(
    Array.from({ length: 5 }, async () => (await ann.call(inspectSource, { body: slow })).status),
  )
  void anns.then(() => (answered = true))
  await expect
    .poll(() =>
      house
        .operator()
        .call(inspectSource, { body: quick })
        .then(({ status }) => status),
    )
    .toBe(200)
  expect(answered, 'Ann is still waiting').toBe(false)
  expect((await anns).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 429])
})
