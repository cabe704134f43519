/** The SQL of who was taken out of a statement, until they join again. */
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import type { Db, RemovalRow } from '../../storage/tables.ts'

export async function wasRemoved(db: Db, statementId: StatementId, delegateId: DelegateId): Promise<boolean> {
  const removal = await db
    .selectFrom('removals')
    .select('delegate_id')
    .where('statement_id', '=', statementId)
    .where('delegate_id', '=', delegateId)
    .executeTakeFirst()
  return removal !== undefined
}

/** From now on until they join again. */
export async function insertRemoval(db: Db, removal: RemovalRow): Promise<void> {
  await db
    .insertInto('removals')
    .values(removal)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteRemoval(db: Db, statementId: StatementId, delegateId: DelegateId): Promise<void> {
  await db
    .deleteFrom('removals')
    .where('statement_id', '=', statementId)
    .where('delegate_id', '=', delegateId)
    .execute()
}
