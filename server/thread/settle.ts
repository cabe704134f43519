/** Resolving a thread and opening it again. */
import type { Person } from '#shared/people/contract.ts'
import type { Thread } from '#shared/thread/thread.ts'
import type { Runtime } from '../runtime.ts'
import { changeThread } from './change.ts'
import type { ThreadLimits } from './limits.ts'
import { readThread } from './read.ts'
import type { Which } from './rows/reader.ts'
import { updateThread } from './rows/threads.ts'

/** The same state again changes nothing. Throws Refusal `unknown-thread` or `too-many-comments`. */
export function setState(
  runtime: Pick<Runtime, 'storage' | 'rooms' | 'clock'>,
  limits: ThreadLimits,
  at: Required<Which>,
  person: Person,
  state: Thread['state']['state'],
): Promise<Thread> {
  return changeThread(runtime, at, person, async (db, { resolvedBy }) => {
    const resolve = state === 'resolved'
    const changed = resolve !== (resolvedBy !== null)
    if (changed) {
      limits.comment(person.delegate.id)
      const now = runtime.clock.now()
      await updateThread(db, at.threadId, {
        resolved_by: resolve ? person.delegate.id : null,
        resolved_at: resolve ? now : null,
        changed_at: now,
      })
    }
    return { changed, result: await readThread(db, at, person) }
  })
}
