/** The SQL of delegations, which outlast the statements that they draft. */
import type { Delegation, DelegationId } from '#shared/people/people.ts'
import type { Db } from '../../storage/tables.ts'

export const listDelegations = (db: Db): Promise<Delegation[]> =>
  db.selectFrom('delegations').select(['id', 'name', 'code']).execute()

export async function findDelegation(db: Db, id: DelegationId): Promise<Delegation | null> {
  const found = db.selectFrom('delegations').select(['id', 'name', 'code']).where('id', '=', id)
  return (await found.executeTakeFirst()) ?? null
}

export async function insertDelegation(db: Db, delegation: Delegation): Promise<void> {
  await db.insertInto('delegations').values(delegation).execute()
}
