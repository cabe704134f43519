/** The archive: out of one Penholder and into another it is the same statement, and it says to nobody what they may not read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { exportStatement } from '#shared/exchange/contract.ts'
import { largestFile } from '#shared/exchange/sources.ts'
import type { StatementId } from '#shared/people/people.ts'
import { render } from '#shared/room/flat-text.ts'
import { anchorWords } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import { letterheadRoot, metaRoot, textRoot } from '#shared/room/roots.ts'
import { createStatement } from '#shared/statement/contract.ts'
import * as threads from '#shared/thread/contract.ts'
import { type Archive, archive as schema } from '../../../server/exchange/archive.ts'
import { readArchive } from '../../../server/exchange/read-archive.ts'
import { writeArchive } from '../../../server/exchange/write-archive.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { randomPaper } from '../../random-statement.ts'
import { seeded, seeds } from '../../random.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { mentionOf, opening, replying, said } from '../thread/words.ts'

let here: TestHouse
let there: TestHouse
beforeAll(async () => {
  here = await startHouse()
  there = await startHouse()
})
afterAll(async () => {
  await here.end()
  await there.end()
})

const out = (visitor: Visitor, statementId: StatementId, query: Record<string, string> = {}) =>
  visitor.file(exportStatement, {
    params: { statementId, format: 'archive' },
    query: { deliveryNote: 'none', comments: 'all', ...query },
  })

async function archiveFor(visitor: Visitor, statementId: StatementId, query = {}): Promise<Archive> {
  const { status, bytes } = await out(visitor, statementId, query)
  expect(status).toBe(200)
  return schema.parse(JSON.parse(Buffer.from(bytes).toString()))
}

const take = async (visitor: Visitor, content: string, title = ''): Promise<StatementId> =>
  (await visitor.must(createStatement, { body: { title, source: { format: 'archive', content } } })).statementId

const enter = (house: TestHouse, { cookie }: Visitor, statementId: StatementId): Promise<HeadlessClient> =>
  HeadlessClient.open({
    url: `${house.url.replace('http', 'ws')}/collab/${statementId}`,
    headers: { origin: house.url },
    cookie: cookie ?? '',
  })

/** A statement by chance as if it had been archived. */
function randomArchive(seed: number): Archive {
  const random = seeded(seed)
  const { document, letterhead, language, remarks, at } = randomPaper(random)
  return schema.parse({
    format: 'penholder-archive',
    version: 1,
    at,
    penholder: 'Canada',
    language,
    pace: random.chance(0.5) ? null : 60 + random.int(200),
    letterhead,
    document,
    threads: remarks.map(({ at, quote, resolved, comments }) => ({
      audience: random.chance(0.2) ? 'delegation' : 'all',
      at,
      whole: at !== null && random.chance(0.2),
      quote,
      resolved: resolved ? { by: { name: 'Ann Wong', delegation: 'Canada' }, at: comments[0]?.at } : null,
      comments: comments.map(({ author, delegation, at, text }) => ({
        by: { name: author, delegation },
        at,
        text: text.map((piece) => (piece.type === 'mention' ? { type: 'text', text: `@${piece.name}` } : piece)),
      })),
    })),
    log: null,
  })
}

/** What was said, in the form in which it comes back: who is of another server has a name and no delegation. */
const heard = ({ threads }: Archive) =>
  threads.map(({ audience, quote, resolved, comments }) => ({
    audience,
    quote,
    resolved: resolved?.at,
    comments: comments.map(({ at, text, by: { name, delegation } }) => ({
      at,
      text,
      by: delegation === null ? name : `${name} (${delegation})`,
    })),
  }))

let ann: Visitor
let ingrid: Visitor
beforeAll(async () => {
  ann = await here.administrator('CAN', 'Ann Wong')
  ingrid = await there.administrator('NOR', 'Ingrid Solberg')
})

test('threads by the hundred come in the order in which they were, each with its own comments', async () => {
  const given = randomArchive(1)
  const by = { name: 'Bo', delegation: null }
  const many = Array.from({ length: 250 }, (_, k) => ({
    audience: 'all' as const,
    at: null,
    whole: false,
    quote: `Words ${k}`,
    resolved: k % 3 === 0 ? { by, at: 5_000 } : null,
    comments: [1, 2, 3].map((n) => ({
      by,
      at: 1_000 + k,
      text: [{ type: 'text' as const, text: `${k}: "${n}" \u0007 ’` }],
    })),
  }))
  const statementId = await take(ann, JSON.stringify({ ...given, threads: many }))
  const came = await archiveFor(ann, statementId, { updateLog: 'no' })
  expect(heard(came)).toEqual(heard({ ...given, threads: many }))
})

