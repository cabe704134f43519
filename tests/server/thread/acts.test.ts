/** What each act promises: who said it, under which key, what is left of it, and who is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readSession, removeDelegation, removePerson } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import * as contract from '#shared/thread/contract.ts'
import type { Anchor, Thread } from '#shared/thread/thread.ts'
import { mostThreads } from '#shared/thread/thread.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { anchorAt, mentionOf, opening, replying, said } from './words.ts'

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.end())

let statementId: StatementId
/** Ingrid and Bo of Norway, which holds the pen; Carla of Chile. */
let ingrid: Visitor
let bo: Visitor
let carla: Visitor
let params: { statementId: StatementId }
beforeEach(async () => {
  statementId = await house.statement('NOR')
  params = { statementId }
  ingrid = await house.joined(statementId, 'NOR', 'drafter', 'Ingrid')
  bo = await house.joined(statementId, 'NOR', 'drafter', 'Bo')
  carla = await house.joined(statementId, 'CHL', 'commenter', 'Carla')
})

const idOf = async (visitor: Visitor) => (await visitor.must(readSession)).person?.delegate.id ?? ''
const open = (visitor: Visitor, ...what: Parameters<typeof opening>) =>
  visitor.must(contract.openThread, { params, body: opening(...what) })
const atThread = ({ id }: Pick<Thread, 'id'>) => ({ statementId, threadId: id as string })
const reply = (visitor: Visitor, thread: Thread, words: string) =>
  visitor.must(contract.replyToThread, { params: atThread(thread), body: replying(words) })
const read = (visitor: Visitor, thread: Thread) => visitor.must(contract.readThread, { params: atThread(thread) })
const atComment = (thread: Thread, index = 0) => ({
  ...atThread(thread),
  commentId: thread.comments[index]?.id as string,
})
const remove = (visitor: Visitor, thread: Thread, index = 0) =>
  visitor.must(contract.deleteComment, { params: atComment(thread, index) })
const wordsOf = (thread: Thread | null) =>
  thread?.comments.map(({ text }) => text?.map((part) => ('text' in part ? part.text : part.type)).join('') ?? null)

describe('whose words', () => {
  test('the session says who speaks, whatever stands in the body', async () => {
    const body = { ...opening('Mine'), author: { delegateId: 'bo', name: 'Bo' }, createdAt: 1 }
    const thread = await carla.must(contract.openThread, { params, body })
    expect(thread.comments[0]?.author).toMatchObject({ name: 'Carla', code: 'CHL', hue: 2 })
    expect(thread.changedAt).toBeGreaterThan(1)
  })

  test('only the author rewords or deletes, and only what is there', async () => {
    const thread = await open(ingrid, 'Hers')
    for (const visitor of [bo, carla]) {
      const body = { text: said('Mine now') }
      expect((await visitor.call(contract.editComment, { params: atComment(thread), body })).body.code).toBe(
        'not-its-author',
      )
      expect((await visitor.call(contract.deleteComment, { params: atComment(thread) })).body.code).toBe(
        'not-its-author',
      )
    }
    const nowhere = { ...atThread(thread), commentId: 'none' }
    const { body } = await ingrid.call(contract.editComment, { params: nowhere, body: { text: said('x') } })
    expect(body.code).toBe('unknown-comment')
    expect(await read(carla, thread)).toEqual({ ...thread, unseen: 1 })
  })

  test('what a delegation said stays when it is removed, with its hue', async () => {
    const thread = await open(carla, 'Stays')
    const own = await open(carla, 'Stays hidden', 'delegation')
    await house.operator().must(removeDelegation, { params: { statementId, delegationId: 'CHL' } })
    expect((await read(ingrid, thread)).comments[0]?.author).toMatchObject({ code: 'CHL', hue: 2 })
    expect((await ingrid.call(contract.readThread, { params: atThread(own) })).body.code).toBe('unknown-thread')
  })
})

