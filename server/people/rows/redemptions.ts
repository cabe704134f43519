/** The SQL of who joined a statement by a link, and when they were last seen there. */
import type { Insertable } from 'kysely'
import type { Delegate, DelegateId, DelegationId, InvitationId, StatementId } from '#shared/people/people.ts'
import type { Db, RedemptionRow } from '../../storage/tables.ts'
import { markAccountSeen } from './accounts.ts'

/** True when this delegate came in by an invitation to the statement that was not withdrawn. */
export async function hasJoined(db: Db, statementId: StatementId, delegate: Delegate): Promise<boolean> {
  const redemption = await db
    .selectFrom('redemptions')
    .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
    .select('redemptions.at')
    .where('redemptions.delegate_id', '=', delegate.id)
    .where('invitations.statement_id', '=', statementId)
    .where('invitations.delegation_id', '=', delegate.delegationId)
    .where('invitations.revoked_at', 'is', null)
    .executeTakeFirst()
  return redemption !== undefined
}

/** True when this delegate once joined the statement, by a link that may have been withdrawn since. */
export async function hadJoined(db: Db, statementId: StatementId, delegateId: DelegateId): Promise<boolean> {
  const redemption = await db
    .selectFrom('redemptions')
    .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
    .select('redemptions.at')
    .where('redemptions.delegate_id', '=', delegateId)
    .where('invitations.statement_id', '=', statementId)
    .executeTakeFirst()
  return redemption !== undefined
}

export async function hasRedeemed(db: Db, id: InvitationId, delegateId: DelegateId): Promise<boolean> {
  const redemption = await db
    .selectFrom('redemptions')
    .select('at')
    .where('invitation_id', '=', id)
    .where('delegate_id', '=', delegateId)
    .executeTakeFirst()
  return redemption !== undefined
}

export async function countRedemptions(db: Db, id: InvitationId): Promise<number> {
  const { count } = await db
    .selectFrom('redemptions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('invitation_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

export interface JoinedRow {
  readonly delegate: Delegate
  readonly joinedAt: number
  readonly seenAt: number | null
}

/** Everybody who joined the statement by a link that was not withdrawn, the first to join first. */
export async function listJoined(db: Db, statementId: StatementId): Promise<JoinedRow[]> {
  const rows = await db
    .selectFrom('redemptions')
    .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
    .innerJoin('delegates', 'delegates.id', 'redemptions.delegate_id')
    .select(['delegates.id', 'delegates.delegation_id', 'delegates.name', 'redemptions.at', 'redemptions.seen_at'])
    .where('invitations.statement_id', '=', statementId)
    .where('invitations.revoked_at', 'is', null)
    .orderBy('redemptions.at')
    .execute()
  return rows.map(({ id, delegation_id, name, at, seen_at }) => ({
    delegate: { id, delegationId: delegation_id, name },
    joinedAt: at,
    seenAt: seen_at,
  }))
}

export async function insertRedemption(db: Db, redemption: Insertable<RedemptionRow>): Promise<void> {
  await db.insertInto('redemptions').values(redemption).execute()
}

/** Of a link that was not withdrawn. Answers how many there were. */
export async function deleteRedemptions(
  db: Db,
  statementId: StatementId,
  delegationId: DelegationId,
  delegateId: DelegateId,
): Promise<number> {
  const invitations = db
    .selectFrom('invitations')
    .select('id')
    .where('statement_id', '=', statementId)
    .where('delegation_id', '=', delegationId)
    .where('revoked_at', 'is', null)
  const { numDeletedRows } = await db
    .deleteFrom('redemptions')
    .where('delegate_id', '=', delegateId)
    .where('invitation_id', 'in', invitations)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export async function markSeen(db: Db, statementId: StatementId, delegateId: DelegateId, at: number): Promise<void> {
  const invitations = db.selectFrom('invitations').select('id').where('statement_id', '=', statementId)
  await db
    .updateTable('redemptions')
    .set({ seen_at: at })
    .where('delegate_id', '=', delegateId)
    .where('invitation_id', 'in', invitations)
    .execute()
  await markAccountSeen(db, delegateId, at)
}
