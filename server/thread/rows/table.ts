/** The SQL of who can be mentioned: the delegations at the table and their delegates. */
import type { Delegate, Delegation, StatementId } from '#shared/people/people.ts'
import type { Db } from '../../storage/tables.ts'

/** The delegations at the table, in order of joining. */
export const listDelegations = (db: Db, statementId: StatementId): Promise<Delegation[]> =>
  db
    .selectFrom('participations')
    .innerJoin('delegations', 'delegations.id', 'participations.delegation_id')
    .select(['delegations.id', 'name', 'code'])
    .where('statement_id', '=', statementId)
    .orderBy('place')
    .execute()

/** Who joined for a delegation at the table, and the accounts of these delegations. */
export async function listDelegates(db: Db, statementId: StatementId): Promise<Delegate[]> {
  const rows = await db
    .selectFrom('delegates')
    .innerJoin('participations', 'participations.delegation_id', 'delegates.delegation_id')
    .select(['delegates.id', 'delegates.delegation_id', 'name'])
    .where('participations.statement_id', '=', statementId)
    .where((is) =>
      is.or([
        is('delegates.id', 'in', is.selectFrom('accounts').select('delegate_id')),
        is(
          'delegates.id',
          'in',
          is
            .selectFrom('redemptions')
            .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
            .select('redemptions.delegate_id')
            .where('invitations.statement_id', '=', statementId)
            .where('invitations.revoked_at', 'is', null),
        ),
      ]),
    )
    .orderBy('place')
    .orderBy('name')
    .execute()
  return rows.map(({ id, delegation_id, name }) => ({ id, delegationId: delegation_id, name }))
}
