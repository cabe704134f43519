/** Saying where a thread stands now: a client has found it anew, or somebody has put it there by hand. */
import type { Person } from '#shared/people/contract.ts'
import type { Anchor, Thread } from '#shared/thread/thread.ts'
import type { Runtime } from '../runtime.ts'
import { changeThread } from './change.ts'
import type { ThreadLimits } from './limits.ts'
import { readThread } from './read.ts'
import { insertAnchor } from './rows/anchors.ts'
import type { Which } from './rows/reader.ts'
import { updateThread } from './rows/threads.ts'

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
