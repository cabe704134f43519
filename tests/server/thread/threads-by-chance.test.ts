/**
 * Whatever six people of three delegations do in whatever order, each reads what a simple model says: every thread for
 * all and of their own delegation, with what was said in it, what they have not seen, and who called them; nothing else.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeRole, readSession } from '#shared/people/contract.ts'
import * as contract from '#shared/thread/contract.ts'
import type { Audience, CommentText } from '#shared/thread/thread.ts'
import { seeded, seeds } from '../../random.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { anchorAt, mentionOf, said } from './words.ts'

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.end())

const codes = ['NOR', 'CHL', 'PER'] as const
type Code = (typeof codes)[number]

interface Person {
  readonly name: string
  readonly code: Code
  readonly id: string
  readonly visitor: Visitor
}

interface Comment {
  readonly id: string
  readonly key: string
  /** Rises with each comment. */
  readonly serial: number
  readonly author: Person
  words: string | null
  calls: Called | null
}

/** A delegation, or one of it. */
interface Called {
  readonly code: Code
  readonly person: Person | null
}

interface Thread {
  readonly id: string
  readonly own: Code | null
  comments: Comment[]
  resolvedBy: Person | null
  quotes: string[]
  /** The serial of the last comment that each has seen. */
  readonly seen: Map<Person, number>
}