describe('a key', () => {
  test('says one thing, also under two requests at once, and answers both the same', async () => {
    const body = opening('Once')
    const [one, other] = await Promise.all([
      ingrid.must(contract.openThread, { params, body }),
      ingrid.must(contract.openThread, { params, body }),
    ])
    expect(one).toEqual(other)
    const replied = { params: atThread(one), body: replying('Once more') }
    const answers = await Promise.all([1, 2, 3].map(() => carla.must(contract.replyToThread, replied)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await carla.must(contract.listThreads, { params })).map(wordsOf)).toEqual([['Once', 'Once more']])
  })

  test('that said something else says nothing here, and belongs to one author', async () => {
    const elsewhere = await house.statement('NOR')
    const key = await house.key(elsewhere, 'CHL', 'commenter')
    await carla.send('POST', '/api/invitations/join', { body: JSON.stringify({ key, name: 'Carla' }) })
    const body = opening('First', 'delegation')
    const first = await carla.must(contract.openThread, { params, body })
    const second = await open(carla, 'Second')
    const replied = replying('Here')
    await carla.must(contract.replyToThread, { params: atThread(first), body: replied })
    const wrong = [
      await carla.call(contract.openThread, { params: { statementId: elsewhere }, body }),
      await carla.call(contract.replyToThread, { params: atThread(second), body: replied }),
      await carla.call(contract.replyToThread, { params: atThread(second), body: { key: body.key, text: body.text } }),
      await carla.call(contract.openThread, { params, body: { ...body, key: replied.key } }),
    ]
    for (const { status, body: told } of wrong) {
      expect({ status, ...told }).toMatchObject({ status: 422, code: 'invalid', detail: 'key' })
    }
    // Somebody else who uses the same key says something of their own, and is not shown what it said before.
    const theirs = await ingrid.must(contract.openThread, { params, body: { ...body, audience: 'all' } })
    expect(theirs.id).not.toBe(first.id)
    expect(theirs.comments).toHaveLength(1)
  })

  test('of a deleted comment does not bring it back', async () => {
    const body = opening('Gone')
    const thread = await ingrid.must(contract.openThread, { params, body })
    const replied = { params: atThread(thread), body: replying('Gone too') }
    expect(await remove(carla, await carla.must(contract.replyToThread, replied), 1)).toEqual({
      ...thread,
      unseen: 1,
      changedAt: expect.any(Number),
    })
    expect((await carla.call(contract.replyToThread, replied)).body.code).toBe('unknown-comment')
    await remove(ingrid, thread)
    expect((await ingrid.call(contract.openThread, { params, body })).body.code).toBe('unknown-comment')
    expect(await ingrid.must(contract.listThreads, { params })).toEqual([])
  })
})

describe('mentions', () => {
  test('are named by the server, as delegations and people of this table', async () => {
    const text = [...said('See '), mentionOf('CHL'), mentionOf('NOR', await idOf(bo))]
    const thread = await open(ingrid, text)
    expect(thread.comments[0]?.text?.slice(1).map((part) => part.type === 'mention' && part.name)).toEqual([
      'Chile',
      'Bo',
    ])
    expect(thread.comments[0]?.mentionsYou).toBe(false)
    for (const called of [bo, carla]) {
      expect((await read(called, thread)).comments[0]?.mentionsYou).toBe(true)
      expect(await called.must(contract.listMentions)).toMatchObject([
        { statementId, title: 'A statement', threadId: thread.id, quote: 'the words', seen: false },
      ])
    }
    expect(await ingrid.must(contract.listMentions)).toEqual([])
  })

  test('of others than who may read the thread are refused', async () => {
    await house.joined(await house.statement('NOR'), 'NOR', 'drafter', 'Far')
    const { id: far } = await house.runtime.storage.db
      .selectFrom('delegates')
      .select('id')
      .where('name', '=', 'Far')
      .executeTakeFirstOrThrow()
    const outside = [mentionOf('KEN'), mentionOf('CHL', await idOf(bo)), mentionOf('NOR', far)]
    const outsideOwn = [mentionOf('CHL'), mentionOf('CHL', await idOf(carla))]
    for (const [audience, mentions] of [
      ['all', outside],
      ['delegation', [...outside, ...outsideOwn]],
    ] as const) {
      for (const mention of mentions) {
        const answer = await ingrid.call(contract.openThread, { params, body: opening([mention], audience) })
        expect(answer.body.code, JSON.stringify(mention)).toBe('mention-outside')
      }
    }
    const own = await open(ingrid, [mentionOf('NOR'), mentionOf('NOR', await idOf(bo))], 'delegation')
    const body = { text: outsideOwn }
    expect((await ingrid.call(contract.editComment, { params: atComment(own), body })).body.code).toBe(
      'mention-outside',
    )
    expect(await bo.must(contract.listMentions)).toHaveLength(1)
  })

  test('follow an edit and go with the words; one of somebody who has left stays', async () => {
    const delegateId = await idOf(carla)
    const thread = await open(ingrid, [mentionOf('CHL', delegateId)])
    await house.operator().must(removePerson, { params: { statementId, delegationId: 'CHL', delegateId } })
    const edit = (text: Parameters<typeof opening>[0]) =>
      ingrid.must(contract.editComment, { params: atComment(thread), body: { text: opening(text).text } })
    const kept = await edit([mentionOf('CHL', delegateId), ...said(' and '), mentionOf('NOR', await idOf(bo))])
    expect(kept.comments[0]).toMatchObject({ text: [{ name: 'Carla' }, {}, { name: 'Bo' }], editedAt: kept.changedAt })
    expect(await bo.must(contract.listMentions)).toHaveLength(1)
    expect(await carla.must(contract.listMentions)).toEqual([])
    await edit('Nobody')
    expect(await bo.must(contract.listMentions)).toEqual([])
    await edit([mentionOf('NOR')])
    await reply(bo, thread, 'Yes?')
    expect(await bo.must(contract.listMentions)).toHaveLength(1)
    await remove(ingrid, thread)
    expect(await bo.must(contract.listMentions)).toEqual([])
  })
})

