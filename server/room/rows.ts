/** The SQL of the room. */
import type { StatementId } from '#shared/people/people.ts'
import type { Storage } from '../storage/storage.ts'

export interface Head {
  readonly epoch: number
  /** Up to when the row's projection follows the text, epoch ms. */
  readonly changedAt: number
}

/** Null for a statement that does not exist. */
export async function findHead({ db }: Storage, statementId: StatementId): Promise<Head | null> {
  const row = await db
    .selectFrom('statements')
    .select(['epoch', 'changed_at as changedAt'])
    .where('id', '=', statementId)
    .executeTakeFirst()
  return row ?? null
}
