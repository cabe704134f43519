/** The SQL of the anchors that a thread has had. */
import type { DelegateId } from '#shared/people/people.ts'
import type { Anchor, ThreadId } from '#shared/thread/thread.ts'
import type { Db } from '../../storage/tables.ts'

export async function insertAnchor(
  db: Db,
  threadId: ThreadId,
  { version, anchor, author, at }: { version: number; anchor: Anchor; author: DelegateId; at: number },
): Promise<void> {
  const row = { thread_id: threadId, version, anchor: JSON.stringify(anchor), author, at }
  await db.insertInto('anchors').values(row).execute()
}

export async function deleteAnchors(db: Db, threadId: ThreadId): Promise<void> {
  await db.deleteFrom('anchors').where('thread_id', '=', threadId).execute()
}
