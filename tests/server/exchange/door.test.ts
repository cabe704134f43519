/** A statement through the door of export: the live text, for each reader with what they may know, as a file that browsers save. */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportStatement } from '#shared/exchange/contract.ts'
import { revokeInvitation } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { anchorWords } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import { letterheadRoot } from '#shared/room/roots.ts'
import { createStatement } from '#shared/statement/contract.ts'
import * as threads from '#shared/thread/contract.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { said } from '../thread/words.ts'
import { all, parseXml, textOf } from './docx-parts.ts'

let house: TestHouse
let statementId: StatementId
let norway: Visitor
let chile: Visitor
let writing: HeadlessClient

const source = 'We welcome the progress of all States.\n\nWe note the challenges ahead.\n'

beforeAll(async () => {
  house = await startHouse({ MAX_EXPORTS: '1' })
  const body = { title: 'تقرير: 2010/3', penholder: 'CAN', source: { format: 'markdown', content: source } } as const
  statementId = (await house.operator().must(createStatement, { body })).statementId
  norway = await house.joined(statementId, 'NOR', 'drafter', 'Ingrid Solberg')
  chile = await house.joined(statementId, 'CHL', 'observer', 'Luisa Soto')
  writing = await enter(norway)
})
afterAll(async () => {
  await writing.close()
  await house.end()
})

const enter = ({ cookie }: Visitor): Promise<HeadlessClient> =>
  HeadlessClient.open({
    url: `${house.url.replace('http', 'ws')}/collab/${statementId}`,
    headers: { origin: house.url },
    cookie: cookie ?? '',
  })

const download = (visitor: Visitor, format: string, query: Record<string, string> = {}) =>
  visitor.file(exportStatement, { params: { statementId, format }, query: { deliveryNote: 'none', ...query } })

const textFor = async (visitor: Visitor, query: Record<string, string> = {}): Promise<string> =>
  Buffer.from((await download(visitor, 'txt', query)).bytes).toString()

/** A thread of Norway's about these words, as they stand now. */
async function comment(words: string, text: string, audience: 'all' | 'delegation' = 'all'): Promise<string> {
  const reading = readText(writing.text)
  const from = reading.words.indexOf(words)
  const body = {
    key: crypto.randomUUID(),
    anchor: anchorWords(reading, from, from + words.length),
    audience,
    text: said(text),
  }
  return (await norway.must(threads.openThread, { params: { statementId }, body })).id
}

test('what was typed a moment ago is in the file of everybody who may read', async () => {
  writing.type(' This is new.')
  writing.doc.getText(letterheadRoot('meeting')).insert(0, 'Intersessional meeting')
  await writing.barrier()
  for (const visitor of [norway, chile, house.operator()]) {
    const text = await textFor(visitor)
    expect(text).toContain('This is new.')
    expect(text).toContain('Intersessional meeting')
  }
})

test('a browser saves it under a name that says what it is, and neither runs nor keeps nor guesses it', async () => {
  const { headers } = await download(norway, 'docx')
  const name = 'تقرير- 2010-3, English, clean.docx'
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="_____- 2010-3, English, clean.docx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  )
  expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toMatch(/sandbox/)
  expect((await download(norway, 'txt', { comments: 'all' })).headers.get('content-disposition')).toContain(
    'with comments.txt',
  )
})

test('without a delivery note there is no file, nor in a format that is none', async () => {
  const params = { statementId, format: 'txt' }
  const without = await norway.file(exportStatement, { params, query: {} })
  expect([without.status, without.body.detail]).toEqual([422, 'deliveryNote'])
  expect((await download(norway, 'odt')).status).toBe(404)
})

test('what the paper says of itself is in the language that was asked for, and in no other', async () => {
  const text = await textFor(norway, { deliveryNote: 'check', paperLanguage: 'fr' })
  expect(text).toContain('À vérifier au prononcé')
  expect(text).toContain('We welcome')
  const { headers } = await download(norway, 'txt', { paperLanguage: 'fr' })
  expect(headers.get('content-disposition')).toContain('English, clean.txt')
  const other = await download(norway, 'txt', { paperLanguage: 'de' })
  expect([other.status, other.body.detail]).toEqual([422, 'paperLanguage'])
})

