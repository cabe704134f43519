/**
 * All SQL of people: delegations, delegates, accounts, sessions, their part in a statement, invitations and who used them.
 * Each function does one query and decides nothing.
 */
import type { Insertable, Kysely } from 'kysely'
import type { Person } from '#shared/people/contract.ts'
import type {
  Delegate,
  DelegateId,
  Delegation,
  DelegationId,
  InvitationId,
  Role,
  StatementId,
} from '#shared/people/people.ts'
import type { Account } from '#shared/people/rights.ts'
import type {
  AccountRow,
  FormerPlaceRow,
  InvitationRow,
  RedemptionRow,
  RemovalRow,
  SessionRow,
  Tables,
} from '../storage/tables.ts'

type Db = Kysely<Tables>

export const listDelegations = (db: Db): Promise<Delegation[]> =>
  db.selectFrom('delegations').select(['id', 'name', 'code']).execute()

export async function findDelegation(db: Db, id: DelegationId): Promise<Delegation | null> {
  const found = db.selectFrom('delegations').select(['id', 'name', 'code']).where('id', '=', id)
  return (await found.executeTakeFirst()) ?? null
}

export async function insertDelegation(db: Db, delegation: Delegation): Promise<void> {
  await db.insertInto('delegations').values(delegation).execute()
}

export async function insertDelegate(db: Db, delegate: Delegate, at: number): Promise<void> {
  const { id, delegationId, name } = delegate
  await db.insertInto('delegates').values({ id, delegation_id: delegationId, name, created_at: at }).execute()
}

export async function insertDelegates(db: Db, delegates: readonly Delegate[], at: number): Promise<void> {
  const rows = delegates.map(({ id, delegationId, name }) => ({
    id,
    delegation_id: delegationId,
    name,
    created_at: at,
  }))
  // SQLite takes some 32,000 values in one statement.
  for (let k = 0; k < rows.length; k += 5_000) {
    await db
      .insertInto('delegates')
      .values(rows.slice(k, k + 5_000))
      .execute()
  }
}

export async function renameDelegate(db: Db, id: DelegateId, name: string): Promise<void> {
  await db.updateTable('delegates').set({ name }).where('id', '=', id).execute()
}

export async function insertAccount(
  db: Db,
  { delegateId, passphraseHash, ...account }: Account & { delegateId: DelegateId; passphraseHash: string },
): Promise<void> {
  const row = { delegate_id: delegateId, passphrase_hash: passphraseHash, ...flags(account) }
  await db.insertInto('accounts').values(row).execute()
}

const flags = ({ administrator, create }: Account): Pick<AccountRow, 'administrator' | 'can_create'> => ({
  administrator: administrator ? 1 : 0,
  can_create: create ? 1 : 0,
})

const rights = (row: { readonly administrator: 0 | 1; readonly can_create: 0 | 1 }): Account => ({
  administrator: row.administrator === 1,
  create: row.can_create === 1,
})

export async function updateAccount(db: Db, id: DelegateId, account: Account): Promise<void> {
  await db.updateTable('accounts').set(flags(account)).where('delegate_id', '=', id).execute()
}

export async function savePassphrase(db: Db, id: DelegateId, passphraseHash: string): Promise<void> {
  await db.updateTable('accounts').set({ passphrase_hash: passphraseHash }).where('delegate_id', '=', id).execute()
}

export async function deleteAccount(db: Db, id: DelegateId): Promise<void> {
  await db.deleteFrom('accounts').where('delegate_id', '=', id).execute()
}

export interface KnownAccount {
  readonly delegate: Delegate
  readonly delegation: Delegation
  readonly account: Account
  readonly passphraseHash: string
  /** When its owner was first known here, epoch ms. */
  readonly createdAt: number
  readonly seenAt: number | null
}

/** Every account, the oldest first. They are few: who drafts comes by invitation and has none. */
export async function listAccounts(db: Db): Promise<KnownAccount[]> {
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('delegates', 'delegates.id', 'accounts.delegate_id')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .select(['delegates.id', 'delegates.name', 'delegates.created_at', 'delegations.id as delegationId'])
    .select(['delegations.name as delegationName', 'delegations.code'])
    .select(['administrator', 'can_create', 'passphrase_hash', 'seen_at'])
    .orderBy('delegates.created_at')
    .execute()
  return rows.map((row) => ({
    delegate: { id: row.id, delegationId: row.delegationId, name: row.name },
    delegation: { id: row.delegationId, name: row.delegationName, code: row.code },
    account: rights(row),
    passphraseHash: row.passphrase_hash,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }))
}

