/** Many threads at once, each with its first anchor and its comments. */
import type { Insertable } from 'kysely'
import { insertPacked, pack, type Packed } from '../../storage/many-rows.ts'
import type { AnchorRow, CommentRow, Db, ThreadRow } from '../../storage/tables.ts'

export interface PackedThreads {
  readonly threads: Packed<'threads'>
  readonly anchors: Packed<'anchors'>
  readonly comments: Packed<'comments'>
}

/** At least one of each. */
export const packThreads = (
  threads: readonly Insertable<ThreadRow>[],
  anchors: readonly Insertable<AnchorRow>[],
  comments: readonly Insertable<CommentRow>[],
): PackedThreads => ({
  threads: pack('threads', threads),
  anchors: pack('anchors', anchors),
  comments: pack('comments', comments),
})

/** Comments get their numbers in their order. */
export async function insertPackedThreads(db: Db, { threads, anchors, comments }: PackedThreads): Promise<void> {
  await insertPacked(db, threads)
  await insertPacked(db, anchors)
  await insertPacked(db, comments)
}
