/** From what somebody typed to a delegation: one of the directory, one that is known already, or a new one. */
import { abbreviate, findDelegation as findInDirectory, looksLikeStateCode, nameKey } from '#shared/people/directory.ts'
import { imported } from '#shared/people/imported.ts'
import type { Delegation } from '#shared/people/people.ts'
import { delegationId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Storage } from '../storage/storage.ts'
import { findDelegation, insertDelegation, listDelegations } from './rows/delegations.ts'
import { mintId } from './secrets.ts'

/**
 * The delegation that a code or a name means; a name that nobody has yet founds one. Throws Refusal
 * `unknown-delegation` for what looks like the code of a state and is none, since it is more likely mistyped than meant,
 * and for what stands for the voices of imported comments.
 */
export async function settleDelegation(db: Storage['db'], choice: string): Promise<Delegation> {
  const isReserved = [imported.code, imported.name].some((word) => nameKey(word) === nameKey(choice))
  if (isReserved) throw new Refusal('unknown-delegation', choice.trim())
  const listed = findInDirectory(choice)
  if (listed !== null) {
    const { code, name } = listed
    return found(db, { id: delegationId.parse(code), code, name })
  }
  const known = await listDelegations(db)
  const same = known.find(({ code, name }) => [code, name].some((word) => nameKey(word) === nameKey(choice)))
  if (same !== undefined) return same
  if (looksLikeStateCode(choice)) throw new Refusal('unknown-delegation', choice.trim())
  const taken = new Set(known.map(({ code }) => code))
  return found(db, { id: delegationId.parse(mintId()), code: freeCode(choice, taken), name: choice.trim() })
}

async function found(db: Storage['db'], delegation: Delegation): Promise<Delegation> {
  const known = await findDelegation(db, delegation.id)
  if (known !== null) return known
  await insertDelegation(db, delegation)
  return delegation
}

/** "WCC", or "WCC2" where another delegation has that nameplate. */
function freeCode(name: string, taken: ReadonlySet<string>): string {
  const code = abbreviate(name)
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? code : `${code.slice(0, 8 - String(number).length)}${number}`
    if (!taken.has(candidate) && findInDirectory(candidate) === null) return candidate
  }
}
