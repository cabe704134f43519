/** Penholder's own archive of a statement to a draft. */
import { Refusal } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'

/** Throws Refusal `not-an-archive`. */
export function readArchive(_content: string, _givenTitle: string): Draft {
  throw new Refusal('not-an-archive', 'archives are not read yet')
}
