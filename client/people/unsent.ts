/**
 * All that this device holds and the server has not got, of texts and comments: what is asked about before somebody signs
 * out, and offered for copying then, and to whoever's part in a statement has ended.
 */
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { counted, listUnsent, type Unsent } from '../room/unsent-on-device.ts'
import { unsentWordsOf } from '../room/unsent-words.ts'
import { begunComments } from '../thread/kept-words.ts'
import { unsentCommentsOf } from '../thread/unsent-comments.ts'

/** By statement, of everybody who has used this device. */
export const listAllUnsent = async (): Promise<readonly Unsent[]> =>
  counted([...(await listUnsent()), ...begunComments().map(({ statementId }) => ({ statementId, changes: 1 }))])

/** One person's, as plain text: the words, a line for each stretch, and below them each comment. Empty where there is nothing. */
export async function allUnsentOf(person: DelegateId, statements: readonly StatementId[]): Promise<string> {
  const parts = await Promise.all(
    statements.map(async (statement) => [
      await unsentWordsOf(person, statement),
      ...(await unsentCommentsOf(person, statement)),
    ]),
  )
  return parts
    .flat()
    .filter((part) => part !== '')
    .join('\n\n')
}
