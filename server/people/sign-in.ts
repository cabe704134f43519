/** Signing in by name and passphrase: the same work whether the name exists or not, and no endless guessing. */
import { nameKey } from '#shared/people/directory.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import { Attempts } from './attempts.ts'
import { checkPassphrase, hashPassphrase } from './passphrase.ts'
import { listAccounts } from './rows.ts'
import { mintSecret } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession } from './sessions.ts'

export interface Credentials {
  readonly name: string
  readonly passphrase: string
}

/** Throws Refusal `wrong-passphrase`, for a wrong name as well, or `too-many-tries`. */
export type SignIn = (credentials: Credentials, address: string, before: string | null) => Promise<Session>

/** Each server counts its own tries, in memory. */
export function signIn(runtime: Runtime): SignIn {
  const { clock, storage } = runtime
  // What a name that nobody has is checked against, so that its answer takes as long.
  const decoy = hashPassphrase(mintSecret())
  const byNameAndAddress = new Attempts({ burst: 8, every: 15_000 }, clock)
  // Wider, so that nobody far away can lock the owner of a name out with eight wrong guesses.
  const byName = new Attempts({ burst: 40, every: 5_000 }, clock)
  const byAddress = new Attempts({ burst: 120, every: 1_000 }, clock)

  return async ({ name, passphrase }, address, before) => {
    const wanted = nameKey(name)
    const own = `${wanted} ${address}`
    byAddress.take(address)
    byNameAndAddress.take(own)
    byName.take(wanted)
    const account = (await listAccounts(storage.db)).find((known) => nameKey(known.name) === wanted)
    const matches = await checkPassphrase(account?.passphraseHash ?? (await decoy), passphrase)
    if (!matches || account === undefined) throw new Refusal('wrong-passphrase')
    byNameAndAddress.forget(own)
    return storage.transaction((db) => beginSession(runtime, db, account.delegateId, before))
  }
}
