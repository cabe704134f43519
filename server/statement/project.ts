/**
 * The projection of a live text into its statement's row, for lists and search. It follows the text and is never the
 * truth about it.
 */
import type { StatementId } from '#shared/people/people.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import type { Letterhead } from '#shared/statement/statement.ts'
import type { Runtime } from '../runtime.ts'
import type { Projection } from './rows.ts'
import { updateProjection } from './rows.ts'

/** What a text reads as in a list. */
export const projectionOf = (letterhead: Letterhead, document: DocumentJson): Projection => ({
  title: letterhead.title.trim(),
  meeting: letterhead.meeting.trim(),
  date: letterhead.date.trim(),
  text: plainText(document),
})

/** Writes down what a room says when its text has come to rest. */
export async function project(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
  quiet: { readonly letterhead: Letterhead; readonly document: DocumentJson; readonly changedAt: number },
): Promise<void> {
  const projection = projectionOf(quiet.letterhead, quiet.document)
  await updateProjection(storage.db, statementId, projection, quiet.changedAt)
}
