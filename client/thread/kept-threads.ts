/** The threads as the server last said them, kept on this device for whom it said them, to be read without a connection. */
import { z } from 'zod'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { thread, type Thread } from '#shared/thread/thread.ts'
import { keepValue, keptValue } from '../room/device-database.ts'

const keyOf = (person: DelegateId, statementId: StatementId): string => `threads/${person}/${statementId}`

/** Null forgets them. */
export const keepThreads = (
  person: DelegateId,
  statementId: StatementId,
  threads: readonly Thread[] | null,
): Promise<void> => keepValue('answers', keyOf(person, statementId), threads)

/** Null where this device has none. */
export async function keptThreads(person: DelegateId, statementId: StatementId): Promise<readonly Thread[] | null> {
  return z.array(thread).safeParse(await keptValue('answers', keyOf(person, statementId))).data ?? null
}
