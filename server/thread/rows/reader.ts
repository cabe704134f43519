/**
 * Which threads a query finds. Whatever finds one names its reader, so that a thread of another delegation's own is never
 * found.
 */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Person } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import type { ThreadId } from '#shared/thread/thread.ts'
import type { Tables } from '../../storage/tables.ts'

/** For whom threads are read; null for the operator, who is of no delegation. */
export type Reader = Person | null

/** The threads of a statement, or one of them. */
export interface Which {
  readonly statementId: StatementId
  readonly threadId?: ThreadId
}

/** A condition on the thread: it is one of these. */
export const isAmong =
  ({ statementId, threadId }: Which) =>
  (is: ExpressionBuilder<Tables, 'threads'>): Expression<SqlBool> =>
    is.and([
      is('threads.statement_id', '=', statementId),
      ...(threadId === undefined ? [] : [is('threads.id', '=', threadId)]),
    ])

/** A condition on the thread: the reader may read it. */
export const isFor =
  (reader: Reader) =>
  (is: ExpressionBuilder<Tables, 'threads'>): Expression<SqlBool> =>
    is.or([
      is('threads.audience', 'is', null),
      ...(reader === null ? [] : [is('threads.audience', '=', reader.delegation.id)]),
    ])
