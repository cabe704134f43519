/** Threads that come with a file: by voices who are not here, at their words, new to nobody, and never taken for a delegate. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportStatement, inspectSource } from '#shared/exchange/contract.ts'
import type { Found, Source } from '#shared/exchange/sources.ts'
import { invite, passPen } from '#shared/people/contract.ts'
import { imported } from '#shared/people/imported.ts'
import type { StatementId } from '#shared/people/people.ts'
import { anchorWords } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import { createStatement, listAuthors } from '#shared/statement/contract.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import * as threads from '#shared/thread/contract.ts'
import { plainComment } from '#shared/thread/thread.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { mentionOf, replying, said } from '../thread/words.ts'
import { word } from './word-package.ts'

let house: TestHouse
let canada: Visitor
let norway: Visitor
let original: StatementId
/** The original as a page of ours, with its comments. */
let page: Source

beforeAll(async () => {
  house = await startHouse()
  canada = await house.administrator('CAN', 'Ann Wong')
  const content = 'We welcome the progress of all States.\n\nWe note the challenges ahead.\n'
  original = (
    await canada.must(createStatement, { body: { title: 'Report', source: { format: 'markdown', content } } })
  ).statementId
  norway = await house.joined(original, 'NOR', 'drafter', 'Ingrid Solberg')
  const params = { statementId: original }
  const first = await comment(norway, original, 'the progress', 'Whose?')
  await canada.must(threads.replyToThread, { params: { ...params, threadId: first }, body: replying('Of all.') })
  const second = await comment(norway, original, 'challenges', 'Which?')
  await norway.must(threads.setThreadState, { params: { ...params, threadId: second }, body: { state: 'resolved' } })
  page = { format: 'html', content: await textOf(canada, original, 'html') }
})
afterAll(() => house.end())

async function comment(visitor: Visitor, statementId: StatementId, words: string, text: string): Promise<string> {
  const client = await HeadlessClient.open({
    url: `${house.url.replace('http', 'ws')}/collab/${statementId}`,
    headers: { origin: house.url },
    cookie: visitor.cookie ?? '',
  })
  const reading = readText(client.text)
  const from = reading.words.indexOf(words)
  const anchor = anchorWords(reading, from, from + words.length)
  await client.close()
  const body = { key: crypto.randomUUID(), anchor, audience: 'all', text: said(text) } as const
  return (await visitor.must(threads.openThread, { params: { statementId }, body })).id
}

async function textOf(visitor: Visitor, statementId: StatementId, format: string): Promise<string> {
  const query = { deliveryNote: 'none', comments: 'all' }
  const { bytes } = await visitor.file(exportStatement, { params: { statementId, format }, query })
  return Buffer.from(bytes).toString()
}

const take = async (source: Source): Promise<StatementId> =>
  (await canada.must(createStatement, { body: { title: '', source } })).statementId

test('whoever may read the statement finds them at their words, with their times, by name and of no delegation here', async () => {
  const before = await norway.must(threads.listThreads, { params: { statementId: original } })
  const statementId = await take(page)
  const chile = await house.joined(statementId, 'CHL', 'observer', 'Luisa Soto')
  const found = await chile.must(threads.listThreads, { params: { statementId } })
  expect(found.map(({ anchor }) => anchor.quote)).toEqual(['the progress', 'challenges'])
  expect(found.map(({ comments }) => comments.map(({ text }) => plainComment(text ?? [])))).toEqual([
    ['Whose?', 'Of all.'],
    ['Which?'],
  ])
  const voices = found.flatMap(({ comments }) => comments.map(({ author }) => author))
  expect(voices.map(({ name }) => name)).toEqual([
    'Ingrid Solberg (Norway)',
    'Ann Wong (Canada)',
    'Ingrid Solberg (Norway)',
  ])
  expect(new Set(voices.map(({ delegationId }) => delegationId))).toEqual(new Set([imported.id]))
  // One name is one voice.
  expect(voices[0]?.delegateId).toBe(voices[2]?.delegateId)
  expect(found.map(({ state }) => state.state)).toEqual(['open', 'resolved'])
  expect(found.map(({ comments }) => comments.map(({ createdAt }) => createdAt))).toEqual(
    before.map(({ comments }) => comments.map(({ createdAt }) => createdAt)),
  )
})

test('every paper names them as they came, so that a second round trip is like the first', async () => {
  const once = await take(page)
  for (const format of ['txt', 'markdown', 'html']) {
    const text = (await textOf(canada, once, format)).replace(/<[^>]*>|\*\*/g, '')
    expect(text, format).toMatch(/Ingrid Solberg (\\)?\(Norway(\\)?\), /)
    expect(text, format).not.toMatch(/imported/i)
  }
  const twice = await take({ format: 'html', content: await textOf(canada, once, 'html') })
  const names = async (statementId: StatementId) =>
    (await canada.must(threads.listThreads, { params: { statementId } })).map(({ comments }) =>
      comments.map(({ author }) => author.name),
    )
  expect(await names(twice)).toEqual(await names(once))
})

