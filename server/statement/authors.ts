/** Whose words stand in a text: each delegate with the client ids that the server has bound to them. */
import type { z } from 'zod'
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import { nameplateOf } from '#shared/people/people.ts'
import type { listAuthors } from '#shared/statement/contract.ts'
import type { Runtime } from '../runtime.ts'
import type { BoundAuthor } from './rows.ts'
import { listBoundAuthors } from './rows.ts'

/**
 * In the order in which the delegates came. A delegation that was removed keeps its words; its hue is one of those that
 * come after the ones at the table.
 */
export async function authorsOf(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
): Promise<z.output<typeof listAuthors.answer>> {
  const bound = await listBoundAuthors(storage.db, statementId)
  const places = placesOf(bound)
  const byDelegate = Map.groupBy(bound, ({ delegate }) => delegate.id)
  return [...byDelegate.values()].flatMap((entries) => {
    const [first] = entries
    if (first === undefined) return []
    const { delegate, delegation } = first
    return {
      delegateId: delegate.id,
      name: delegate.name,
      delegationId: delegation.id,
      delegation: delegation.name,
      code: delegation.code,
      ...nameplateOf(places.get(delegation.id) ?? 1),
      clientIds: entries.map(({ clientId }) => clientId),
    }
  })
}

function placesOf(bound: readonly BoundAuthor[]): ReadonlyMap<DelegationId, number> {
  const places = new Map(bound.flatMap(({ delegation, place }) => (place === null ? [] : [[delegation.id, place]])))
  let last = Math.max(0, ...places.values())
  for (const { delegation } of bound) if (!places.has(delegation.id)) places.set(delegation.id, (last += 1))
  return places
}
