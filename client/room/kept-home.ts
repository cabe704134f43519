/** The list of statements as the server last gave it, kept on this device so that Home opens without a connection. */
import { z } from 'zod'
import { person, type Person } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { type Listed, listStatements, readStatement } from '#shared/statement/contract.ts'
import { answerOf, keepValue, keptValue, transact } from './device-database.ts'
import { lastPerson } from './kept-answers.ts'

const keptHome = z.object({
  person,
  statements: listStatements.answer,
  /** When the server said so, epoch ms. */
  at: z.number(),
})
export type KeptHome = z.output<typeof keptHome>

/** Beside what the server said of each statement, whose ids are longer. */
const key = 'home'

/** In place of what was kept before, for whoever that was. */
export function keepHome(home: KeptHome): void {
  void keepValue('answers', key, home)
  void keepValue('answers', lastPerson, home.person.delegate.id)
}

/** To be called when the server says that nobody is signed in here. */
export const forgetHome = (): void => void keepValue('answers', key, null)

/** Null when nothing was kept for whoever used this device last. */
export async function readKeptHome(): Promise<KeptHome | null> {
  const [kept, last] = await Promise.all([keptValue('answers', key), keptValue('answers', lastPerson)])
  const { data } = keptHome.safeParse(kept)
  return data !== undefined && data.person.delegate.id === last ? data : null
}

/** Those of the statements that open here without a connection, for this person. */
export async function readOpenable(
  { delegate }: Person,
  statements: readonly Listed[],
): Promise<ReadonlySet<StatementId>> {
  const openable = await transact('readonly', (store) =>
    Promise.all(
      statements.map(async ({ id }) => {
        const { data } = readStatement.answer.safeParse(await answerOf<unknown>(store('answers').get(id)))
        if (data?.you.delegateId !== delegate.id) return []
        const copy = [delegate.id, id, data.statement.epoch].join('/')
        return (await answerOf(store('texts').index('copy').count(copy))) > 0 ? [id] : []
      }),
    ),
  ).catch(() => [])
  return new Set(openable.flat())
}