test('they are new to nobody, and what is answered to them is', async () => {
  const statementId = await take(page)
  const chile = await house.joined(statementId, 'CHL', 'commenter', 'Luisa Soto')
  const unseen = async (visitor: Visitor): Promise<number[]> =>
    (await visitor.must(threads.listThreads, { params: { statementId } })).map((thread) => thread.unseen)
  expect([await unseen(canada), await unseen(chile)]).toEqual([
    [0, 0],
    [0, 0],
  ])
  const [first] = await chile.must(threads.listThreads, { params: { statementId } })
  await chile.must(threads.replyToThread, {
    params: { statementId, threadId: first?.id ?? '' },
    body: replying('Ours.'),
  })
  expect(await unseen(canada)).toEqual([1, 0])
})

test('a voice is no delegate: it takes no part, and can be neither invited, chosen, mentioned nor given the pen', async () => {
  const statementId = await take(page)
  const params = { statementId }
  const [first] = await canada.must(threads.listThreads, { params })
  const voice = first?.comments[0]?.author.delegateId
  for (const delegation of ['Imported', 'imported', 'IMP.', ' imp. ']) {
    const body = { delegation, role: 'observer' } as const
    expect((await canada.call(invite, { params, body })).body.code, delegation).toBe('unknown-delegation')
    const founding = await canada.call(createStatement, { body: { title: 'Theirs', penholder: delegation } })
    expect(founding.body.code, delegation).toBe('unknown-delegation')
  }
  expect((await canada.call(passPen, { params, body: { delegationId: imported.id } })).body.code).toBe(
    'unknown-delegation',
  )
  for (const mention of [mentionOf(imported.id), mentionOf(imported.id, voice)]) {
    const sent = { params: { ...params, threadId: first?.id ?? '' }, body: replying([mention]) }
    expect((await canada.call(threads.replyToThread, sent)).body.code).toBe('mention-outside')
  }
  const delegates = await canada.must(threads.listDelegates, { params })
  expect(delegates.map(({ name }) => name)).toEqual(['Ann Wong'])
  expect(await canada.must(listAuthors, { params })).toEqual([])
})

test('nobody rewords them; whoever comments resolves them; the pen alone takes them out', async () => {
  const statementId = await take(page)
  const chile = await house.joined(statementId, 'CHL', 'commenter', 'Luisa Soto')
  const [first, second] = await chile.must(threads.listThreads, { params: { statementId } })
  const atFirst = { statementId, threadId: first?.id ?? '' }
  const one = { ...atFirst, commentId: first?.comments[0]?.id ?? '' }
  await chile.must(threads.setThreadState, { params: atFirst, body: { state: 'resolved' } })
  for (const visitor of [chile, canada]) {
    const edit = await visitor.call(threads.editComment, { params: one, body: { text: said('Mine') } })
    expect(edit.body.code).toBe('not-its-author')
  }
  expect((await chile.call(threads.deleteComment, { params: one })).body.code).toBe('not-its-author')
  expect((await canada.must(threads.deleteComment, { params: one }))?.comments[0]?.text).toBeNull()
  const last = { statementId, threadId: second?.id ?? '', commentId: second?.comments[0]?.id ?? '' }
  expect(await canada.must(threads.deleteComment, { params: last })).toBeNull()
  // The pen's own right ends there.
  const own = await chile.must(threads.replyToThread, { params: atFirst, body: replying('Ours.') })
  const theirs = { ...atFirst, commentId: own.comments.at(-1)?.id ?? '' }
  expect((await canada.call(threads.deleteComment, { params: theirs })).body.code).toBe('not-its-author')
})

test('what the door says beforehand is what comes', async () => {
  const found = await canada.must(inspectSource, { body: page })
  expect(found).toMatchObject({ title: 'Report', threads: 2, comments: 3, lost: [] })
  expect(found.authors).toEqual(['Ingrid Solberg (Norway)', 'Ann Wong (Canada)'])
})

test('a Word file is sent once, and each choice about its tracked changes is known', async () => {
  const change = (tag: string, said: string): string => `<w:${tag} w:author="Ann"><w:r>${said}</w:r></w:${tag}>`
  const words = `${change('del', '<w:delText>three</w:delText>')}${change('ins', '<w:t>five</w:t>')}`
  const file = (inside: string) => ({
    format: 'docx' as const,
    content: word(`<w:p>${inside}</w:p>`).toString('base64'),
  })
  const read = ({ preview }: Pick<Found, 'preview'>): string => plainText({ type: 'doc', content: preview })
  const { otherwise, ...found } = await canada.must(inspectSource, { body: file(words) })
  expect([read(found), Object.keys(otherwise)]).toEqual(['five', ['rejected', 'shown']])
  for (const changes of ['rejected', 'shown'] as const) {
    const asked = await canada.must(inspectSource, { body: { ...file(words), changes } })
    const known = otherwise[changes]
    expect(known && { ...known, preview: read(known) }).toEqual({
      ...asked,
      otherwise: undefined,
      preview: read(asked),
    })
  }
  // Where there is nothing to choose, it is read once.
  expect(await canada.must(inspectSource, { body: file('<w:r><w:t>five</w:t></w:r>') })).toMatchObject({
    otherwise: {},
  })
})
