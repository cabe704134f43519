/**
 * What this page knows of the threads on the server. Answers come in any order, and each is only as new as its question:
 * a book never goes back to what it knew before. Pure.
 */
import { replaceEqualDeep } from '@tanstack/react-query'
import type { Thread, ThreadId } from '#shared/thread/thread.ts'

/** When something was asked and when it was answered, in turns of one counter of this page. */
export interface Moment {
  readonly asked: number
  readonly answered: number
}

interface Known extends Moment {
  readonly thread: Thread
}

export interface Book {
  readonly known: ReadonlyMap<ThreadId, Known>
  /** In which turn it was learnt that a thread is gone. */
  readonly gone: ReadonlyMap<ThreadId, number>
}

export const emptyBook: Book = { known: new Map(), gone: new Map() }

/** Before every question: what was kept on this device. */
export const longAgo: Moment = { asked: 0, answered: 0 }

/** The same book where it knows better already. */
export function learnThread(book: Book, thread: Thread, moment: Moment): Book {
  if (!isNews(book, thread, moment)) return book
  return { ...book, known: new Map(book.known).set(thread.id, known(book, thread, moment)) }
}

/** A thread that is gone never comes back: ids are not given twice. */
export function learnGone(book: Book, id: ThreadId, moment: Moment): Book {
  const left = new Map(book.known)
  left.delete(id)
  return { known: left, gone: new Map(book.gone).set(id, moment.answered) }
}

/** A list of all threads. What it does not name is gone, unless it may have come while the list was on its way. */
export function learnAll(book: Book, threads: readonly Thread[], moment: Moment): Book {
  const listed = new Map(threads.map((thread) => [thread.id, thread]))
  const all = new Map(book.known)
  const gone = new Map(book.gone)
  for (const [id, { answered }] of book.known) {
    if (listed.has(id) || answered >= moment.asked) continue
    all.delete(id)
    gone.set(id, moment.answered)
  }
  for (const [id, thread] of listed) if (isNews(book, thread, moment)) all.set(id, known(book, thread, moment))
  return { known: all, gone }
}

/** What has not changed in a thread stays the same object. */
const known = (book: Book, thread: Thread, moment: Moment): Known => ({
  ...moment,
  thread: replaceEqualDeep(book.known.get(thread.id)?.thread, thread),
})

function isNews(book: Book, thread: Thread, moment: Moment): boolean {
  if ((book.gone.get(thread.id) ?? -1) >= moment.asked) return false
  const before = book.known.get(thread.id)
  return before === undefined || isNewer(thread, moment, before)
}

/**
 * What was asked after the other was answered is newer. Of two that were on their way together the thread itself says
 * it, as far as it can.
 */
function isNewer(thread: Thread, moment: Moment, before: Known): boolean {
  if (moment.asked > before.answered) return true
  const ahead = thread.changedAt - before.thread.changedAt || thread.anchorVersion - before.thread.anchorVersion
  return ahead === 0 ? moment.asked > before.asked : ahead > 0
}