describe('deleting', () => {
  test('leaves a trace without words where something follows, and nothing of a thread of such traces', async () => {
    const { db } = house.runtime.storage
    const thread = await open(ingrid, [...said('Unmistakable words '), mentionOf('CHL')])
    await reply(carla, thread, 'An answer')
    const left = await remove(ingrid, thread)
    expect(wordsOf(left)).toEqual([null, 'An answer'])
    const rows = await db.selectFrom('comments').select('text').where('thread_id', '=', thread.id).execute()
    expect(JSON.stringify(rows)).not.toContain('Unmistakable')
    const again = await ingrid.call(contract.editComment, { params: atComment(thread), body: { text: said('x') } })
    expect(again.body.code).toBe('unknown-comment')
    expect(left).not.toBeNull()
    expect(await remove(carla, await read(carla, thread), 1)).toBeNull()
    for (const table of ['comments', 'anchors', 'seen_threads'] as const) {
      expect(await db.selectFrom(table).selectAll().where('thread_id', '=', thread.id).execute(), table).toEqual([])
    }
    expect((await carla.call(contract.readThread, { params: atThread(thread) })).body.code).toBe('unknown-thread')
  })

  test('of the last comment leaves no trace', async () => {
    const thread = await open(ingrid, 'First')
    await reply(carla, thread, 'Second')
    expect(wordsOf(await remove(carla, await read(carla, thread), 1))).toEqual(['First'])
  })
})

test('resolving keeps who and when, takes answers, and is told once', async () => {
  const thread = await open(ingrid, 'Settled?')
  const set = (visitor: Visitor, state: 'open' | 'resolved') =>
    visitor.must(contract.setThreadState, { params: atThread(thread), body: { state } })
  const resolved = await set(carla, 'resolved')
  expect(resolved.state).toMatchObject({ state: 'resolved', by: { name: 'Carla' }, at: resolved.changedAt })
  expect(await set(ingrid, 'resolved')).toEqual({ ...resolved, unseen: 0 })
  expect((await reply(bo, thread, 'Not quite')).state).toEqual(resolved.state)
  expect((await set(ingrid, 'open')).state).toEqual({ state: 'open' })
})

test('an anchor is mended by whoever knows the last one; all are kept, with who put them there', async () => {
  const thread = await open(ingrid, 'Here')
  const mend = (visitor: Visitor, version: number, anchor: Anchor) =>
    visitor.must(contract.mendAnchor, { params: atThread(thread), body: { version, anchor } })
  const answers = await Promise.all([
    mend(carla, 1, anchorAt('found by Carla')),
    mend(bo, 1, anchorAt('found by Bo')),
    mend(ingrid, 1, anchorAt('found by Ingrid')),
  ])
  const [first] = answers
  expect(first.anchorVersion).toBe(2)
  for (const answer of answers) expect(answer.anchor).toEqual(first.anchor)
  expect((await mend(bo, 2, first.anchor)).anchorVersion).toBe(2)
  expect((await mend(bo, 2, anchorAt('put by hand'))).anchorVersion).toBe(3)
  const rows = await house.runtime.storage.db
    .selectFrom('anchors')
    .select(['version', 'anchor', 'author', 'at'])
    .where('thread_id', '=', thread.id)
    .orderBy('version')
    .execute()
  const quotes = rows.map(({ anchor }) => (JSON.parse(anchor) as Anchor).quote)
  expect(quotes).toEqual(['the words', first.anchor.quote, 'put by hand'])
  expect(rows.at(-1)).toMatchObject({ version: 3, author: await idOf(bo), at: expect.any(Number) })
})

