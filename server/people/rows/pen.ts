/** The SQL of the pen of a statement: who holds it, and for whom drafting is open. */
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import type { Db } from '../../storage/tables.ts'

export interface Pen {
  readonly penholder: DelegationId
  readonly drafting: 'open' | 'pen'
  readonly archived: boolean
}

export async function findPen(db: Db, statementId: StatementId): Promise<Pen | null> {
  const found = db
    .selectFrom('statements')
    .select(['penholder', 'drafting', 'archived_at'])
    .where('id', '=', statementId)
  const row = await found.executeTakeFirst()
  if (row === undefined) return null
  return { penholder: row.penholder, drafting: row.drafting, archived: row.archived_at !== null }
}

export async function setPenholder(db: Db, statementId: StatementId, penholder: DelegationId): Promise<void> {
  await db.updateTable('statements').set({ penholder }).where('id', '=', statementId).execute()
}

export async function setDrafting(db: Db, statementId: StatementId, drafting: Pen['drafting']): Promise<void> {
  await db.updateTable('statements').set({ drafting }).where('id', '=', statementId).execute()
}
