/** Which statements this device holds words or comments of that the server has not got: asked before somebody signs out. */
import * as Y from 'yjs'
import { z } from 'zod'
import { delegateId, statementId, type StatementId } from '#shared/people/people.ts'
import { unsentWords } from './carry-over.ts'
import { answerOf, transact } from './device-database.ts'
import { DeviceCopy } from './keep-offline.ts'
import { leftBehind } from './renewal.ts'

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

const copyName = z.object({
  copy: z
    .string()
    .transform((name) => name.split('/'))
    .pipe(z.tuple([delegateId, statementId, z.string().transform(Number)])),
})
/** Of what the server did not take: by person and statement. */
const leftName = z.string().transform((name) => name.split('/')[1])

/**
 * The words that the server has not got of a statement, for whoever may not open it any more: as plain text, a line for
 * each stretch. Empty where there are none, or the browser keeps nothing.
 */
export async function unsentWordsOf(id: StatementId): Promise<string> {
  const [unsent, names, values] = await transact('readonly', (store) =>
    Promise.all([
      answerOf<unknown[]>(store('unsent').getAll()),
      answerOf(store('left').getAllKeys()),
      answerOf<unknown[]>(store('left').getAll()),
    ]),
  ).catch(() => [[], [], []])
  const left = z
    .array(leftName)
    .parse(names)
    .flatMap((statement, k) => (statement === id ? [leftBehind.parse(values[k]).words] : []))
  const copies = new Map(
    z
      .array(copyName)
      .parse(unsent)
      .map(({ copy }) => [copy.join('/'), copy]),
  )
  const texts = [...copies.values()].filter(([, statement]) => statement === id).map(wordsInCopy)
  return [...left, ...(await Promise.all(texts))].filter((words) => words !== '').join('\n')
}

async function wordsInCopy([person, statement, epoch]: z.infer<typeof copyName>['copy']): Promise<string> {
  const kept = await new DeviceCopy(person, statement, epoch).load()
  if (kept === null) return ''
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.mergeUpdates([...kept.updates]))
  return unsentWords(doc, (client, clock) => clock < (kept.unsentFrom.get(client) ?? Infinity))
}
