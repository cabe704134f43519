/** The SQL of exchange. */
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import type { Storage } from '../storage/storage.ts'

/** How many bytes the updates of a statement have. */
export async function sizeOfLog({ db }: Pick<Storage, 'db'>, statementId: StatementId): Promise<number> {
  const { bytes } = await db
    .selectFrom('updates')
    .select((of) => of.fn.sum<number | null>(of.fn('length', ['bytes'])).as('bytes'))
    .where('statement_id', '=', statementId)
    .executeTakeFirstOrThrow()
  return bytes ?? 0
}

/** Everybody who sent an update of the statement, with the name of their delegation. */
export async function listWriters(
  { db }: Pick<Storage, 'db'>,
  statementId: StatementId,
): Promise<ReadonlyMap<DelegateId, { readonly name: string; readonly delegation: string }>> {
  const rows = await db
    .selectFrom('delegates')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .select(['delegates.id', 'delegates.name', 'delegations.name as delegation'])
    .where((is) =>
      is('delegates.id', 'in', is.selectFrom('updates').select('author').where('statement_id', '=', statementId)),
    )
    .execute()
  return new Map(rows.map(({ id, name, delegation }) => [id, { name, delegation }]))
}
