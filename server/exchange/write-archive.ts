/** An archive as JSON, a value a line, so that two of them can be compared; the same archive gives the same bytes. */
import { largestFile } from '#shared/exchange/sources.ts'
import type { Archive } from './archive.ts'
import type { Written } from './paper.ts'

/** Without its log where it would be larger with it than what any Penholder takes in: the log is a record, the text is not. */
export function writeArchive(archive: Archive): Written {
  const whole = bytesOf(archive)
  return whole.length > largestFile && archive.log !== null ? bytesOf({ ...archive, log: null }) : whole
}

const bytesOf = (archive: Archive): Written => new TextEncoder().encode(`${JSON.stringify(archive, null, 1)}\n`)
