/** Delegates for the authors of a file's comments, who cannot sign in, be invited, mentioned or chosen. */
import { imported } from '#shared/people/imported.ts'
import { type DelegateId, delegateId } from '#shared/people/people.ts'
import type { Storage } from '../storage/storage.ts'
import { insertDelegates } from './rows/delegates.ts'
import { findDelegation, insertDelegation } from './rows/delegations.ts'
import { mintId } from './secrets.ts'

/** A new delegate for each of these different names, whoever else has it: a name says nothing of who somebody is. */
export async function settleVoices(
  db: Storage['db'],
  names: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, DelegateId>> {
  if ((await findDelegation(db, imported.id)) === null) await insertDelegation(db, imported)
  const voices = names.map((name) => ({ id: delegateId.parse(mintId()), delegationId: imported.id, name }))
  await insertDelegates(db, voices, at)
  return new Map(voices.map(({ id, name }) => [name, id]))
}
