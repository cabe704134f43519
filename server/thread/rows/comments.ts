/** The SQL of comments: who said what in a thread, and in which order. */
import type { Insertable } from 'kysely'
import { z } from 'zod'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import type { CommentId, CommentText, ThreadId } from '#shared/thread/thread.ts'
import { piece } from '#shared/thread/thread.ts'
import type { CommentRow, Db } from '../../storage/tables.ts'
import type { Reader, Which } from './reader.ts'
import { isAmong, isFor } from './reader.ts'

export interface FoundComment {
  readonly number: number
  readonly id: CommentId
  readonly threadId: ThreadId
  readonly author: DelegateId
  readonly key: string
  readonly text: CommentText | null
  readonly createdAt: number
  readonly editedAt: number | null
}

/** In the order in which they were said. */
export async function findComments(db: Db, which: Which, reader: Reader): Promise<FoundComment[]> {
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(commentColumns)
    .where(isAmong(which))
    .where(isFor(reader))
    .orderBy('number')
    .execute()
  return rows.map(toComment)
}

/** Those of these comments that the reader may read. */
export const findNumbers = (
  db: Db,
  statementId: StatementId,
  reader: Reader,
  ids: readonly CommentId[],
): Promise<{ id: CommentId; threadId: ThreadId; number: number }[]> =>
  db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(['comments.id', 'thread_id as threadId', 'number'])
    .where('comments.id', 'in', ids)
    .where(isAmong({ statementId }))
    .where(isFor(reader))
    .execute()

/** Answers its number. */
export async function insertComment(
  db: Db,
  { text, ...row }: Omit<Insertable<CommentRow>, 'text'> & { text: CommentText },
): Promise<number> {
  const { number } = await db
    .insertInto('comments')
    .values({ ...row, text: JSON.stringify(text) })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

export async function rewriteComment(db: Db, number: number, text: CommentText, at: number): Promise<void> {
  await db
    .updateTable('comments')
    .set({ text: JSON.stringify(text), edited_at: at })
    .where('number', '=', number)
    .execute()
}

/** Its words are gone, and that it was there stays. */
export async function eraseComment(db: Db, number: number): Promise<void> {
  await db.updateTable('comments').set({ text: null, edited_at: null }).where('number', '=', number).execute()
}

export async function deleteComment(db: Db, number: number): Promise<void> {
  await db.deleteFrom('comments').where('number', '=', number).execute()
}

export const commentColumns = [
  'comments.number',
  'comments.id',
  'comments.thread_id',
  'comments.author',
  'comments.key',
  'comments.text',
  'comments.created_at',
  'comments.edited_at',
] as const

const pieces = z.array(piece).nullable()

export const toComment = (row: {
  readonly number: number
  readonly id: CommentId
  readonly thread_id: ThreadId
  readonly author: DelegateId
  readonly key: string
  readonly text: string | null
  readonly created_at: number
  readonly edited_at: number | null
}): FoundComment => ({
  number: row.number,
  id: row.id,
  threadId: row.thread_id,
  author: row.author,
  key: row.key,
  text: row.text === null ? null : pieces.parse(JSON.parse(row.text)),
  createdAt: row.created_at,
  editedAt: row.edited_at,
})