test('statements by chance go to another server and on as they were: text, letterhead, language, pace, threads', async () => {
  for (const seed of seeds(1, 30, 300)) {
    const given = randomArchive(seed)
    const first = await archiveFor(ann, await take(ann, JSON.stringify(given)), { updateLog: 'no' })
    const { document, letterhead, language, pace } = given
    expect(first, `seed ${seed}`).toMatchObject({ document, letterhead, language, pace })
    expect(heard(first), `seed ${seed}`).toEqual(heard(given))
    const second = await archiveFor(ingrid, await take(ingrid, JSON.stringify(first)), { updateLog: 'no' })
    expect(second, `seed ${seed}`).toEqual({ ...first, at: second.at, penholder: 'Norway' })
  }
}, 600_000)

test('what was written is what is read, of statements by chance', () => {
  for (const seed of seeds(1, 30, 300)) {
    const given = randomArchive(seed)
    const { document, letterhead, language, pace, threads } = readArchive(
      Buffer.from(writeArchive(given)).toString(),
      '',
    )
    expect({ document, letterhead, language, pace }, `seed ${seed}`).toEqual({
      document: given.document,
      letterhead: given.letterhead,
      language: given.language,
      pace: given.pace,
    })
    expect(threads.map(({ at, whole }) => ({ at, whole }))).toEqual(
      given.threads.map(({ at, whole }) => ({ at, whole })),
    )
  }
})

describe('of a statement that is drafted', () => {
  let statementId: StatementId
  let norway: Visitor
  let chile: Visitor
  let writing: HeadlessClient

  beforeAll(async () => {
    const content = 'We welcome the progress of all States.\n\nWe note the challenges ahead.\n'
    const body = { title: 'Report', source: { format: 'markdown', content } } as const
    statementId = (await ann.must(createStatement, { body })).statementId
    norway = await here.joined(statementId, 'NOR', 'drafter', 'Ingrid Solberg')
    chile = await here.joined(statementId, 'CHL', 'observer', 'Luisa Soto')
    writing = await enter(here, norway, statementId)
    writing.type('Secret')
    await writing.barrier()
    writing.text.delete(writing.text.toString().indexOf('Secret'), 'Secret'.length)
    writing.type(' At last.', 1)
    await writing.barrier()
    const reading = readText(writing.text)
    const from = reading.words.indexOf('the progress')
    const anchor = anchorWords(reading, from, from + 'the progress'.length)
    const params = { statementId }
    const open = (text: Parameters<typeof opening>[0], audience: 'all' | 'delegation') =>
      norway.must(threads.openThread, { params, body: { ...opening(text, audience), anchor } })
    const { id } = await open([...said('Whose, '), mentionOf('CAN')], 'all')
    await ann.must(threads.replyToThread, { params: { ...params, threadId: id }, body: replying('Of all.') })
    await ann.must(threads.setThreadState, { params: { ...params, threadId: id }, body: { state: 'resolved' } })
    await open('Norway asks itself', 'delegation')
  })
  afterAll(() => writing.close())

  test('the same text is the same file, with the moment of its last change, under a name that says what it is', async () => {
    const once = await out(chile, statementId)
    const again = await out(chile, statementId)
    expect(Buffer.compare(once.bytes, again.bytes)).toBe(0)
    expect(once.headers.get('content-type')).toBe('application/json')
    expect(once.headers.get('content-disposition')).toContain('"Report, English, with comments.json"')
  })

  test('what a delegation says among itself is in its own archive alone, and only where it asks for all', async () => {
    for (const visitor of [ann, chile, here.operator()]) {
      expect(Buffer.from((await out(visitor, statementId)).bytes).toString()).not.toContain('Norway asks')
    }
    const audiences = async (comments: string) =>
      (await archiveFor(norway, statementId, { comments })).threads.map(({ audience }) => audience)
    expect(await audiences('all')).toEqual(['all', 'delegation'])
    expect(await audiences('open')).toEqual([])
    expect(await audiences('none')).toEqual([])
  })

  test('and stays within the delegation of whoever brings it; with the operator it stays out', async () => {
    const content = Buffer.from((await out(norway, statementId)).bytes).toString()
    const brought = await take(ingrid, content)
    const sweden = await there.joined(brought, 'SWE', 'drafter', 'Nils Lund')
    const own = await there.joined(brought, 'NOR', 'drafter', 'Kari Dahl')
    const listed = async (visitor: Visitor, id: StatementId) =>
      (await visitor.must(threads.listThreads, { params: { statementId: id } })).map(({ audience }) => audience)
    expect([await listed(ingrid, brought), await listed(own, brought), await listed(sweden, brought)]).toEqual([
      ['all', 'delegation'],
      ['all', 'delegation'],
      ['all'],
    ])
    expect(await listed(ingrid, await take(there.operator(), content))).toEqual(['all'])
  })

  test('the update log is for the pen, the administrator and the operator, and makes the text when it is applied', async () => {
    const { log, document, letterhead } = await archiveFor(ann, statementId)
    const doc = new Y.Doc()
    for (const { bytes } of log ?? []) Y.applyUpdate(doc, Buffer.from(bytes, 'base64'))
    expect(render(doc.getText(textRoot))).toEqual(document)
    expect(doc.getText(letterheadRoot('title')).toString()).toBe(letterhead.title)
    expect(doc.getMap(metaRoot).get('language')).toBe('en')
    expect(log?.map(({ seq }) => seq)).toEqual(log?.map((_, k) => k + 1))
    expect(log?.at(0)).toMatchObject({ cause: 'import', by: { name: 'Ann Wong', delegation: 'Canada' } })
    expect(log?.at(-1)).toMatchObject({ cause: 'typed', by: { name: 'Ingrid Solberg', delegation: 'Norway' } })
    expect((await archiveFor(here.operator(), statementId)).log).toEqual(log)
    for (const visitor of [norway, chile]) expect((await archiveFor(visitor, statementId)).log).toBeNull()
    expect((await archiveFor(ann, statementId, { updateLog: 'no' })).log).toBeNull()
  })

  test('of the log nothing is made: what was deleted does not come along', async () => {
    const content = Buffer.from((await out(ann, statementId)).bytes).toString()
    expect(Buffer.from(content).length).toBeLessThan(largestFile)
    const brought = await archiveFor(ingrid, await take(ingrid, content, 'Another title'))
    const words = JSON.stringify(brought.log?.map(({ bytes }) => Buffer.from(bytes, 'base64').toString('latin1')))
    expect(words).toContain('welcome')
    expect(words).not.toContain('Secret')
    expect(brought.log).toHaveLength(1)
    expect(brought.letterhead.title).toBe('Another title')
    // Nobody is called by it.
    expect(heard(brought)[0]?.comments[0]).toMatchObject({
      by: 'Ingrid Solberg (Norway)',
      text: [
        { type: 'text', text: 'Whose, ' },
        { type: 'text', text: '@Canada' },
      ],
    })
  })
})