describe('what somebody has seen', () => {
  const see = (visitor: Visitor, thread: Thread, index: number) =>
    visitor.must(contract.seeThreads, {
      params,
      body: { seen: [{ threadId: thread.id, commentId: thread.comments[index]?.id as never }] },
    })

  test('is all that is their own, and what they said they saw; never less', async () => {
    const opened = await open(ingrid, 'One')
    await reply(ingrid, opened, 'Two')
    const thread = await reply(carla, opened, 'Three')
    expect(thread.unseen).toBe(2)
    await see(carla, thread, 1)
    await see(carla, thread, 0)
    expect((await read(carla, thread)).unseen).toBe(0)
    expect((await read(bo, thread)).unseen).toBe(3)
    expect((await reply(ingrid, thread, 'Four')).unseen).toBe(1)
    expect((await read(carla, thread)).unseen).toBe(1)
    // The last one goes, and the next must not get what it was known by.
    await see(carla, await read(carla, thread), 3)
    await remove(ingrid, await read(ingrid, thread), 3)
    await reply(ingrid, thread, 'Five')
    expect((await read(carla, thread)).unseen).toBe(1)
  })

  test('is passed over where it is of another thread or hidden', async () => {
    const [thread, other] = [await open(ingrid, 'One'), await open(ingrid, 'Other')]
    const hidden = await open(ingrid, 'Hidden', 'delegation')
    const wrong = { threadId: thread.id, commentId: other.comments[0]?.id as never }
    const body = { seen: [wrong, { threadId: hidden.id, commentId: hidden.comments[0]?.id as never }] }
    expect(await carla.must(contract.seeThreads, { params, body })).toEqual({})
    expect((await carla.must(contract.listThreads, { params })).map(({ unseen }) => unseen)).toEqual([1, 1])
    expect(await house.runtime.storage.db.selectFrom('seen_threads').selectAll().execute()).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ thread_id: hidden.id })]),
    )
  })
})

describe('a notice', () => {
  const enter = ({ cookie }: Visitor) =>
    HeadlessClient.open({
      url: `${house.url.replace('http', 'ws')}/collab/${statementId}`,
      headers: { origin: house.url },
      cookie: cookie ?? '',
    })
  /** The threads that each was told of by the end of `act`. */
  const toldBy = async (visitors: readonly Visitor[], act: () => Promise<unknown>) => {
    const clients = await Promise.all(visitors.map(enter))
    await act()
    // A barrier comes after whatever was sent before it.
    await Promise.all(clients.map((client) => client.barrier()))
    const told = clients.map(({ heard }) =>
      heard.flatMap((frame) => (frame.type === 'notice' && frame.notice.kind === 'thread' ? [frame.notice.id] : [])),
    )
    await Promise.all(clients.map((client) => client.close()))
    return told
  }

  test('comes to who may read the thread, when something has changed, before the answer', async () => {
    const thread = await open(ingrid, 'For all')
    const own = await open(ingrid, 'For Norway', 'delegation')
    const state = (of: Thread) => () =>
      ingrid.must(contract.setThreadState, { params: atThread(of), body: { state: 'resolved' } })
    expect(await toldBy([ingrid, bo, carla], state(thread))).toEqual([[thread.id], [thread.id], [thread.id]])
    expect(await toldBy([ingrid, bo, carla], state(thread))).toEqual([[], [], []])
    expect(await toldBy([ingrid, bo, carla], state(own))).toEqual([[own.id], [own.id], []])
  })

  test('of what somebody has seen comes to themselves alone, once', async () => {
    const thread = await open(ingrid, 'For all')
    const body = { seen: [{ threadId: thread.id, commentId: thread.comments[0]?.id as never }] }
    const see = () => carla.must(contract.seeThreads, { params, body })
    expect(await toldBy([ingrid, carla, carla], see)).toEqual([[], [thread.id], [thread.id]])
    expect(await toldBy([ingrid, carla], see)).toEqual([[], []])
  })
})

