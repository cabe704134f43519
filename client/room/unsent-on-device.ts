/** What this device holds of each statement that the server has not got: asked before somebody signs out. */
import { z } from 'zod'
import { statementId, type StatementId } from '#shared/people/people.ts'
import { answerOf, transact } from './device-database.ts'
import { leftBehind } from './renewal.ts'

export interface Unsent {
  readonly statementId: StatementId
  /** A comment counts as one. */
  readonly changes: number
}

/** A copy is named by person, statement and, of a text, epoch. */
const copyName = z
  .string()
  .transform((name) => name.split('/'))
  .pipe(z.tuple([z.string(), statementId], z.string()))
const record = z.object({ copy: copyName, changes: z.int().default(1) })

/**
 * Changes and comments that were not sent, and words that were not taken and are still offered. Of everybody who has used
 * this device, since signing out wipes it for all. Empty where the browser keeps nothing.
 */
export async function listUnsent(): Promise<readonly Unsent[]> {
  const { unsent, left } = await transact('readonly', async (store) => {
    const [changes, comments, keys, values] = await Promise.all([
      answerOf<unknown[]>(store('unsent').getAll()),
      answerOf<unknown[]>(store('comments').getAll()),
      answerOf(store('left').getAllKeys()),
      answerOf<unknown[]>(store('left').getAll()),
    ])
    return { unsent: [...changes, ...comments], left: keys.map((key, k) => [key, values[k]] as const) }
  }).catch(() => ({ unsent: [], left: [] }))
  const notTaken = left.flatMap(([key, value]) => {
    const [copy, kept] = [copyName.safeParse(key), leftBehind.safeParse(value)]
    return copy.success && kept.success && kept.data.words !== ''
      ? [{ copy: copy.data, changes: kept.data.changes }]
      : []
  })
  return counted(
    [...z.array(record).parse(unsent), ...notTaken].map(({ copy, changes }) => ({ statementId: copy[1], changes })),
  )
}

/** One for each statement, in the order in which they come. */
export function counted(all: readonly Unsent[]): readonly Unsent[] {
  const changes = new Map<StatementId, number>()
  for (const one of all) changes.set(one.statementId, (changes.get(one.statementId) ?? 0) + one.changes)
  return [...changes].map(([id, count]) => ({ statementId: id, changes: count }))
}
