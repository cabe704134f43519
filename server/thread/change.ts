/**
 * Changing a thread: the one way, so that no change reaches a thread which its author may not read, or forgets to tell
 * those who may. They hear of it when it is on the disk, and before whoever asked for it is answered.
 */
import type { Person } from '#shared/people/contract.ts'
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { ThreadId } from '#shared/thread/thread.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { FoundComment } from './rows/comments.ts'
import { findComments } from './rows/comments.ts'
import type { Which } from './rows/reader.ts'
import type { FoundThread } from './rows/threads.ts'
import { findThreads } from './rows/threads.ts'

type Db = Storage['db']

/** A thread, and all that was said in it. */
export interface WholeThread extends FoundThread {
  readonly comments: readonly FoundComment[]
}

/** What came of a change; the others are told only of a thread that is not as it was. */
export interface Outcome<Result> {
  readonly changed: boolean
  readonly result: Result
}

/**
 * Does `work` in one transaction on a thread that the person may read. Throws Refusal `unknown-thread`; what `work`
 * throws leaves everything as it was.
 */
export async function changeThread<Result>(
  { storage, rooms }: Pick<Runtime, 'storage' | 'rooms'>,
  at: Required<Which>,
  person: Person,
  work: (db: Db, thread: WholeThread) => Promise<Outcome<Result>>,
): Promise<Result> {
  const { thread, changed, result } = await storage.transaction(async (db) => {
    const [found] = await findThreads(db, at, person)
    if (found === undefined) throw new Refusal('unknown-thread')
    const thread = { ...found, comments: await findComments(db, at, person) }
    return { thread, ...(await work(db, thread)) }
  })
  if (changed) tell({ rooms }, at.statementId, thread)
  return result
}

/** Tells everybody connected who may read the thread, and nobody else. */
export function tell(
  { rooms }: Pick<Runtime, 'rooms'>,
  statementId: StatementId,
  { id, audience }: { readonly id: ThreadId; readonly audience: DelegationId | null },
): void {
  rooms.notice(
    statementId,
    { kind: 'thread', id },
    ({ delegationId }) => audience === null || audience === delegationId,
  )
}
