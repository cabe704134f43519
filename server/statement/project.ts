/**
 * The projection of a live text into its statement's row, for lists and search. It follows the text and is never the
 * truth about it.
 */
import type { StatementId } from '#shared/people/people.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { countWords, paceFor, readTimeLimit, speakingSeconds } from '#shared/statement/speaking-time.ts'
import type { Language, Letterhead } from '#shared/statement/statement.ts'
import type { Runtime } from '../runtime.ts'
import type { Projection } from './rows.ts'
import { listOutdated, updateProjection } from './rows.ts'

/** A text as a room reads it. */
export interface Readable {
  readonly document: DocumentJson
  readonly letterhead: Letterhead
  readonly language: Language
  readonly pace: number | null
}

/** What a text reads as in a list. */
export const projectionOf = ({ document, letterhead, language, pace }: Readable): Projection => ({
  title: letterhead.title.trim(),
  meeting: letterhead.meeting.trim(),
  date: letterhead.date.trim(),
  text: plainText(document),
  language,
  seconds: speakingSeconds(countWords(document, language), paceFor(language, pace)),
  time_limit: readTimeLimit(letterhead.timeLimit),
})

/** Writes down what a room says when its text has come to rest. */
export async function project(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
  quiet: Readable & { readonly changedAt: number },
): Promise<void> {
  const projection = projectionOf(quiet)
  await storage.transaction((db) => updateProjection(db, statementId, projection, quiet.changedAt))
}

/** Makes anew what an older version of Penholder wrote down. Awaited before the server listens: lists are whole. */
export async function projectOutdated({
  storage,
  rooms,
  logger,
}: Pick<Runtime, 'storage' | 'rooms' | 'logger'>): Promise<void> {
  for (const { id, changedAt } of await listOutdated(storage.db)) {
    try {
      await project({ storage }, id, { ...(await rooms.read(id)), changedAt })
    } catch (error) {
      // One damaged statement must not keep the server from starting.
      logger.error({ err: error, statementId: id }, 'a statement could not be brought into the lists')
    }
  }
}
