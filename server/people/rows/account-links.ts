/** The SQL of the one-time links by which an account is made, or gets a new passphrase. */
import type { Delegate, DelegateId, Delegation, DelegationId } from '#shared/people/people.ts'
import type { Account } from '#shared/people/rights.ts'
import type { Db } from '../../storage/tables.ts'
import { toAccount, toFlags } from './accounts.ts'

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
      ...toFlags(link.account),
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
  account: toAccount(row),
  expiresAt: row.expires_at,
  usedAt: row.used_at,
})
