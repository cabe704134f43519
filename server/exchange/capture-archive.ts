/** From a statement as it stands to its archive, for one reader. */
import type { Choices } from '#shared/exchange/formats.ts'
import { largestFile } from '#shared/exchange/sources.ts'
import { isImported } from '#shared/people/imported.ts'
import type { Present, StatementId } from '#shared/people/people.ts'
import { emptyLetterhead, letterheadFields } from '#shared/statement/statement.ts'
import type { Piece, Thread } from '#shared/thread/thread.ts'
import { listParticipations } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import {
  type Archive,
  type ArchivedThread,
  type ArchivedUpdate,
  type ArchivedVoice,
  archiveVersion,
} from './archive.ts'
import { type Reader, threadsFor } from './capture.ts'
import { listWriters, sizeOfLog } from './rows.ts'

/** `withLog`: for whoever may have what was ever typed. Throws Refusal `unknown-statement`. */
export async function captureArchive(
  runtime: Pick<Runtime, 'storage' | 'rooms'>,
  statementId: StatementId,
  choices: Pick<Choices, 'comments'>,
  reader: Reader,
  withLog: boolean,
): Promise<Archive> {
  const threads = await threadsFor(runtime, statementId, choices, reader)
  const anchors = threads.map(({ anchor }) => anchor)
  const { document, letterhead, language, pace, at, stands } = await runtime.rooms.readAnchored(statementId, anchors)
  const holder = (await listParticipations(runtime, statementId)).find(({ holdsPen }) => holdsPen)
  const fields = { ...emptyLetterhead }
  for (const field of letterheadFields) fields[field] = letterhead[field]
  return {
    format: 'penholder-archive',
    version: archiveVersion,
    at,
    penholder: holder?.delegation.name ?? '',
    language,
    pace,
    letterhead: fields,
    document,
    threads: threads.flatMap((thread, k) => archivedThread(thread, stands[k] ?? null)),
    log: withLog ? await logOf(runtime, statementId) : null,
  }
}

function archivedThread({ anchor, audience, state, comments }: Thread, at: ArchivedThread['at']): ArchivedThread[] {
  const said = comments.flatMap(({ author, createdAt, text }) =>
    text === null ? [] : [{ by: voiceOf(author), at: createdAt, text: text.map(spokenOut) }],
  )
  if (said.length === 0) return []
  const resolved = state.state === 'resolved' ? { by: voiceOf(state.by), at: state.at } : null
  return [{ audience, at, whole: anchor.whole, quote: anchor.quote, resolved, comments: said }]
}

/** Elsewhere a mention would call nobody, or somebody else. */
const spokenOut = (piece: Piece): Piece => (piece.type === 'mention' ? { type: 'text', text: `@${piece.name}` } : piece)

const voiceOf = (present: Present): ArchivedVoice => ({
  name: present.name,
  delegation: isImported(present) ? null : present.delegation,
})

/** Null where its bytes alone, as base64, would make the file larger than what is taken in. */
async function logOf(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
): Promise<ArchivedUpdate[] | null> {
  if ((await sizeOfLog(storage, statementId)) > (largestFile / 4) * 3) return null
  const writers = await listWriters(storage, statementId)
  return (await storage.updates.since(statementId, 0)).map(({ seq, at, author, cause, bytes }) => ({
    seq,
    at,
    by: (author === null ? null : writers.get(author)) ?? null,
    cause,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  }))
}
