/**
 * The links by which an account is made or gets a new passphrase: made by the administrator, shown once, for one use, for
 * three days. Only a hash of the secret is kept.
 */
import type { Person } from '#shared/people/contract.ts'
import type { DelegateId, Delegation } from '#shared/people/people.ts'
import { delegateId as anyDelegateId } from '#shared/people/people.ts'
import type { Account } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import { accountOf, requireFreeName } from './accounts.ts'
import { settleDelegation } from './delegations.ts'
import { findOpenLink, mintLink } from './one-time-link.ts'
import { hashPassphrase } from './passphrase.ts'
import type { AccountLink, NewAccountLink } from './rows/account-links.ts'
import {
  deleteAccountLink,
  deleteAccountLinksOf,
  deleteOldAccountLinks,
  findAccountLink,
  insertAccountLink,
  useAccountLink,
} from './rows/account-links.ts'
import { insertAccount, savePassphrase } from './rows/accounts.ts'
import { insertDelegate, renameDelegate } from './rows/delegates.ts'
import { deleteDeviceLinksOf } from './rows/device-links.ts'
import { deleteSessionsOf } from './rows/sessions.ts'
import { mintId } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession } from './sessions.ts'

const day = 86_400_000
const linkMs = 3 * day
/** So long the page can say that a link was used or has expired; then it is not known any more. */
const rememberedMs = 30 * day

export interface MadeLink {
  readonly link: string
  /** Epoch ms. */
  readonly expiresAt: number
}

/** A link to a new account of this delegation. Throws Refusal `unknown-delegation`. */
export function inviteColleague(
  runtime: Runtime,
  siteUrl: string,
  choice: string,
  account: Account,
): Promise<MadeLink> {
  return runtime.storage.transaction(async (db) => {
    const { id } = await settleDelegation(db, choice)
    return makeLink(runtime, db, siteUrl, { delegationId: id, delegateId: null, account })
  })
}

/** A link to a new passphrase, in the place of any made before. The old passphrase holds until then. Throws `not-found`. */
export function resetPassphrase(runtime: Runtime, siteUrl: string, delegateId: DelegateId): Promise<MadeLink> {
  return runtime.storage.transaction(async (db) => {
    const { delegate, account } = await accountOf(db, delegateId)
    await deleteAccountLinksOf(db, delegateId)
    return makeLink(runtime, db, siteUrl, { delegationId: delegate.delegationId, delegateId, account })
  })
}

/** From now on nobody knows the link. Throws Refusal `not-found` when that is so already. */
export async function withdrawAccountLink({ storage }: Pick<Runtime, 'storage'>, id: string): Promise<void> {
  if (!(await deleteAccountLink(storage.db, id))) throw new Refusal('not-found')
}

export interface ReadLink {
  readonly delegation: Delegation
  /** Whose passphrase it is for; null when it is for a new account. */
  readonly name: string | null
  readonly account: Account
}

/** What the link leads to. Throws Refusal `unknown-link`, `link-used` or `link-expired`. */
export async function readAccountLink(runtime: Pick<Runtime, 'storage' | 'clock'>, key: string): Promise<ReadLink> {
  const { delegation, delegate, account } = await readKey(runtime, runtime.storage.db, key)
  return { delegation, name: delegate?.name ?? null, account }
}

export interface Choice {
  readonly key: string
  /** For a new account; one that there is keeps its name. */
  readonly name: string
  readonly passphrase: string
}

/** Who opens the link: a browser, which is signed in by it, or the operator, who is not. */
export type Opener =
  | { readonly kind: 'browser'; readonly person: Person | null; readonly before: string | null }
  | { readonly kind: 'operator' }

/**
 * Makes the account, or gives it the new passphrase and ends all its sessions. Whoever joined as a delegate of the same
 * delegation in this browser stays that delegate, and has an account from now on. Throws Refusal `name-taken`, or as
 * `readAccountLink`.
 */
export async function openAccountLink(
  runtime: Runtime,
  { key, name, passphrase }: Choice,
  opener: Opener,
): Promise<Session | null> {
  // Before the passphrase is hashed, which takes time, and only SQL may be awaited inside a transaction.
  await readKey(runtime, runtime.storage.db, key)
  const passphraseHash = await hashPassphrase(passphrase)
  const { owner, session } = await runtime.storage.transaction(async (db) => {
    const link = await readKey(runtime, db, key)
    await useAccountLink(db, link.id, runtime.clock.now())
    const owner = link.delegate?.id ?? (await settleOwner(runtime, db, link, name, opener))
    if (link.delegate === null) {
      await insertAccount(db, { delegateId: owner, passphraseHash, ...link.account })
    } else {
      await savePassphrase(db, owner, passphraseHash)
      await deleteSessionsOf(db, owner)
      await deleteDeviceLinksOf(db, owner)
    }
    const session = opener.kind === 'browser' ? await beginSession(runtime, db, owner, opener.before) : null
    return { owner, session }
  })
  await runtime.rooms.reassessDelegate(owner)
  return session
}

/** The delegate of a new account: the one that the browser is signed in as, or a new one. */
async function settleOwner(
  { clock }: Runtime,
  db: Storage['db'],
  { delegation }: AccountLink,
  name: string,
  opener: Opener,
): Promise<DelegateId> {
  const person = opener.kind === 'browser' ? opener.person : null
  const isColleague = person?.account === null && person.delegation.id === delegation.id
  const known = isColleague ? person.delegate.id : null
  await requireFreeName(db, name, known)
  if (known !== null) {
    await renameDelegate(db, known, name)
    return known
  }
  const delegate = { id: anyDelegateId.parse(mintId()), delegationId: delegation.id, name }
  await insertDelegate(db, delegate, clock.now())
  return delegate.id
}

async function makeLink(
  { clock }: Pick<Runtime, 'clock'>,
  db: Storage['db'],
  siteUrl: string,
  leadsTo: Pick<NewAccountLink, 'delegationId' | 'delegateId' | 'account'>,
): Promise<MadeLink> {
  const now = clock.now()
  const { id, key, secretHash } = mintLink()
  const expiresAt = now + linkMs
  await deleteOldAccountLinks(db, now - rememberedMs)
  await insertAccountLink(db, { ...leadsTo, id, secretHash, createdAt: now, expiresAt })
  return { link: `${siteUrl}/account#${key}`, expiresAt }
}

const readKey = ({ clock }: Pick<Runtime, 'clock'>, db: Storage['db'], key: string): Promise<AccountLink> =>
  findOpenLink(key, clock.now(), (id) => findAccountLink(db, id))
