/** What each person has seen, kept here so that it follows them from the laptop to the phone. */
import type { z } from 'zod'
import type { Person } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import type { seeThreads } from '#shared/thread/contract.ts'
import type { Runtime } from '../runtime.ts'
import { findNumbers } from './rows/comments.ts'
import { markSeen } from './rows/seen.ts'

/**
 * What the person may not read, or what was deleted meanwhile, is passed over. Their other devices are told of each thread
 * in which they have seen more than before, and nobody else.
 */
export async function see(
  { storage, rooms }: Pick<Runtime, 'storage' | 'rooms'>,
  statementId: StatementId,
  person: Person,
  { seen }: z.output<typeof seeThreads.body>,
): Promise<void> {
  const threadOf = new Map(seen.map(({ commentId, threadId }) => [commentId, threadId]))
  const further = await storage.transaction(async (db) => {
    const found = await findNumbers(db, statementId, person, [...threadOf.keys()])
    const known = found.filter(({ id, threadId }) => threadOf.get(id) === threadId)
    const rows = known.map(({ threadId, number }) => ({
      thread_id: threadId,
      delegate_id: person.delegate.id,
      comment: number,
    }))
    return rows.length === 0 ? [] : markSeen(db, rows)
  })
  for (const id of new Set(further)) {
    rooms.notice(statementId, { kind: 'thread', id }, ({ delegateId }) => delegateId === person.delegate.id)
  }
}
