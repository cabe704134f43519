/** Finding statements: every word in every script, by those who may read them, whatever is typed into the field. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveStatement, createStatement, searchStatements } from '#shared/statement/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let administrator: Visitor
const titles = new Map<StatementId, string>()

beforeAll(async () => {
  house = await startHouse()
  administrator = await house.administrator('CAN')
  for (const [title, content] of [
    [
      'Universalization',
      'Thank you, Chair\n\nThe States Parties note co-operation in A/64/48 and the mines that remain.',
    ],
    ['Mines', 'A text of few words.'],
    ['Coopération', 'Côte d’Ivoire a remercié l’Afrique du Sud de son œuvre.'],
    ['全面禁止', '主席先生，我们感谢报告。禁止杀伤人员地雷公约'],
    ['التعاون', 'السيد الرئيس، شُكراً على التقرير والسلام في أفريقيا مدى الحياة'],
    ['Отчёт', 'Уважаемый господин Председатель, благодарим за ёмкий доклад.'],
  ] as const) {
    const body = { title, source: { format: 'text' as const, content } }
    const { statementId } = await administrator.must(createStatement, { body })
    titles.set(statementId, title)
  }
})
afterAll(() => house.end())

const find = async (words: string, visitor = administrator): Promise<string[]> =>
  (await visitor.must(searchStatements, { body: { words } })).map(({ id }) => titles.get(id) ?? '?')

describe('words', () => {
  test.each([
    ['universalization', ['Universalization']],
    ['states PARTIES note', ['Universalization']],
    ['parties states', ['Universalization']],
    ['univ', ['Universalization']],
    ['few wor', ['Mines']],
    ['few wor text', []],
    ['co-operation', ['Universalization']],
    ['operation co', ['Universalization']],
    ['A/64/48', ['Universalization']],
    ['64/A', []],
    ['cote divoire', []],
    ['cote d’ivoire', ['Coopération']],
    ["Côte d'Ivo", ['Coopération']],
    ['cooperation remercie', ['Coopération']],
    ['afrique oeuvre', ['Coopération']],
    ['感谢', ['全面禁止']],
    ['禁', ['全面禁止']],
    ['谢感', []],
    ['禁止 报告', ['全面禁止']],
    ['人员地雷公', ['全面禁止']],
    ['شكرا', ['التعاون']],
    ['سلام', ['التعاون']],
    ['السلام', ['التعاون']],
    ['الس', ['التعاون']],
    ['افريقيا', ['التعاون']],
    ['الحياه مدي', ['التعاون']],
    ['تعاون', ['التعاون']],
    ['емкий отчет', ['Отчёт']],
    ['ПРЕДСЕД', ['Отчёт']],
    ['nowhere', []],
  ])('%j', async (words, found) => {
    expect(await find(words)).toEqual(found)
  })

  test('in the title weigh more than in the text', async () => {
    expect(await find('mines')).toEqual(['Mines', 'Universalization'])
  })

  test('that are none leave the whole list', async () => {
    for (const words of ['', '  ', '***', '"']) expect(await find(words)).toHaveLength(titles.size)
  })
})

test.each([
  '"',
  '""',
  '"mines',
  'mines"',
  'mines OR',
  'OR mines',
  'mines AND text',
  'NOT mines',
  'NEAR(mines text, 1)',
  'title:mines',
  '{title text}: mines',
  '-title : mines',
  '^mines',
  'mines*',
  '*',
  '(mines',
  'mines)',
  'mines + text',
  'mines\u0000text',
  "'; drop table search_index; --",
  'rank:1',
  '\uD800',
  'a'.repeat(200),
  '" '.repeat(100),
  'é́́'.repeat(60),
])('%j is nothing but words', async (words) => {
  const { status } = await administrator.call(searchStatements, { body: { words } })
  expect(status).toBe(200)
})

test('operators of the index are words like others', async () => {
  expect(await find('mines or')).toEqual([])
  expect(await find('mines NOT text')).toEqual([])
  expect(await find('title:mines')).toEqual([])
})

describe('who finds what', () => {
  test('is what they may read, archived ones too', async () => {
    const [first] = titles.keys()
    if (first === undefined) throw new Error('nothing was created')
    const norwegian = await house.joined(first, 'NOR')
    expect(await find('mines', norwegian)).toEqual(['Universalization'])
    expect(await find('', norwegian)).toEqual(['Universalization'])
    await administrator.must(archiveStatement, { params: { statementId: first }, body: { archived: true } })
    expect(await find('mines', norwegian)).toEqual(['Universalization'])
    await house.runtime.storage.db.updateTable('invitations').set({ revoked_at: 1 }).execute()
    expect(await find('mines', norwegian)).toEqual([])
    expect((await house.visitor().call(searchStatements, { body: { words: 'mines' } })).body.code).toBe('not-signed-in')
  })
})

test('what somebody has just written is found by them at once, before the text has come to rest', async () => {
  const { statementId } = await administrator.must(createStatement, { body: { title: 'Quagga' } })
  titles.set(statementId, 'Quagga')
  const { cookie } = administrator
  const url = `${house.url.replace('http', 'ws')}/collab/${statementId}`
  const client = await HeadlessClient.open({ url, ...(cookie && { cookie }) })
  client.type('A herd of quaggas. ')
  await client.barrier()
  expect(await find('herd')).toEqual(['Quagga'])
})

test('what was rewritten is found by its new words alone', async () => {
  const { statementId } = await administrator.must(createStatement, { body: { title: 'Zebra' } })
  titles.set(statementId, 'Zebra')
  expect(await find('zebra')).toEqual(['Zebra'])
  const { project } = await import('../../../server/statement/project.ts')
  const text = await house.runtime.rooms.read(statementId)
  const letterhead = { ...text.letterhead, title: 'Okapi', meeting: 'Ninth meeting' }
  await project(house.runtime, statementId, { ...text, letterhead, changedAt: 1 })
  expect([await find('zebra'), await find('okapi ninth')]).toEqual([[], ['Zebra']])
})
