/**
 * A server of threads in memory, with the rules of the real one, behind a network that is slow, that loses questions and
 * answers, and that a test can cut.
 */
import type { Present, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import {
  type CommentText,
  commentId,
  commentText,
  type Thread,
  threadId,
  type ThreadId,
} from '#shared/thread/thread.ts'
import type { ThreadServer } from '../../../client/thread/thread-server.ts'
import type { Seeded } from '../../random.ts'

interface Said {
  readonly id: string
  readonly number: number
  readonly author: Present
  text: CommentText | null
  readonly key: string
  readonly at: number
  editedAt: number | null
}

interface Stored {
  readonly thread: Omit<Thread, 'comments' | 'unseen' | 'state'>
  state: Thread['state']
  anchorVersion: number
  changedAt: number
  comments: Said[]
}

export interface Network {
  /** Loses a question before the server has heard it, or its answer after. */
  readonly losesQuestion: () => boolean
  readonly losesAnswer: () => boolean
  readonly delay: () => Promise<void>
}

export const perfect: Network = { losesQuestion: () => false, losesAnswer: () => false, delay: async () => {} }

export const bad = (random: Seeded, calm: () => boolean): Network => ({
  losesQuestion: () => !calm() && random.chance(0.2),
  losesAnswer: () => !calm() && random.chance(0.2),
  delay: () => new Promise((resolve) => setTimeout(resolve, random.int(6))),
})

export class ModelServer {
  readonly statementId: StatementId
  readonly threads = new Map<ThreadId, Stored>()
  /** How often each endpoint was asked. */
  readonly asked: Record<string, number> = {}
  /** Throws what it refuses. */
  refuse: (what: string) => void = () => {}
  readonly #hearers = new Set<(id: ThreadId) => void>()
  readonly #spent = new Set<string>()
  readonly #seen = new Map<string, number>()
  #number = 0
  #now = 1_000

  constructor(statementId: StatementId) {
    this.statementId = statementId
  }

  onNotice(heard: (id: ThreadId) => void): () => void {
    this.#hearers.add(heard)
    return () => this.#hearers.delete(heard)
  }

  /** The words of one person, in the order in which they came; what was deleted is not among them. */
  wordsOf(you: Present): readonly string[] {
    return [...this.threads.values()]
      .flatMap(({ comments }) => comments)
      .filter(({ author }) => author.delegateId === you.delegateId)
      .toSorted((one, other) => one.number - other.number)
      .flatMap(({ text }) => text ?? [])
      .map((part) => (part.type === 'text' ? part.text : ''))
  }

  listFor(you: Present): readonly Thread[] {
    return [...this.threads.keys()].map((id) => this.readFor(id, you))
  }

  readFor(id: ThreadId, you: Present): Thread {
    const stored = this.threads.get(id)
    if (stored === undefined) throw new Refusal('unknown-thread')
    const { thread, state, anchorVersion, changedAt, comments } = stored
    const seen = this.#seen.get(`${you.delegateId}/${id}`) ?? 0
    return structuredClone({
      ...thread,
      state,
      anchorVersion,
      changedAt,
      comments: comments.map((said) => ({
        id: commentId.parse(said.id),
        author: said.author,
        text: said.text,
        createdAt: said.at,
        editedAt: said.editedAt,
        key: said.key,
        mentionsYou: (said.text ?? []).some((part) => part.type === 'mention' && part.delegation === you.delegationId),
      })),
      unseen: comments.filter(
        ({ number, author, text }) => number > seen && text !== null && author.delegateId !== you.delegateId,
      ).length,
    })
  }

  /** The server as one person's page reaches it. */
  for(you: Present, network: Network = perfect): ThreadServer {
    const ask = async <Answer>(what: string, handle: () => Answer): Promise<Answer> => {
      this.asked[what] = (this.asked[what] ?? 0) + 1
      await network.delay()
      if (network.losesQuestion()) throw new Refusal('unreachable')
      let answer: Answer
      try {
        this.refuse(what)
        answer = handle()
      } catch (error) {
        await network.delay()
        throw error
      }
      await network.delay()
      if (network.losesAnswer()) throw new Refusal('unreachable')
      return answer
    }
    const own = (id: ThreadId, comment: string): [Stored, Said] => {
      const stored = this.#find(id)
      const said = stored.comments.find((one) => one.id === comment)
      if (said === undefined || said.text === null) throw new Refusal('unknown-comment')
      if (said.author.delegateId !== you.delegateId) throw new Refusal('not-its-author')
      return [stored, said]
    }
    return {
      list: () => ask('list', () => this.listFor(you)),
      read: (id) => ask('read', () => this.readFor(id, you)),
      open: ({ key, anchor, audience, text }) =>
        ask('open', () => {
          const known = this.#said(you, key)
          if (known !== undefined) return this.readFor(known, you)
          const id = threadId.parse(`thread-${++this.#number}`)
          const thread = { id, statementId: this.statementId, anchor, audience, anchorVersion: 1, changedAt: 0 }
          const at = this.#tick()
          this.threads.set(id, { thread, state: { state: 'open' }, anchorVersion: 1, changedAt: at, comments: [] })
          return this.#say(id, you, key, commentText.parse(text), at)
        }),
      reply: (id, { key, text }) =>
        ask('reply', () => {
          const known = this.#said(you, key)
          if (known !== undefined) return this.readFor(known, you)
          this.#find(id)
          return this.#say(id, you, key, commentText.parse(text), this.#tick())
        }),
      edit: (id, comment, text) =>
        ask('edit', () => {
          const [stored, said] = own(id, comment)
          said.text = [...text]
          said.editedAt = stored.changedAt = this.#tick()
          return this.#changed(id, you)
        }),
      remove: (id, comment) =>
        ask('remove', () => {
          const [stored, said] = own(id, comment)
          const leaves = stored.comments.some((one) => one !== said && one.text !== null)
          if (leaves && stored.comments.at(-1) !== said) said.text = null
          else {
            const going = leaves ? [said] : stored.comments
            for (const { key, author } of going) this.#spent.add(`${author.delegateId}/${key}`)
            stored.comments = stored.comments.filter((one) => !going.includes(one))
          }
          if (!leaves) this.threads.delete(id)
          if (leaves) return this.#changed(id, you)
          this.#tell(id)
          return null
        }),
      setState: (id, state) =>
        ask('setState', () => {
          const stored = this.#find(id)
          stored.state = state === 'open' ? { state } : { state, by: you, at: this.#tick() }
          stored.changedAt = this.#tick()
          return this.#changed(id, you)
        }),
      mend: (id, version, anchor) =>
        ask('mend', () => {
          const stored = this.#find(id)
          if (version !== stored.anchorVersion) return this.readFor(id, you)
          stored.anchorVersion += 1
          Object.assign(stored.thread, { anchor })
          return this.#changed(id, you)
        }),
      see: (seen) =>
        ask('see', () => {
          for (const [id, comment] of seen) {
            const number = this.threads.get(id)?.comments.find((one) => one.id === comment)?.number ?? 0
            const name = `${you.delegateId}/${id}`
            if (number <= (this.#seen.get(name) ?? 0)) continue
            this.#seen.set(name, number)
            this.#tell(id)
          }
          return {}
        }),
    }
  }

  #find(id: ThreadId): Stored {
    const stored = this.threads.get(id)
    if (stored === undefined) throw new Refusal('unknown-thread')
    return stored
  }

  #said(you: Present, key: string): ThreadId | undefined {
    if (this.#spent.has(`${you.delegateId}/${key}`)) throw new Refusal('unknown-comment')
    return [...this.threads].find(([, { comments }]) =>
      comments.some((one) => one.key === key && one.author.delegateId === you.delegateId),
    )?.[0]
  }

  #say(id: ThreadId, author: Present, key: string, text: CommentText, at: number): Thread {
    const stored = this.#find(id)
    const number = ++this.#number
    stored.comments.push({ id: `comment-${number}`, number, author, text: [...text], key, at, editedAt: null })
    stored.changedAt = at
    return this.#changed(id, author)
  }

  #changed(id: ThreadId, you: Present): Thread {
    this.#tell(id)
    return this.readFor(id, you)
  }

  #tell(id: ThreadId): void {
    for (const heard of this.#hearers) heard(id)
  }

  /** Some changes are of the same ms, as they are on a quick machine. */
  #tick(): number {
    if (this.#number % 2 === 0) this.#now += 1
    return this.#now
  }
}
