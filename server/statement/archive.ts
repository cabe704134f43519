/** Putting a statement away and bringing it back. Nothing of it changes but that nobody can change it. */
import type { StatementId } from '#shared/people/people.ts'
import type { Runtime } from '../runtime.ts'
import { setArchived } from './rows.ts'

/** Before it resolves everybody who has the statement open stands as they stand now. */
export async function archive(
  { storage, clock, rooms }: Pick<Runtime, 'storage' | 'clock' | 'rooms'>,
  statementId: StatementId,
  archived: boolean,
): Promise<void> {
  await setArchived(storage.db, statementId, archived ? clock.now() : null)
  await rooms.reassess(statementId)
}
