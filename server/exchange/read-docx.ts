/** A Word file to a draft. */
import type { ChangesTaken } from '#shared/exchange/sources.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'

/** Throws Refusal `not-a-document`, `old-document`, `locked-document`, `document-too-deep` or `unpacks-too-large`. */
export function readDocx(_bytes: Uint8Array, _givenTitle: string, _changes: ChangesTaken): Draft {
  throw new Refusal('not-a-document', 'Word files are not read yet')
}