/** A link by which an account is made, or its `delegate` chooses a new passphrase. */
export interface AccountLink {
  readonly id: string
  readonly secretHash: string
  readonly delegation: Delegation
  readonly delegate: Delegate | null
  readonly account: Account
  readonly expiresAt: number
  readonly usedAt: number | null
}

const selectAccountLinks = (db: Db) =>
  db
    .selectFrom('account_links')
    .innerJoin('delegations', 'delegations.id', 'account_links.delegation_id')
    .leftJoin('delegates', 'delegates.id', 'account_links.delegate_id')
    .select(['account_links.id', 'secret_hash', 'administrator', 'can_create', 'expires_at', 'used_at'])
    .select(['delegations.id as delegationId', 'delegations.name as delegationName', 'delegations.code'])
    .select(['delegates.id as delegateId', 'delegates.name as delegateName'])
    .orderBy('account_links.created_at')

type SelectedLink = Awaited<ReturnType<ReturnType<typeof selectAccountLinks>['executeTakeFirstOrThrow']>>

const toAccountLink = ({ delegationId, delegateId, delegateName, ...row }: SelectedLink): AccountLink => ({
  id: row.id,
  secretHash: row.secret_hash,
  delegation: { id: delegationId, name: row.delegationName, code: row.code },
  delegate: delegateId === null || delegateName === null ? null : { id: delegateId, delegationId, name: delegateName },
  account: rights(row),
  expiresAt: row.expires_at,
  usedAt: row.used_at,
})

/** The links that can still be used, the oldest first. */
export async function listPendingLinks(db: Db, now: number): Promise<AccountLink[]> {
  const pending = selectAccountLinks(db).where('used_at', 'is', null).where('expires_at', '>', now)
  return (await pending.execute()).map(toAccountLink)
}

export async function findAccountLink(db: Db, id: string): Promise<AccountLink | null> {
  const row = await selectAccountLinks(db).where('account_links.id', '=', id).executeTakeFirst()
  return row === undefined ? null : toAccountLink(row)
}

export interface NewAccountLink extends Omit<AccountLink, 'delegation' | 'delegate' | 'usedAt'> {
  readonly delegationId: DelegationId
  readonly delegateId: DelegateId | null
  readonly createdAt: number
}

