/** The last that the server said of a statement, kept on this device so that the statement opens without a connection. */
import type { z } from 'zod'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { call, isUnreachable } from '../call.ts'
import { keepValue, keptValue } from './device-database.ts'

type Answer = z.output<typeof readStatement.answer>

/** Under this key: who used this device last, so that nobody is shown what was kept for somebody else. */
export const lastPerson = 'person'

/** HTTP statuses. */
const noMore: ReadonlySet<number> = new Set([401, 403, 404])

export async function readAndKeep(statementId: StatementId): Promise<Answer> {
  try {
    const answer = await call(readStatement, { params: { statementId } })
    void keepValue('answers', statementId, answer)
    void keepValue('answers', lastPerson, answer.you.delegateId)
    return answer
  } catch (error) {
    // Whoever takes no part any more is not to open it offline either.
    if (error instanceof Refusal && noMore.has(error.ruling.status)) void keepValue('answers', statementId, null)
    throw error
  }
}

/** What was kept for whoever used this device last, when `error` says that there is no connection; else throws `error`. */
export async function readKept(statementId: StatementId, error: unknown): Promise<Answer> {
  if (!isUnreachable(error)) throw error
  const [kept, person] = await Promise.all([keptValue('answers', statementId), keptValue('answers', lastPerson)])
  const { data } = readStatement.answer.safeParse(kept)
  if (data === undefined || data.you.delegateId !== person) throw error
  return data
}
