/**
 * Changing who sits at the table of a statement, and how: the one way, so that no change forgets to tell the room. The
 * room hears of it when it is on the disk, and before whoever asked for it is answered.
 */
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { Place } from './rows/participations.ts'
import { listPlaces } from './rows/participations.ts'
import type { Pen } from './rows/pen.ts'
import { findPen } from './rows/pen.ts'

type Db = Storage['db']

export interface Table extends Pen {
  readonly places: readonly Place[]
  /** The place of a delegation. Throws Refusal `not-found` when it takes no part. */
  readonly placeOf: (delegationId: DelegationId) => Place
}

/**
 * Does `work` in one transaction; then sockets that lost their standing are closed or turned read-only, and everybody
 * reads the delegations anew. Throws Refusal `unknown-statement`; what `work` throws leaves everything as it was.
 */
export async function changeTable<Result>(
  { storage, rooms }: Pick<Runtime, 'storage' | 'rooms'>,
  statementId: StatementId,
  work: (db: Db, table: Table) => Promise<Result>,
): Promise<Result> {
  const result = await storage.transaction(async (db) => {
    const pen = await findPen(db, statementId)
    if (pen === null) throw new Refusal('unknown-statement')
    const places = await listPlaces(db, statementId)
    return work(db, { ...pen, places, placeOf: (delegationId) => placeIn(places, delegationId) })
  })
  await rooms.reassess(statementId)
  rooms.notice(statementId, { kind: 'people', id: statementId })
  return result
}

/** For what gives somebody more than they had: an archived statement only takes away. Throws Refusal `archived`. */
export function requireActive({ archived }: Pick<Table, 'archived'>): void {
  if (archived) throw new Refusal('archived')
}

function placeIn(places: readonly Place[], delegationId: DelegationId): Place {
  const place = places.find(({ delegation }) => delegation.id === delegationId)
  if (place === undefined) throw new Refusal('not-found')
  return place
}
