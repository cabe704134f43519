/** Delegates for the authors of a file's comments, who cannot sign in, be invited, mentioned or chosen. */
import { imported } from '#shared/people/imported.ts'
import { type Delegate, delegateId } from '#shared/people/people.ts'
import type { Storage } from '../storage/storage.ts'
import { insertDelegates } from './rows/delegates.ts'
import { findDelegation, insertDelegation } from './rows/delegations.ts'
import { mintId } from './secrets.ts'

/** A new delegate for each of these different names, whoever else has it: a name says nothing of who somebody is. */
export const voicesOf = (names: Iterable<string>): ReadonlyMap<string, Delegate> =>
  new Map(
    [...names].map((name) => [name, { id: delegateId.parse(mintId()), delegationId: imported.id, name }] as const),
  )

export async function settleVoices(db: Storage['db'], voices: Iterable<Delegate>, at: number): Promise<void> {
  if ((await findDelegation(db, imported.id)) === null) await insertDelegation(db, imported)
  await insertDelegates(db, [...voices], at)
}
