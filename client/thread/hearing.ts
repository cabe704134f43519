/** What the server says has changed: read soon, each thread by itself or, of many at once, all of them. */
import type { ThreadId } from '#shared/thread/thread.ts'

export interface Hearing {
  /** The server says that this thread has changed. */
  readonly hear: (id: ThreadId) => void
  readonly close: () => void
}

interface Opening {
  readonly readOne: (id: ThreadId) => Promise<void>
  readonly readAll: () => void
}

/** Notices of so many ms are answered together: what many say at once is few questions, and nobody waits for more. */
const together = 4
/** From so many threads on the list is fewer bytes and fewer questions. */
const manyThreads = 8

export function openHearing({ readOne, readAll }: Opening): Hearing {
  let due = new Set<ThreadId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  const reading = new Set<ThreadId>()

  const hear = (id: ThreadId): void => {
    due.add(id)
    timer ??= setTimeout(readDue, together)
  }

  const readDue = (): void => {
    timer = undefined
    const ids = due
    due = new Set()
    if (closed || ids.size === 0) return
    if (ids.size > manyThreads) return readAll()
    for (const id of ids) {
      // An answer on its way may be from before what was just heard.
      if (reading.has(id)) due.add(id)
      else void read(id)
    }
  }

  const read = async (id: ThreadId): Promise<void> => {
    reading.add(id)
    await readOne(id)
    reading.delete(id)
    if (due.has(id)) hear(id)
  }

  return {
    hear,
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
