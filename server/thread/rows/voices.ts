/** The SQL of those who commented, as a statement shows them. */
import { isImported, lookOfImported } from '#shared/people/imported.ts'
import type { DelegateId, Present, StatementId } from '#shared/people/people.ts'
import { nameplateOf } from '#shared/people/people.ts'
import type { Db } from '../../storage/tables.ts'

/** These delegates, each with the hue that their delegation has or had at this table. */
export async function findVoices(
  db: Db,
  statementId: StatementId,
  ids: readonly DelegateId[],
): Promise<Map<DelegateId, Present>> {
  const rows = await db
    .selectFrom('delegates')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .leftJoin('participations', (own) =>
      own
        .on('participations.statement_id', '=', statementId)
        .onRef('participations.delegation_id', '=', 'delegations.id'),
    )
    .leftJoin('former_places', (former) =>
      former
        .on('former_places.statement_id', '=', statementId)
        .onRef('former_places.delegation_id', '=', 'delegations.id'),
    )
    .select(presentColumns)
    .select((of) => of.fn.coalesce('participations.place', 'former_places.place').as('place'))
    .where('delegates.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.delegateId, toPresent(row)]))
}

/** To select of joined delegates and delegations for `toPresent`. */
export const presentColumns = [
  'delegates.id as delegateId',
  'delegates.name as name',
  'delegations.id as delegationId',
  'delegations.name as delegation',
  'delegations.code as code',
] as const

/**
 * Whoever comments has or had a place: the right comes with a role or the pen, and a place is never forgotten. Imported
 * voices alone have none.
 */
export const toPresent = ({
  place,
  ...row
}: Omit<Present, 'hue' | 'outlined'> & { place: number | null }): Present => ({
  delegateId: row.delegateId,
  name: row.name,
  delegationId: row.delegationId,
  delegation: row.delegation,
  code: row.code,
  ...(isImported(row) ? lookOfImported : nameplateOf(place ?? 1)),
})