describe('limits', () => {
  test('of one comment', async () => {
    const piece = said('x'.repeat(10)).concat({ type: 'break' })
    const full = [...said('😀'.repeat(5_000 - 500)), ...Array.from({ length: 999 }, () => said('é')).flat()]
    const allowed = [said('x'.repeat(10_000)), full, Array.from({ length: 1_000 }, () => said('x')).flat()]
    for (const text of allowed) await open(carla, text)
    const cut = await open(carla, 'Short')
    const wrong = [
      said('x'.repeat(10_001)),
      Array.from({ length: 1_001 }, () => piece).flat(),
      [],
      said('  \n'),
      [{ type: 'break' }] as const,
      // The names that count are the true ones: 11,400 characters of "@Chile".
      Array.from({ length: 1_900 }, () => ({ ...mentionOf('CHL'), name: '' })),
      [{ type: 'image', src: 'https://elsewhere.example' }],
      [{ type: 'text', text: 'x', href: 'javascript:alert(1)' }],
      [{ type: 'text', text: 'x', style: 'color: red' }],
    ]
    for (const text of wrong) {
      const body = { text: text as never }
      const answer = await carla.call(contract.editComment, { params: atComment(cut), body })
      expect({ status: answer.status, code: answer.body.code }, JSON.stringify(text).slice(0, 80)).toEqual({
        status: 422,
        code: 'invalid',
      })
    }
    const href = `https://example.org/${'x'.repeat(1_900)}`
    const body = opening(Array.from({ length: 1_000 }, () => ({ type: 'text', text: 'x', href }) as const))
    const answer = await carla.call(contract.openThread, { params, body })
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 413, code: 'frame-too-large' })
    const broken = await carla.send('POST', `/api/statements/${statementId}/threads`, { body: '{"key":' })
    expect(broken.status).toBe(400)
    expect(await read(ingrid, cut)).toMatchObject({ comments: [{ text: said('Short'), editedAt: null }] })
  })

  test('of all threads, without a word of those that others may not read', async () => {
    const { db } = house.runtime.storage
    const rows = Array.from({ length: mostThreads - 1 }, (_, k) => ({
      id: `${statementId}${k}` as never,
      statement_id: statementId,
      audience: 'NOR' as never,
      anchor_version: 1,
      resolved_by: null,
      resolved_at: null,
      changed_at: 1,
    }))
    await db.insertInto('threads').values(rows).execute()
    const last = opening('The last')
    const thread = await carla.must(contract.openThread, { params, body: last })
    const refused = await carla.call(contract.openThread, { params, body: opening('One more') })
    expect(refused).toMatchObject({ status: 409, body: { code: 'too-many-threads' } })
    expect(Object.keys(refused.body)).toEqual(['code', 'sentence'])
    // What was taken is answered again, also now.
    expect(await carla.must(contract.openThread, { params, body: last })).toEqual(thread)
    await reply(ingrid, thread, 'Still here')
    expect(await carla.must(contract.listThreads, { params })).toHaveLength(1)
  })

  test('of one person in a time; the others go on, and what was said already is answered', async () => {
    const body = opening('Offline 0')
    const thread = await carla.must(contract.openThread, { params, body })
    // While they are said one more becomes free each second.
    const codes = await Promise.all(
      Array.from({ length: 80 }, async (_, k) => {
        const sent = { params: atThread(thread), body: replying(`Offline ${k + 1}`) }
        return (await carla.call(contract.replyToThread, sent)).body.code
      }),
    )
    const taken = codes.filter((code) => code === undefined).length
    expect(new Set(codes)).toEqual(new Set([undefined, 'too-many-comments']))
    expect(taken).toBeGreaterThanOrEqual(59)
    expect((await read(carla, thread)).comments).toHaveLength(taken + 1)
    expect((await carla.must(contract.openThread, { params, body })).id).toBe(thread.id)
    await reply(ingrid, thread, 'I may')
    const others = Array.from({ length: 20 }, async (_, k) => [
      await carla.call(contract.editComment, { params: atComment(thread), body: { text: said(`Reworded ${k}`) } }),
      await carla.call(contract.setThreadState, {
        params: atThread(thread),
        body: { state: k % 2 === 0 ? 'resolved' : 'open' },
      }),
    ])
    const [edits, states] = [0, 1].map(async (which) => (await Promise.all(others)).map((both) => both[which]?.status))
    expect(await edits).toContain(429)
    expect(await states).toContain(429)
  })
})
