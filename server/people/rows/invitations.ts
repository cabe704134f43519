/** The SQL of the links by which delegations invite their delegates to a statement. */
import type { DelegationId, InvitationId, StatementId } from '#shared/people/people.ts'
import type { Db, InvitationRow } from '../../storage/tables.ts'

export async function findInvitation(db: Db, id: InvitationId): Promise<InvitationRow | null> {
  return (await db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The one link of a delegation that was not withdrawn, expired or not. */
export async function findActiveInvitation(
  db: Db,
  statementId: StatementId,
  delegationId: DelegationId,
): Promise<InvitationRow | null> {
  const active = db
    .selectFrom('invitations')
    .selectAll()
    .where('statement_id', '=', statementId)
    .where('delegation_id', '=', delegationId)
    .where('revoked_at', 'is', null)
  return (await active.executeTakeFirst()) ?? null
}

/** The links of all delegations that were not withdrawn, expired or not. */
export const listActiveInvitations = (db: Db, statementId: StatementId): Promise<InvitationRow[]> =>
  db
    .selectFrom('invitations')
    .selectAll()
    .where('statement_id', '=', statementId)
    .where('revoked_at', 'is', null)
    .execute()

/** What the page behind a link shows of its statement. */
export async function findHeading(db: Db, statementId: StatementId): Promise<{ title: string; date: string } | null> {
  const heading = db.selectFrom('statements').select(['title', 'date']).where('id', '=', statementId)
  return (await heading.executeTakeFirst()) ?? null
}

export async function insertInvitation(db: Db, invitation: InvitationRow): Promise<void> {
  await db.insertInto('invitations').values(invitation).execute()
}

export async function updateInvitation(db: Db, { id, ...row }: InvitationRow): Promise<void> {
  await db.updateTable('invitations').set(row).where('id', '=', id).execute()
}

/** From now on nobody joins by a link of this delegation, and nobody who did is in. */
export async function revokeInvitations(
  db: Db,
  statementId: StatementId,
  delegationId: DelegationId,
  at: number,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('statement_id', '=', statementId)
    .where('delegation_id', '=', delegationId)
    .where('revoked_at', 'is', null)
    .execute()
}
