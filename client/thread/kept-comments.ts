/**
 * The comments on this device that the server has not answered for, by person and statement: whoever uses the device
 * next is never shown them. Rejects where the browser keeps nothing.
 */
import { z } from 'zod'
import { statementId, type DelegateId, type StatementId } from '#shared/people/people.ts'
import { isRefusalCode } from '#shared/refusal.ts'
import { anchor, audience, piece, threadId } from '#shared/thread/thread.ts'
import { answerOf, transact } from '../room/device-database.ts'

const record = z.object({
  /** Minted when it was written: sent twice, it is said once. */
  key: z.uuid(),
  copy: z.string(),
  statementId,
  /** When it was written, epoch ms; no two of one copy are of the same ms. */
  at: z.int(),
  says: z.discriminatedUnion('what', [
    z.object({ what: z.literal('thread'), anchor, audience }),
    z.object({
      what: z.literal('reply'),
      /** `id` is null while that thread itself waits; where it stood is kept for when it is gone. */
      to: z.object({ key: z.string(), id: threadId.nullable(), anchor, audience }),
    }),
  ]),
  text: z.array(piece),
  /** Why the server will not have it; null while it is to be sent. */
  refused: z.string().refine(isRefusalCode).nullable(),
})
export type KeptComment = Readonly<z.infer<typeof record>>

export const copyName = (person: DelegateId, statement: StatementId): string => `${person}/${statement}`

/** In the order in which they were written. What cannot be read stays where it is, and keeps no other from being read. */
export async function readComments(copy: string): Promise<readonly KeptComment[]> {
  const kept = await transact('readonly', (store) => answerOf<unknown[]>(store('comments').index('copy').getAll(copy)))
  return kept.flatMap((one) => record.safeParse(one).data ?? []).toSorted((one, other) => one.at - other.at)
}

/** The same comment once more takes its own place. */
export const keepComment = (comment: KeptComment): Promise<void> =>
  transact('readwrite', async (store) => {
    await answerOf(store('comments').put(comment))
  })

export const forgetComment = (key: string): Promise<void> =>
  transact('readwrite', async (store) => {
    await answerOf(store('comments').delete(key))
  })