test.each(seeds(1, 2, 30))('seed %i', async (seed) => {
  const random = seeded(seed)
  const statementId = await house.statement('NOR')
  const params = { statementId }
  const people: Person[] = []
  for (const code of codes) {
    for (const which of ['one', 'two']) {
      const name = `${which} of ${code}`
      const visitor = await house.joined(statementId, code, code === 'NOR' ? 'drafter' : 'commenter', name)
      people.push({ name, code, id: (await visitor.must(readSession)).person?.delegate.id ?? '', visitor })
    }
  }

  let threads: Thread[] = []
  let serial = 0
  const observers = new Set<Code>()
  const mayRead = ({ code }: Person, { own }: Thread): boolean => own === null || own === code
  const calls = ({ calls: called }: Comment, person: Person): boolean =>
    called !== null && called.code === person.code && (called.person === null || called.person === person)

  /** What is said next, and whom it calls. */
  const speech = (): { words: string; called: Called | null; text: CommentText } => {
    const words = `words ${random.int(1_000_000)}`
    if (random.chance(0.5)) return { words, called: null, text: said(words) }
    const callee = random.pick(people)
    const called = { code: callee.code, person: random.chance(0.5) ? callee : null }
    return { words, called, text: [...said(words), mentionOf(called.code, called.person?.id)] }
  }
  /** Why the person may not do it to the thread; null when they may. */
  const refusal = (person: Person, thread: Thread | undefined): string | null => {
    if (observers.has(person.code)) return 'not-allowed'
    return thread === undefined || !mayRead(person, thread) ? 'unknown-thread' : null
  }
  const isOutside = (own: Code | null, called: Called | null): boolean =>
    own !== null && called !== null && called.code !== own

  /** One of all threads, hidden ones too, or now and then one that is none. */
  const anyThread = (): Thread | undefined => (random.chance(0.05) ? undefined : random.pick([...threads, undefined]))
  /** A comment and its thread: mostly one of the person's own, so that what is done to it is done. */
  const anyComment = (person: Person): { thread?: Thread; comment?: Comment } => {
    const all = threads.flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
    const own = all.filter(({ comment }) => comment.author === person)
    return random.pick([{}, ...(own.length > 0 && random.chance(0.7) ? own : all)])
  }
  const at = (thread: Thread | undefined) => ({ statementId, threadId: thread?.id ?? 'nowhere' })
  const say = (author: Person, id: string, key: string, { words, called }: ReturnType<typeof speech>): Comment => ({
    id,
    key,
    serial: (serial += 1),
    author,
    words,
    calls: called,
  })

  const acts: Record<string, (person: Person) => Promise<void>> = {
    async opens(person) {
      const what = speech()
      const audience: Audience = random.chance(0.5) ? 'all' : 'delegation'
      const own = audience === 'all' ? null : person.code
      const body = { key: randomUUID() as string, anchor: anchorAt('first words'), audience, text: what.text }
      const answer = await person.visitor.call(contract.openThread, { params, body })
      if (observers.has(person.code)) return expect(answer.body.code).toBe('not-allowed')
      if (isOutside(own, what.called)) return expect(answer.body.code).toBe('mention-outside')
      const { id, comments } = contract.openThread.answer.parse(answer.body)
      const comment = say(person, comments[0]?.id ?? '', body.key, what)
      threads.push({ id, own, comments: [comment], resolvedBy: null, quotes: ['first words'], seen: new Map() })
    },
    async answers(person) {
      const thread = anyThread()
      const what = speech()
      const body = { key: randomUUID() as string, text: what.text }
      const answer = await person.visitor.call(contract.replyToThread, { params: at(thread), body })
      const why = refusal(person, thread)
      if (why !== null || thread === undefined) return expect(answer.body.code).toBe(why)
      if (isOutside(thread.own, what.called)) return expect(answer.body.code).toBe('mention-outside')
      const { comments } = contract.replyToThread.answer.parse(answer.body)
      thread.comments.push(say(person, comments.at(-1)?.id ?? '', body.key, what))
    },
    async 'sends again'(person) {
      const thread = anyThread()
      const mine = thread?.comments.find(({ author }) => author === person)
      if (thread === undefined || mine === undefined || observers.has(person.code)) return
      const body = { key: mine.key, text: said('something else') }
      const isFirst = thread.comments[0] === mine
      const answer = isFirst
        ? await person.visitor.call(contract.openThread, {
            params,
            body: { ...body, anchor: anchorAt('elsewhere'), audience: 'all' },
          })
        : await person.visitor.call(contract.replyToThread, { params: at(thread), body })
      expect(answer.body).toMatchObject({ id: thread.id })
    },
    async rewords(person) {
      const { thread, comment } = anyComment(person)
      const what = speech()
      const sent = { params: { ...at(thread), commentId: comment?.id ?? 'none' }, body: { text: what.text } }
      const { body } = await person.visitor.call(contract.editComment, sent)
      const why = refusal(person, thread)
      if (why !== null || comment === undefined) return expect(body.code).toBe(why)
      if (comment.words === null) return expect(body.code).toBe('unknown-comment')
      if (comment.author !== person) return expect(body.code).toBe('not-its-author')
      if (isOutside(thread?.own ?? null, what.called)) return expect(body.code).toBe('mention-outside')
      comment.words = what.words
      comment.calls = what.called
    },
    async deletes(person) {
      const { thread, comment } = anyComment(person)
      const sent = { params: { ...at(thread), commentId: comment?.id ?? 'none' } }
      const { body } = await person.visitor.call(contract.deleteComment, sent)
      const why = refusal(person, thread)
      if (why !== null || thread === undefined || comment === undefined) return expect(body.code).toBe(why)
      if (comment.words === null) return expect(body.code).toBe('unknown-comment')
      if (comment.author !== person) return expect(body.code).toBe('not-its-author')
      comment.words = comment.calls = null
      if (thread.comments.at(-1) === comment) thread.comments.pop()
      const isGone = thread.comments.every(({ words }) => words === null)
      if (isGone) threads = threads.filter((other) => other !== thread)
      expect(body === null).toBe(isGone)
    },
    async 'resolves or reopens'(person) {
      const thread = anyThread()
      const state = random.pick(['open', 'resolved'] as const)
      const { body } = await person.visitor.call(contract.setThreadState, { params: at(thread), body: { state } })
      const why = refusal(person, thread)
      if (why !== null || thread === undefined) return expect(body.code).toBe(why)
      thread.resolvedBy = state === 'open' ? null : (thread.resolvedBy ?? person)
    },
    async mends(person) {
      const thread = anyThread()
      const version = (thread?.quotes.length ?? 1) - random.int(2)
      const quote = `found ${random.int(1_000_000)}`
      const sent = { params: at(thread), body: { version, anchor: anchorAt(quote) } }
      const { body } = await person.visitor.call(contract.mendAnchor, sent)
      const why = refusal(person, thread)
      if (why !== null || thread === undefined) return expect(body.code).toBe(why)
      if (version === thread.quotes.length) thread.quotes.push(quote)
    },
    async sees(person) {
      const looked = threads
        .filter(() => random.chance(0.4))
        .map((thread) => ({ thread, comment: random.pick(thread.comments) }))
      const seen = looked.map(({ thread, comment }) => ({ threadId: thread.id, commentId: comment.id }))
      await person.visitor.must(contract.seeThreads, { params, body: { seen: seen as never } })
      for (const { thread, comment } of looked) {
        if (!mayRead(person, thread)) continue
        thread.seen.set(person, Math.max(thread.seen.get(person) ?? 0, comment.serial))
      }
    },
    async 'has an observer made of their delegation, or the reverse'({ code }) {
      // The pen is never an observer's.
      if (code === 'NOR' || random.chance(0.5)) return
      const role = observers.delete(code) ? 'commenter' : 'observer'
      if (role === 'observer') observers.add(code)
      await house.operator().must(changeRole, { params: { statementId, delegationId: code }, body: { role } })
    },
  }

  const isUnseen = (person: Person, { seen }: Thread, { author, words, serial: number }: Comment): boolean =>
    author !== person && words !== null && number > (seen.get(person) ?? 0)
  const expectedThreads = (person: Person) =>
    threads
      .filter((thread) => mayRead(person, thread))
      .map((thread) => ({
        id: thread.id,
        audience: thread.own === null ? 'all' : 'delegation',
        resolvedBy: thread.resolvedBy?.name ?? null,
        quote: thread.quotes.at(-1),
        version: thread.quotes.length,
        comments: thread.comments.map((comment) => ({
          author: comment.author.name,
          words: comment.words,
          mentionsYou: calls(comment, person),
        })),
        unseen: thread.comments.filter((comment) => isUnseen(person, thread, comment)).length,
      }))
  const readThreads = async ({ visitor }: Person) =>
    (await visitor.must(contract.listThreads, { params })).map((thread) => ({
      id: thread.id,
      audience: thread.audience,
      resolvedBy: thread.state.state === 'open' ? null : thread.state.by.name,
      quote: thread.anchor.quote,
      version: thread.anchorVersion,
      comments: thread.comments.map(({ author, text, mentionsYou }) => ({
        author: author.name,
        words: text?.[0]?.type === 'text' ? text[0].text : null,
        mentionsYou,
      })),
      unseen: thread.unseen,
    }))
  const expectedMentions = (person: Person) =>
    threads
      .filter((thread) => mayRead(person, thread))
      .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
      .filter(({ comment }) => comment.author !== person && calls(comment, person))
      .toSorted((one, other) => other.comment.serial - one.comment.serial)
      .slice(0, 50)
      .map(({ thread, comment }) => ({ id: comment.id, seen: comment.serial <= (thread.seen.get(person) ?? 0) }))

  const history: string[] = []
  const chances = [...Object.entries(acts), ...Object.entries(acts).slice(0, 2)]
  for (let step = 0; step < 120; step += 1) {
    const [name, act] = random.pick(chances)
    const person = random.pick(people)
    history.push(`${person.name} ${name}`)
    const told = history.slice(-10).join(', ')
    await act(person)
    // One of each delegation: all of them after every act would take the time of three more seeds.
    for (const code of codes) {
      const reader = random.pick(people.filter((one) => one.code === code))
      expect(await readThreads(reader), `${reader.name}: ${told}`).toEqual(expectedThreads(reader))
    }
    const mentions = (await person.visitor.must(contract.listMentions)).map(({ comment: { id }, seen }) => ({
      id,
      seen,
    }))
    expect(mentions, told).toEqual(expectedMentions(person))
  }
})
