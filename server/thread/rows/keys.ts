/** The SQL of the keys under which comments were said, so that each is said once. */
import type { DelegateId } from '#shared/people/people.ts'
import type { Db } from '../../storage/tables.ts'
import type { Which } from './reader.ts'

/** What was said under a key, and where. */
export interface Said extends Required<Which> {
  /** True when it opened the thread. */
  readonly opened: boolean
}

export async function findSaid(db: Db, author: DelegateId, key: string): Promise<Said | null> {
  const row = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(['statement_id', 'thread_id', 'number'])
    .select((of) =>
      of
        .selectFrom('comments as first')
        .select((first) => first.fn.min('first.number').as('number'))
        .whereRef('first.thread_id', '=', 'comments.thread_id')
        .as('firstNumber'),
    )
    .where('author', '=', author)
    .where('key', '=', key)
    .executeTakeFirst()
  if (row === undefined) return null
  return { statementId: row.statement_id, threadId: row.thread_id, opened: row.number === row.firstNumber }
}

export async function isSpent(db: Db, author: DelegateId, key: string): Promise<boolean> {
  const spent = db.selectFrom('spent_keys').select('key').where('author', '=', author).where('key', '=', key)
  return (await spent.executeTakeFirst()) !== undefined
}

export async function spendKey(db: Db, author: DelegateId, key: string): Promise<void> {
  await db.insertInto('spent_keys').values({ author, key }).execute()
}
