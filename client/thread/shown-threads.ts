/**
 * The threads as the page shows them: what the server has, with what waits on this device in its place. A thread of which
 * nothing has changed is the same object as before, so that no other card is drawn again. Pure but for that memory.
 */
import type { DelegateId, Present } from '#shared/people/people.ts'
import type { Comment, CommentId, Thread, ThreadId } from '#shared/thread/thread.ts'
import type { Waiting } from './outbox.ts'
import type { Book } from './thread-book.ts'
import type { News, ShownComment, ShownThread, ThreadKey } from './threads.ts'
import { voiceShown } from './voices.ts'

interface Shown {
  readonly book: Book
  /** In the order in which they were written. */
  readonly waiting: readonly Waiting[]
  /** The last comment that this person has looked at here, by thread: the server may not know of it yet. */
  readonly seen: ReadonlyMap<ThreadId, CommentId>
}

export type ShowThreads = (shown: Shown) => readonly ShownThread[]

/** For one person. */
export function showThreads(you: Present): ShowThreads {
  let before = new Map<ThreadKey, Remembered>()
  let last: readonly ShownThread[] = []
  return ({ book, waiting, seen }) => {
    const now = new Map<ThreadKey, Remembered>()
    const show = (key: ThreadKey, parts: readonly unknown[], make: () => ShownThread): void => {
      const known = before.get(key)
      now.set(key, known !== undefined && sameParts(known.parts, parts) ? known : { parts, shown: make() })
    }

    const waitingIn = Map.groupBy(waiting, threadKeyOf)
    for (const thread of inOrder(book)) {
      const key = keyOf(thread, you)
      const own = (waitingIn.get(key) ?? []).filter((one) => !holds(thread, one, you))
      const unseen = unseenIn(thread, seen.get(thread.id), you)
      show(key, [thread, unseen, ...own], () => {
        const comments = [...thread.comments.map(said), ...own.map((one) => notYetSaid(one, you))]
        return { ...thread, state: stateShown(thread.state), key, unseen, comments }
      })
    }
    for (const [key, own] of waitingIn) if (!now.has(key)) show(key, own, () => notYetOpened(key, own, you))

    before = now
    const all = [...now.values()].map(({ shown }) => shown)
    if (!sameParts(all, last)) last = all
    return last
  }
}

interface Remembered {
  /** What the thread was made of. */
  readonly parts: readonly unknown[]
  readonly shown: ShownThread
}

const sameParts = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((part, k) => part === others[k])

export const keyOf = ({ id, comments: [first] }: Thread, you: Present): ThreadKey =>
  first?.author.delegateId === you.delegateId ? first.key : id

const threadKeyOf = ({ key, says }: Waiting): ThreadKey => (says.what === 'thread' ? key : says.to.key)

const holds = ({ comments }: Thread, { key }: Waiting, you: Present): boolean =>
  comments.some((comment) => comment.key === key && comment.author.delegateId === you.delegateId)

/** In the order in which they were opened; what came in one list, as it stood there. */
const inOrder = ({ known }: Book): readonly Thread[] =>
  [...known.values()]
    .map(({ thread }) => thread)
    .toSorted((one, other) => (one.comments[0]?.createdAt ?? 0) - (other.comments[0]?.createdAt ?? 0))

/** What the server says, less what was looked at here since. */
export function unseenIn({ unseen, comments }: Thread, seen: CommentId | undefined, you: Present): number {
  const at = comments.findIndex(({ id }) => id === seen)
  if (at < 0) return unseen
  return Math.min(unseen, comments.slice(at + 1).filter(({ author }) => author.delegateId !== you.delegateId).length)
}

const stateShown = (state: Thread['state']): Thread['state'] =>
  state.state === 'resolved' ? { ...state, by: voiceShown(state.by) } : state

/** The comments of others that a book has come to know since; `shown` are the threads as they are shown with it. */
export function newsSince(before: Book, book: Book, shown: readonly ShownThread[], person: DelegateId): News[] {
  return shown.flatMap((thread) => {
    const is = thread.id === null ? undefined : book.known.get(thread.id)?.thread
    if (is === undefined || thread.unseen === 0) return []
    const old = new Set(before.known.get(is.id)?.thread.comments.map(({ id }) => id))
    const fresh = is.comments.filter((one) => !old.has(one.id) && one.author.delegateId !== person && one.text !== null)
    return fresh.map((comment) => ({ thread, comment: said(comment) }))
  })
}

/** The same comment for the same comment. */
const alreadyShown = new WeakMap<Comment, ShownComment>()

function said(comment: Comment): ShownComment {
  const shown = alreadyShown.get(comment) ?? { ...comment, author: voiceShown(comment.author), waiting: null }
  alreadyShown.set(comment, shown)
  return shown
}

const notYetSaid = ({ key, at, text, waiting }: Waiting, you: Present): ShownComment => ({
  id: null,
  author: you,
  text: [...text],
  createdAt: at,
  editedAt: null,
  key,
  mentionsYou: false,
  waiting,
})

/** A thread that waits itself, or replies to one that is gone. */
function notYetOpened(key: ThreadKey, waiting: readonly Waiting[], you: Present): ShownThread {
  const [first] = waiting
  if (first === undefined) throw new Error('A thread that waits has a comment that waits.')
  const { anchor, audience } = first.says.what === 'thread' ? first.says : first.says.to
  return {
    key,
    id: null,
    statementId: first.statementId,
    anchor,
    anchorVersion: 0,
    audience,
    state: { state: 'open' },
    comments: waiting.map((one) => notYetSaid(one, you)),
    unseen: 0,
    changedAt: first.at,
  }
}
