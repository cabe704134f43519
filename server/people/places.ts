/** Places at a table: who came first has the first, and nobody ever gets the place of somebody else. */
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import type { Storage } from '../storage/storage.ts'
import { listTakenPlaces } from './rows/participations.ts'

/** The place that the delegation has or had in the statement, else the next that nobody has had. */
export async function placeOf(
  db: Storage['db'],
  statementId: StatementId,
  delegationId: DelegationId,
): Promise<number> {
  const taken = await listTakenPlaces(db, statementId)
  return taken.get(delegationId) ?? Math.max(0, ...taken.values()) + 1
}
