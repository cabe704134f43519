/** Whose words stand in a text: each delegate with the client ids that the server has bound to them. */
import type { z } from 'zod'
import type { StatementId } from '#shared/people/people.ts'
import { presentOf } from '#shared/people/people.ts'
import type { listAuthors } from '#shared/statement/contract.ts'
import type { Runtime } from '../runtime.ts'
import { listBoundAuthors } from './rows.ts'

/** In the order in which the delegates came, also of delegations that were removed: their words and their hue stay. */
export async function authorsOf(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
): Promise<z.output<typeof listAuthors.answer>> {
  const bound = await listBoundAuthors(storage.db, statementId)
  const last = Math.max(0, ...bound.map(({ place }) => place ?? 0))
  const byDelegate = Map.groupBy(bound, ({ delegate }) => delegate.id)
  return [...byDelegate.values()].flatMap((entries) => {
    const [first] = entries
    if (first === undefined) return []
    return { ...presentOf(first, first.place ?? last + 1), clientIds: entries.map(({ clientId }) => clientId) }
  })
}
