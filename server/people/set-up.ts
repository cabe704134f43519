/** Setting up: the one-time key that the first start prints, and the administrator whom it lets in. */
import type { Delegation } from '#shared/people/people.ts'
import { delegateId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import { settleDelegation } from './delegations.ts'
import { hashPassphrase } from './passphrase.ts'
import type { KnownAccount } from './rows/accounts.ts'
import { insertAccount, listAccounts } from './rows/accounts.ts'
import { insertDelegate } from './rows/delegates.ts'
import { mintId, mintSecret, sameSecret } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession } from './sessions.ts'

/**
 * A key for this run of the server, in memory only: while nobody is administrator each start makes and prints another,
 * so a key that was lost or overlooked in a log is worth nothing after a restart.
 */
export const mintSetUpKey = mintSecret

export async function isSetUp({ storage }: Pick<Runtime, 'storage'>): Promise<boolean> {
  return (await administrator(storage.db)) !== null
}

/** Whose delegation holds the pen of what the operator creates: the first administrator's; null before setting up. */
export async function administratorDelegation(db: Storage['db']): Promise<Delegation | null> {
  return (await administrator(db))?.delegation ?? null
}

const administrator = async (db: Storage['db']): Promise<KnownAccount | null> =>
  (await listAccounts(db)).find(({ account }) => account.administrator) ?? null

export interface Founder {
  readonly name: string
  readonly delegation: string
  readonly passphrase: string
}

/**
 * Makes the administrator and signs them in. It happens once: of two who try at the same moment one is refused. Throws
 * Refusal `already-set-up`, `wrong-set-up-key` or `unknown-delegation`.
 */
export async function setUpAdministrator(
  runtime: Runtime,
  keys: { readonly given: string; readonly expected: string },
  founder: Founder,
  before: string | null,
): Promise<Session> {
  if (await isSetUp(runtime)) throw new Refusal('already-set-up')
  if (!sameSecret(keys.given, keys.expected)) throw new Refusal('wrong-set-up-key')
  // Hashed before the transaction: inside it only SQL may be awaited.
  const passphraseHash = await hashPassphrase(founder.passphrase)
  return runtime.storage.transaction(async (db) => {
    if ((await administrator(db)) !== null) throw new Refusal('already-set-up')
    const delegation = await settleDelegation(db, founder.delegation)
    const delegate = { id: delegateId.parse(mintId()), delegationId: delegation.id, name: founder.name }
    await insertDelegate(db, delegate, runtime.clock.now())
    await insertAccount(db, { delegateId: delegate.id, passphraseHash, administrator: true, create: true })
    return beginSession(runtime, db, delegate.id, before)
  })
}