export async function insertAccountLink(db: Db, link: NewAccountLink): Promise<void> {
  await db
    .insertInto('account_links')
    .values({
      id: link.id,
      secret_hash: link.secretHash,
      delegation_id: link.delegationId,
      delegate_id: link.delegateId,
      ...flags(link.account),
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

export async function useAccountLink(db: Db, id: string, at: number): Promise<void> {
  await db.updateTable('account_links').set({ used_at: at }).where('id', '=', id).execute()
}

/** Answers whether there was such a link that nobody had used. */
export async function deleteAccountLink(db: Db, id: string): Promise<boolean> {
  const unused = db.deleteFrom('account_links').where('id', '=', id).where('used_at', 'is', null)
  return (await unused.executeTakeFirstOrThrow()).numDeletedRows > 0n
}

/** Used or not. */
export async function deleteAccountLinksOf(db: Db, delegateId: DelegateId): Promise<void> {
  await db.deleteFrom('account_links').where('delegate_id', '=', delegateId).execute()
}

/** Those that ended before `before`. */
export async function deleteOldAccountLinks(db: Db, before: number): Promise<void> {
  await db.deleteFrom('account_links').where('expires_at', '<', before).execute()
}

/** A link, and a code, by which a delegate's session begins on another device. */
export interface DeviceLink {
  readonly id: string
  readonly secretHash: string
  readonly delegateId: DelegateId
  readonly statementId: StatementId | null
  readonly expiresAt: number
  readonly usedAt: number | null
}

export async function insertDeviceLink(
  db: Db,
  link: Omit<DeviceLink, 'usedAt'> & { readonly codeHash: string },
): Promise<void> {
  await db
    .insertInto('device_links')
    .values({
      id: link.id,
      secret_hash: link.secretHash,
      code_hash: link.codeHash,
      delegate_id: link.delegateId,
      statement_id: link.statementId,
      expires_at: link.expiresAt,
    })
    .execute()
}

export async function findDeviceLink(
  db: Db,
  by: { readonly id: string } | { readonly codeHash: string },
): Promise<DeviceLink | null> {
  const links = db.selectFrom('device_links').selectAll()
  const row = await (
    'id' in by ? links.where('id', '=', by.id) : links.where('code_hash', '=', by.codeHash)
  ).executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    secretHash: row.secret_hash,
    delegateId: row.delegate_id,
    statementId: row.statement_id,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }
}

/** Used or not. */
export async function deleteDeviceLinksOf(db: Db, delegateId: DelegateId): Promise<void> {
  await db.deleteFrom('device_links').where('delegate_id', '=', delegateId).execute()
}

export async function useDeviceLink(db: Db, id: string, at: number): Promise<void> {
  await db.updateTable('device_links').set({ used_at: at }).where('id', '=', id).execute()
}

/** Those that ended before `before`. */
export async function deleteOldDeviceLinks(db: Db, before: number): Promise<void> {
  await db.deleteFrom('device_links').where('expires_at', '<', before).execute()
}

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

export async function deleteSessionsOf(db: Db, delegateId: DelegateId): Promise<void> {
  await db.deleteFrom('sessions').where('delegate_id', '=', delegateId).execute()
}

/** The same session lasts until another time. */
export async function extendSession(db: Db, tokenHash: string, expiresAt: number): Promise<void> {
  await db.updateTable('sessions').set({ expires_at: expiresAt }).where('token_hash', '=', tokenHash).execute()
}

export async function deleteExpiredSessions(db: Db, now: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}

/** Whose session this is, while it lasts. */
export async function findPerson(db: Db, tokenHash: string, now: number): Promise<Person | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('delegates', 'delegates.id', 'sessions.delegate_id')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .leftJoin('accounts', 'accounts.delegate_id', 'delegates.id')
    .select([
      'delegates.id as delegateId',
      'delegates.name as delegateName',
      'delegations.id as delegationId',
      'delegations.name as delegationName',
      'delegations.code',
      'accounts.administrator',
      'accounts.can_create',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    delegate: { id: row.delegateId, delegationId: row.delegationId, name: row.delegateName },
    delegation: { id: row.delegationId, name: row.delegationName, code: row.code },
    account:
      row.administrator === null ? null : { administrator: row.administrator === 1, create: row.can_create === 1 },
  }
}

/** When a session ends by itself, epoch ms. */
export async function findSessionEnd(db: Db, tokenHash: string): Promise<number | null> {
  const session = db.selectFrom('sessions').select('expires_at').where('token_hash', '=', tokenHash)
  return (await session.executeTakeFirst())?.expires_at ?? null
}

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

export async function insertRedemption(db: Db, redemption: Insertable<RedemptionRow>): Promise<void> {
  await db.insertInto('redemptions').values(redemption).execute()
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

/** From now on until they join again. */
export async function insertRemoval(db: Db, removal: RemovalRow): Promise<void> {
  await db
    .insertInto('removals')
    .values(removal)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteRemoval(db: Db, statementId: StatementId, delegateId: DelegateId): Promise<void> {
  await db
    .deleteFrom('removals')
    .where('statement_id', '=', statementId)
    .where('delegate_id', '=', delegateId)
    .execute()
}

export async function wasRemoved(db: Db, statementId: StatementId, delegateId: DelegateId): Promise<boolean> {
  const removal = await db
    .selectFrom('removals')
    .select('delegate_id')
    .where('statement_id', '=', statementId)
    .where('delegate_id', '=', delegateId)
    .executeTakeFirst()
  return removal !== undefined
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

/** Does nothing for a delegate without an account. */
export async function markAccountSeen(db: Db, delegateId: DelegateId, at: number): Promise<void> {
  await db.updateTable('accounts').set({ seen_at: at }).where('delegate_id', '=', delegateId).execute()
}
