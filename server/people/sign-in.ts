/** Signing in by name and passphrase: the same work whether the name exists or not, and no endless guessing. */
import { nameKey } from '#shared/people/directory.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Limits } from './limits.ts'
import { checkPassphrase, hashPassphrase } from './passphrase.ts'
import { listAccounts } from './rows/accounts.ts'
import { mintSecret } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession } from './sessions.ts'

export interface Credentials {
  readonly name: string
  readonly passphrase: string
}

/** Throws Refusal `wrong-passphrase`, for a wrong name as well, or `too-many-tries`. */
export type SignIn = (credentials: Credentials, address: string, before: string | null) => Promise<Session>

export function signIn(runtime: Runtime, limits: Pick<Limits, 'passphrase'>): SignIn {
  const { storage } = runtime
  // What a name that nobody has is checked against, so that its answer takes as long.
  const decoy = hashPassphrase(mintSecret())

  return async ({ name, passphrase }, address, before) => {
    const right = limits.passphrase(name, address)
    const account = (await listAccounts(storage.db)).find((known) => nameKey(known.delegate.name) === nameKey(name))
    const matches = await checkPassphrase(account?.passphraseHash ?? (await decoy), passphrase)
    if (!matches || account === undefined) throw new Refusal('wrong-passphrase')
    right()
    return storage.transaction((db) => beginSession(runtime, db, account.delegate.id, before))
  }
}
