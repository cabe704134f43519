/** The SQL of delegates, with an account or without. */
import type { Delegate, DelegateId } from '#shared/people/people.ts'
import { portions } from '../../storage/portions.ts'
import type { Db, DelegateRow } from '../../storage/tables.ts'

export async function insertDelegate(db: Db, delegate: Delegate, at: number): Promise<void> {
  await db.insertInto('delegates').values(toRow(delegate, at)).execute()
}

export async function insertDelegates(db: Db, delegates: readonly Delegate[], at: number): Promise<void> {
  for (const rows of portions(delegates.map((delegate) => toRow(delegate, at))))
    await db.insertInto('delegates').values(rows).execute()
}

export async function renameDelegate(db: Db, id: DelegateId, name: string): Promise<void> {
  await db.updateTable('delegates').set({ name }).where('id', '=', id).execute()
}

const toRow = ({ id, delegationId, name }: Delegate, at: number): DelegateRow => ({
  id,
  delegation_id: delegationId,
  name,
  created_at: at,
})
