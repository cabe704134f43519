/**
 * What somebody wrote and the server has not got, of a statement that they may not open any more: in the copy that this
 * device keeps of the text, and among what was left out when they were shown out.
 */
import * as Y from 'yjs'
import { z } from 'zod'
import { delegateId, statementId, type DelegateId, type StatementId } from '#shared/people/people.ts'
import { unsentWords } from './carry-over.ts'
import { answerOf, keptValue, transact } from './device-database.ts'
import { DeviceCopy } from './keep-offline.ts'
import { leftBehind } from './renewal.ts'

/** As plain text, a line for each stretch. Empty where there is nothing, or the browser keeps nothing. */
export async function unsentWordsOf(person: DelegateId, statement: StatementId): Promise<string> {
  const left = leftBehind.safeParse(await keptValue('left', `${person}/${statement}`)).data?.words ?? ''
  const copies = await Promise.all(
    (await epochsOf(person, statement)).map((epoch) => wordsIn(person, statement, epoch)),
  )
  return [left, ...copies].filter((words) => words !== '').join('\n')
}

/** A copy is named by person, statement and epoch. */
const record = z.object({
  copy: z
    .string()
    .transform((name) => name.split('/'))
    .pipe(z.tuple([delegateId, statementId, z.string().transform(Number)])),
})

/** Of which epochs of a text something was not sent. */
async function epochsOf(person: DelegateId, statement: StatementId): Promise<readonly number[]> {
  const unsent = await transact('readonly', (store) => answerOf<unknown[]>(store('unsent').getAll())).catch(() => [])
  const copies = z
    .array(record)
    .parse(unsent)
    .map(({ copy }) => copy)
  return [...new Set(copies.filter(([by, of]) => by === person && of === statement).map(([, , epoch]) => epoch))]
}

async function wordsIn(person: DelegateId, statement: StatementId, epoch: number): Promise<string> {
  const kept = await new DeviceCopy(person, statement, epoch).load()
  if (kept === null) return ''
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.mergeUpdates([...kept.updates]))
  return unsentWords(doc, (client, clock) => clock < (kept.unsentFrom.get(client) ?? Infinity))
}