test('where the log makes it larger than what is taken in, it is left out', () => {
  const given = randomArchive(1)
  const bytes = Buffer.alloc(3_000_000).toString('base64')
  const log = [1, 2, 3].map((seq) => ({ seq, at: 0, by: null, cause: 'typed' as const, bytes }))
  const readLog = (archive: Archive) => schema.parse(JSON.parse(Buffer.from(writeArchive(archive)).toString())).log
  expect(readLog({ ...given, log })).toBeNull()
  expect(readLog({ ...given, log: log.slice(1) })).toHaveLength(2)
})

test('what a room would not admit is no archive, and the door says where it is wrong and not what stands there', async () => {
  const given = randomArchive(2)
  const first = given.document.content[0]
  const withFirst = (change: object) => ({
    ...given,
    document: { type: 'doc', content: [{ ...first, ...change }, ...given.document.content.slice(1)] },
  })
  const text = (node: object) => withFirst({ content: [{ type: 'text', text: 'x', ...node }] })
  const thread = (change: object) => ({ ...given, threads: [{ ...given.threads[0], ...change }] })
  const spot = { block: 0, offset: 0 }
  const wrong: Record<string, unknown> = {
    'no JSON': '{"format":',
    deep: '['.repeat(100_000) + ']'.repeat(100_000),
    'another version': { ...given, version: 2 },
    'a key too many': { ...given, secret: 'x' },
    'an unknown block': withFirst({ type: 'script' }),
    'an id twice': { ...given, document: { type: 'doc', content: [first, first] } },
    'no block': { ...given, document: { type: 'doc', content: [] } },
    'a link that is none': text({ marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }),
    'a mark twice': text({ marks: [{ type: 'bold' }, { type: 'bold' }] }),
    'half a character': text({ text: '\ud83d' }),
    'an empty text': text({ text: '' }),
    'a field too long': { ...given, letterhead: { ...given.letterhead, title: 'x'.repeat(2_001) } },
    'a pace of nobody': { ...given, pace: 1 },
    'a place beyond the text': thread({ at: { from: spot, to: { block: 9_999, offset: 0 } } }),
    'a place before itself': thread({ at: { from: { block: 1, offset: 0 }, to: spot } }),
    'a thread without a comment': thread({ comments: [] }),
    'a comment without words': thread({ comments: [{ by: { name: 'x', delegation: null }, at: 0, text: [] }] }),
  }
  for (const [name, archive] of Object.entries(wrong)) {
    const content = typeof archive === 'string' ? archive : JSON.stringify(archive)
    const source = { format: 'archive', content } as const
    const { status, body } = await ann.call(createStatement, { body: { title: '', source } })
    expect([status, body.code], name).toEqual([422, 'not-an-archive'])
    expect(body.detail, name).not.toMatch(/javascript|secret: x/)
  }
})
