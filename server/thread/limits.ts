/** How much one person may do to the threads of all statements in a time. */
import type { DelegateId } from '#shared/people/people.ts'
import { Attempts } from '../people/attempts.ts'
import type { Clock } from '../runtime.ts'

export interface ThreadLimits {
  /** Somebody says something, rewords it, resolves or reopens. Throws Refusal `too-many-comments`. */
  comment(delegate: DelegateId): void
  /** Somebody says where a thread stands now. Throws Refusal `too-many-tries`. */
  mending(delegate: DelegateId): void
}

/** Each server counts for itself, in memory. */
export function createThreadLimits(clock: Clock): ThreadLimits {
  // What a device kept without a connection comes at once.
  const comments = new Attempts({ burst: 60, every: 1_000 }, clock, 'too-many-comments')
  // A text that was restored as a whole lets one client find all threads of the statement anew at once.
  const mendings = new Attempts({ burst: 2_000, every: 5_000 }, clock)
  return { comment: (delegate) => comments.take(delegate), mending: (delegate) => mendings.take(delegate) }
}
