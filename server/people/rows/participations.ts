/** The SQL of the delegations of a statement: who has a part in it, in which place, and who had. */
import type { Delegation, DelegationId, Role, StatementId } from '#shared/people/people.ts'
import type { Db, FormerPlaceRow } from '../../storage/tables.ts'

export interface Place {
  readonly delegation: Delegation
  readonly role: Role
  readonly place: number
  readonly holdsPen: boolean
}

/** The delegations of a statement in order of joining. */
export async function listPlaces(db: Db, statementId: StatementId): Promise<Place[]> {
  const rows = await db
    .selectFrom('participations')
    .innerJoin('delegations', 'delegations.id', 'participations.delegation_id')
    .innerJoin('statements', 'statements.id', 'participations.statement_id')
    .select(['delegations.id', 'delegations.name', 'delegations.code', 'role', 'place', 'penholder'])
    .where('participations.statement_id', '=', statementId)
    .orderBy('place')
    .execute()
  return rows.map(({ id, name, code, role, place, penholder }) => ({
    delegation: { id, name, code },
    role,
    place,
    holdsPen: id === penholder,
  }))
}

/** The place of each delegation that takes part in a statement or did. */
export async function listTakenPlaces(db: Db, statementId: StatementId): Promise<Map<DelegationId, number>> {
  const rows = await db
    .selectFrom('participations')
    .select(['delegation_id', 'place'])
    .where('statement_id', '=', statementId)
    .unionAll(db.selectFrom('former_places').select(['delegation_id', 'place']).where('statement_id', '=', statementId))
    .execute()
  return new Map(rows.map((row) => [row.delegation_id, row.place]))
}

export async function insertParticipation(
  db: Db,
  participation: { statementId: StatementId; delegationId: DelegationId; role: Role; place: number },
): Promise<void> {
  const { statementId, delegationId, role, place } = participation
  await db
    .insertInto('participations')
    .values({ statement_id: statementId, delegation_id: delegationId, role, place })
    .execute()
}

export async function changeRole(
  db: Db,
  statementId: StatementId,
  delegationId: DelegationId,
  role: Role,
): Promise<void> {
  await db
    .updateTable('participations')
    .set({ role })
    .where('statement_id', '=', statementId)
    .where('delegation_id', '=', delegationId)
    .execute()
}

export async function deleteParticipation(db: Db, statementId: StatementId, delegationId: DelegationId): Promise<void> {
  await db
    .deleteFrom('participations')
    .where('statement_id', '=', statementId)
    .where('delegation_id', '=', delegationId)
    .execute()
}

export async function insertFormerPlace(db: Db, place: FormerPlaceRow): Promise<void> {
  await db.insertInto('former_places').values(place).execute()
}

export async function deleteFormerPlace(db: Db, statementId: StatementId, delegationId: DelegationId): Promise<void> {
  await db
    .deleteFrom('former_places')
    .where('statement_id', '=', statementId)
    .where('delegation_id', '=', delegationId)
    .execute()
}
