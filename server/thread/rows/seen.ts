/** The SQL of how far each person has seen a thread. */
import type { ThreadId } from '#shared/thread/thread.ts'
import type { Db, SeenThreadRow } from '../../storage/tables.ts'

/** Moves forward only. Answers the threads of which the delegate has seen more than before. */
export async function markSeen(db: Db, seen: readonly SeenThreadRow[]): Promise<ThreadId[]> {
  const moved = await db
    .insertInto('seen_threads')
    .values(seen)
    .onConflict((before) =>
      before
        .columns(['thread_id', 'delegate_id'])
        .doUpdateSet((now) => ({ comment: now.ref('excluded.comment') }))
        .whereRef('excluded.comment', '>', 'seen_threads.comment'),
    )
    .returning('thread_id')
    .execute()
  return moved.map(({ thread_id }) => thread_id)
}

/** Of everybody. */
export async function forgetSeen(db: Db, threadId: ThreadId): Promise<void> {
  await db.deleteFrom('seen_threads').where('thread_id', '=', threadId).execute()
}
