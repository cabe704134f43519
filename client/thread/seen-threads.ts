/** What this person has looked at on this page: known here at once, and told to the server once a second at most. */
import { Refusal } from '#shared/refusal.ts'
import type { CommentId, ThreadId } from '#shared/thread/thread.ts'
import type { ThreadServer } from './thread-server.ts'
import type { ShownThread } from './threads.ts'

export interface SeenThreads {
  /** The last comment that was looked at, by thread: the server may not know of it yet. */
  readonly read: () => ReadonlyMap<ThreadId, CommentId>
  /** All comments of these have been looked at. */
  readonly see: (threads: readonly ShownThread[]) => void
  /** Tells the server now, as when the connection is back. */
  readonly tell: () => void
  readonly close: () => void
}

interface Opening {
  readonly server: Pick<ThreadServer, 'see'>
  /** More was seen. */
  readonly changed: () => void
}

/** ms */
const pause = 1000
const pauseAfterFailure = 10_000

export function openSeen({ server, changed }: Opening): SeenThreads {
  let seen: ReadonlyMap<ThreadId, CommentId> = new Map()
  let unsaid = new Map<ThreadId, CommentId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const see = (threads: readonly ShownThread[]): void => {
    const next = new Map(seen)
    for (const { id, unseen, comments } of threads) {
      const last = comments.findLast((comment) => comment.id !== null)?.id
      if (id === null || unseen === 0 || last === undefined || last === null) continue
      next.set(id, last)
      unsaid.set(id, last)
    }
    if (unsaid.size === 0) return
    seen = next
    changed()
    if (timer === undefined) tell()
  }

  const tell = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (unsaid.size === 0 || closed) return
    const telling = unsaid
    unsaid = new Map()
    timer = setTimeout(tell, pause)
    server.see(telling).catch((error: unknown) => {
      const { status } = (error instanceof Refusal ? error : new Refusal('failed')).ruling
      if (status < 500 && status !== 429) return
      // What was seen since goes further.
      unsaid = new Map([...telling, ...unsaid])
      clearTimeout(timer)
      timer = setTimeout(tell, pauseAfterFailure)
    })
  }

  return {
    read: () => seen,
    see,
    tell,
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
