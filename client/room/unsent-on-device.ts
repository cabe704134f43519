/** Which statements this device holds words or comments of that the server has not got: asked before somebody signs out. */
import { z } from 'zod'
import { statementId, type StatementId } from '#shared/people/people.ts'
import { answerOf, transact } from './device-database.ts'

export interface Unsent {
  readonly statementId: StatementId
  /** A comment counts as one. */
  readonly changes: number
}

/** A copy is named by person, statement and, of a text, epoch. */
const record = z.object({
  copy: z
    .string()
    .transform((name) => name.split('/'))
    .pipe(z.tuple([z.string(), statementId], z.string())),
  changes: z.int().default(1),
})

/** Of everybody who has used this device, since signing out wipes it for all. Empty where the browser keeps nothing. */
export async function listUnsent(): Promise<readonly Unsent[]> {
  const kept = await transact('readonly', async (store) => {
    const [words, comments] = await Promise.all([
      answerOf<unknown[]>(store('unsent').getAll()),
      answerOf<unknown[]>(store('comments').getAll()),
    ])
    return [...words, ...comments]
  }).catch(() => [])
  const changes = new Map<StatementId, number>()
  for (const { copy, changes: more } of z.array(record).parse(kept)) {
    changes.set(copy[1], (changes.get(copy[1]) ?? 0) + more)
  }
  return [...changes].map(([id, count]) => ({ statementId: id, changes: count }))
}
