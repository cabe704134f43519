/** Accounts as the administrator keeps them: who has one, with which rights, and the names they sign in with. */
import type { z } from 'zod'
import type { Person, listAccounts as listAccountsOf } from '#shared/people/contract.ts'
import { nameKey } from '#shared/people/directory.ts'
import type { DelegateId } from '#shared/people/people.ts'
import type { Account } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import { deleteAccountLinksOf, listPendingLinks } from './rows/account-links.ts'
import type { KnownAccount } from './rows/accounts.ts'
import { deleteAccount, listAccounts as listKnown, updateAccount } from './rows/accounts.ts'
import { renameDelegate } from './rows/delegates.ts'
import { deleteDeviceLinksOf } from './rows/device-links.ts'
import { deleteSessionsOf } from './rows/sessions.ts'

/** The oldest first, and the links that nobody has used yet. */
export async function listAccounts({
  storage,
  clock,
}: Pick<Runtime, 'storage' | 'clock'>): Promise<z.input<typeof listAccountsOf.answer>> {
  return { accounts: await listKnown(storage.db), pending: await listPendingLinks(storage.db, clock.now()) }
}

/** The account of a delegate. Throws Refusal `not-found`. */
export async function accountOf(db: Storage['db'], delegateId: DelegateId): Promise<KnownAccount> {
  const account = (await listKnown(db)).find(({ delegate }) => delegate.id === delegateId)
  if (account === undefined) throw new Refusal('not-found')
  return account
}

/** Throws Refusal `not-found`, or `last-administrator` where nobody would be left to administer. */
export async function changeAccount(
  { storage, rooms }: Pick<Runtime, 'storage' | 'rooms'>,
  delegateId: DelegateId,
  account: Account,
): Promise<void> {
  await storage.transaction(async (db) => {
    await accountOf(db, delegateId)
    if (!account.administrator) await requireAnotherAdministrator(db, delegateId)
    await updateAccount(db, delegateId, account)
  })
  await rooms.reassessDelegate(delegateId)
}

/**
 * Takes the account away, and with it every session and link of its owner; the delegate stays, for what they wrote. They
 * may come back by an invitation like anybody. Throws Refusal `not-found` or `last-administrator`.
 */
export async function removeAccount(
  { storage, rooms }: Pick<Runtime, 'storage' | 'rooms'>,
  delegateId: DelegateId,
): Promise<void> {
  await storage.transaction(async (db) => {
    await accountOf(db, delegateId)
    await requireAnotherAdministrator(db, delegateId)
    await deleteAccount(db, delegateId)
    await deleteAccountLinksOf(db, delegateId)
    await deleteDeviceLinksOf(db, delegateId)
    await deleteSessionsOf(db, delegateId)
  })
  await rooms.reassessDelegate(delegateId)
}

/**
 * Gives whoever creates a statement the name under which they will sign in from now on. `db` may be an open transaction;
 * when it is through, `rooms.reassessDelegate` lets the others see it. Throws Refusal `name-taken`.
 */
export async function renameAccount(
  db: Storage['db'],
  { delegate }: Pick<Person, 'delegate'>,
  name: string,
): Promise<void> {
  if (delegate.name === name) return
  await requireFreeName(db, name, delegate.id)
  await renameDelegate(db, delegate.id, name)
}

/** Nobody else signs in with this name, however it is written. Throws Refusal `name-taken`. */
export async function requireFreeName(db: Storage['db'], name: string, own: DelegateId | null): Promise<void> {
  const known = await listKnown(db)
  const isTaken = known.some(({ delegate }) => delegate.id !== own && nameKey(delegate.name) === nameKey(name))
  if (isTaken) throw new Refusal('name-taken')
}

async function requireAnotherAdministrator(db: Storage['db'], delegateId: DelegateId): Promise<void> {
  const known = await listKnown(db)
  const isLast = !known.some(({ delegate, account }) => account.administrator && delegate.id !== delegateId)
  if (isLast) throw new Refusal('last-administrator')
}
