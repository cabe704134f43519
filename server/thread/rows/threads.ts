/** The SQL of threads, each with the anchor that counts. */
import type { Insertable } from 'kysely'
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import type { Anchor, ThreadId } from '#shared/thread/thread.ts'
import { anchor as anchorOf } from '#shared/thread/thread.ts'
import type { Db, ThreadRow } from '../../storage/tables.ts'
import type { Reader, Which } from './reader.ts'
import { isAmong, isFor } from './reader.ts'

export interface FoundThread {
  readonly id: ThreadId
  readonly audience: DelegationId | null
  readonly anchor: Anchor
  readonly anchorVersion: number
  readonly resolvedBy: DelegateId | null
  readonly resolvedAt: number | null
  readonly changedAt: number
  /** The number of the last comment that the reader has seen; 0 for none. */
  readonly seen: number
}

/** In no order. */
export async function findThreads(db: Db, which: Which, reader: Reader): Promise<FoundThread[]> {
  const rows = await db
    .selectFrom('threads')
    .innerJoin('anchors', (current) =>
      current.onRef('anchors.thread_id', '=', 'threads.id').onRef('anchors.version', '=', 'threads.anchor_version'),
    )
    .leftJoin('seen_threads', (own) =>
      own
        .onRef('seen_threads.thread_id', '=', 'threads.id')
        .on('seen_threads.delegate_id', 'is', reader?.delegate.id ?? null),
    )
    .select(['threads.id', 'audience', 'anchor', 'anchor_version', 'resolved_by', 'resolved_at', 'changed_at'])
    .select('seen_threads.comment as seen')
    .where(isAmong(which))
    .where(isFor(reader))
    .execute()
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience,
    anchor: anchorOf.parse(JSON.parse(row.anchor)),
    anchorVersion: row.anchor_version,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at,
    changedAt: row.changed_at,
    seen: row.seen ?? 0,
  }))
}

/** Over all audiences. */
export async function countThreads(db: Db, statementId: StatementId): Promise<number> {
  const { count } = await db
    .selectFrom('threads')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('statement_id', '=', statementId)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertThread(db: Db, thread: Insertable<ThreadRow>): Promise<void> {
  await db.insertInto('threads').values(thread).execute()
}

export async function updateThread(
  db: Db,
  id: ThreadId,
  change: Partial<Pick<ThreadRow, 'anchor_version' | 'resolved_by' | 'resolved_at' | 'changed_at'>>,
): Promise<void> {
  await db.updateTable('threads').set(change).where('id', '=', id).execute()
}

/** The thread must have no comments any more. */
export async function deleteThread(db: Db, id: ThreadId): Promise<void> {
  await db.deleteFrom('threads').where('id', '=', id).execute()
}
