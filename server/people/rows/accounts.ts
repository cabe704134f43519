/** The SQL of accounts: what each may, its passphrase, and when its owner was last here. */
import type { Delegate, DelegateId, Delegation } from '#shared/people/people.ts'
import type { Account } from '#shared/people/rights.ts'
import type { AccountRow, Db } from '../../storage/tables.ts'

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
    account: toAccount(row),
    passphraseHash: row.passphrase_hash,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }))
}

export async function insertAccount(
  db: Db,
  { delegateId, passphraseHash, ...account }: Account & { delegateId: DelegateId; passphraseHash: string },
): Promise<void> {
  const row = { delegate_id: delegateId, passphrase_hash: passphraseHash, ...toFlags(account) }
  await db.insertInto('accounts').values(row).execute()
}

export async function updateAccount(db: Db, id: DelegateId, account: Account): Promise<void> {
  await db.updateTable('accounts').set(toFlags(account)).where('delegate_id', '=', id).execute()
}

export async function savePassphrase(db: Db, id: DelegateId, passphraseHash: string): Promise<void> {
  await db.updateTable('accounts').set({ passphrase_hash: passphraseHash }).where('delegate_id', '=', id).execute()
}

/** Does nothing for a delegate without an account. */
export async function markAccountSeen(db: Db, delegateId: DelegateId, at: number): Promise<void> {
  await db.updateTable('accounts').set({ seen_at: at }).where('delegate_id', '=', delegateId).execute()
}

export async function deleteAccount(db: Db, id: DelegateId): Promise<void> {
  await db.deleteFrom('accounts').where('delegate_id', '=', id).execute()
}

/** What an account may, as the columns say it. */
export const toFlags = ({ administrator, create }: Account): Pick<AccountRow, 'administrator' | 'can_create'> => ({
  administrator: administrator ? 1 : 0,
  can_create: create ? 1 : 0,
})

export const toAccount = (row: { readonly administrator: 0 | 1; readonly can_create: 0 | 1 }): Account => ({
  administrator: row.administrator === 1,
  create: row.can_create === 1,
})