test('a choice that a format cannot carry changes nothing in it', async () => {
  const large = await textFor(norway, { largePrint: 'yes', paragraphNumbers: 'no', lineNumbers: 'every' })
  expect(large).toBe(await textFor(norway, { paragraphNumbers: 'no' }))
})

test('the same text with the same choices is the same file, whoever asks and whether anybody has it open', async () => {
  const once = await download(norway, 'docx', { deliveryNote: 'check' })
  const again = await download(chile, 'docx', { deliveryNote: 'check' })
  expect(Buffer.compare(once.bytes, again.bytes)).toBe(0)
  writing.type(' More.')
  await writing.barrier()
  const later = await download(norway, 'docx', { deliveryNote: 'check' })
  expect(Buffer.compare(once.bytes, later.bytes)).not.toBe(0)
})

test('comments are none, the open ones, or all that the reader may read, and stand at their words after these moved', async () => {
  await comment('the progress', 'Whose?')
  const settled = await comment('challenges', 'Which?')
  await comment('welcome', 'Norway asks itself', 'delegation')
  const params = { statementId, threadId: settled }
  await norway.must(threads.setThreadState, { params, body: { state: 'resolved' } })
  writing.type('Before it all: ', 1)
  await writing.barrier()

  expect(await textFor(norway)).not.toMatch(/Whose|Which|Norway asks/)
  const open = await textFor(norway, { comments: 'open' })
  expect([open.includes('Whose?'), open.includes('Which?'), open.includes('Norway asks')]).toEqual([true, false, false])
  const every = await textFor(norway, { comments: 'all' })
  expect([every.includes('Whose?'), every.includes('Which?'), every.includes('Norway asks')]).toEqual([
    true,
    true,
    true,
  ])
  for (const visitor of [chile, house.operator()]) {
    const theirs = await textFor(visitor, { comments: 'all' })
    expect([theirs.includes('Whose?'), theirs.includes('Which?'), theirs.includes('Norway asks')]).toEqual([
      true,
      true,
      false,
    ])
  }

  const part = await partOf(norway, 'word/document.xml', { comments: 'all' })
  const paragraph = all(part, 'w:p').find((element) => textOf(element).includes('Before it all'))
  const words: string[] = []
  let inside = false
  for (const child of paragraph?.children ?? []) {
    if (typeof child === 'string') continue
    if (child.name === 'w:commentRangeStart' && child.attributes['w:id'] === '1') inside = true
    if (child.name === 'w:commentRangeEnd' && child.attributes['w:id'] === '1') inside = false
    if (inside) words.push(textOf(child))
  }
  expect(words.join('')).toBe('the progress')
})

test('whose words are whose is what the server knows', async () => {
  const body = await partOf(norway, 'word/document.xml', { delegationColours: 'yes' })
  expect(textOf(body)).toContain('Words by: Norway (NOR)')
  const coloured = all(body, 'w:r').filter((run) => all(run, 'w:color').length > 0)
  expect(coloured.map(textOf)).toContain('Before it all: ')
  expect(coloured.map(textOf).join(' ')).not.toContain('welcome')
})

test('whoever loses the right while they wait for a place gets no file', async () => {
  const peru = await house.joined(statementId, 'PER', 'observer')
  const before = download(norway, 'pdf')
  const waiting = download(peru, 'txt')
  await house.operator().must(revokeInvitation, { params: { statementId, delegationId: 'PER' } })
  expect((await before).status).toBe(200)
  expect(await waiting).toMatchObject({ status: 403, body: { code: 'link-withdrawn' } })
})

test('when whoever asked is gone, nobody goes on writing', async () => {
  const processes = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length
  const before = processes()
  const { cookie } = norway
  const asked = new AbortController()
  const address = `${house.url}/api/statements/${statementId}/export/docx?deliveryNote=none`
  const answer = fetch(address, { headers: { cookie: cookie ?? '' }, signal: asked.signal })
  await new Promise((resolve) => setTimeout(resolve, 1))
  asked.abort()
  await expect(answer).rejects.toThrow()
  await expect.poll(processes).toBeLessThanOrEqual(before)
  expect((await download(norway, 'txt')).status).toBe(200)
})

async function partOf(visitor: Visitor, name: string, query: Record<string, string>) {
  const { bytes } = await download(visitor, 'docx', query)
  return parseXml(new TextDecoder().decode(unzipSync(bytes)[name]))
}
