/** Resolving and reopening a thread, and saying where it stands now. */
import type { Person } from '#shared/people/contract.ts'
import type { Anchor, Thread } from '#shared/thread/thread.ts'
import type { Runtime } from '../runtime.ts'
import { changeThread } from './change.ts'
import type { ThreadLimits } from './limits.ts'
import { readThread } from './read.ts'
import type { Which } from './rows.ts'
import { insertAnchor, updateThread } from './rows.ts'

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

/**
 * Puts the thread at another anchor, unless the one that is mended is not the last any more: somebody was quicker, and
 * theirs stays. Every anchor is kept. Throws Refusal `unknown-thread` or `too-many-tries`.
 */
export function mend(
  runtime: Pick<Runtime, 'storage' | 'rooms' | 'clock'>,
  limits: ThreadLimits,
  at: Required<Which>,
  person: Person,
  { version, anchor }: { readonly version: number; readonly anchor: Anchor },
): Promise<Thread> {
  return changeThread(runtime, at, person, async (db, thread) => {
    const changed = version === thread.anchorVersion && JSON.stringify(anchor) !== JSON.stringify(thread.anchor)
    if (changed) {
      limits.mending(person.delegate.id)
      const next = { version: version + 1, anchor, author: person.delegate.id, at: runtime.clock.now() }
      await insertAnchor(db, at.threadId, next)
      await updateThread(db, at.threadId, { anchor_version: next.version })
    }
    return { changed, result: await readThread(db, at, person) }
  })
}
