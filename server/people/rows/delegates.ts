/** The SQL of delegates, with an account or without. */
import type { Delegate, DelegateId } from '#shared/people/people.ts'
import { insertPacked, pack } from '../../storage/many-rows.ts'
import type { Db, DelegateRow } from '../../storage/tables.ts'

export async function insertDelegate(db: Db, delegate: Delegate, at: number): Promise<void> {
  await db.insertInto('delegates').values(toRow(delegate, at)).execute()
}

export async function insertDelegates(db: Db, delegates: readonly Delegate[], at: number): Promise<void> {
  if (delegates.length === 0) return
  const rows = delegates.map((delegate) => toRow(delegate, at))
  await insertPacked(db, pack('delegates', rows))
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
