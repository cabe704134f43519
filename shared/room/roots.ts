/**
 * The root types of a statement's Yjs document. Root types need no creation, so two people who fill an empty field at
 * the same moment write into one text.
 */
import type { LetterheadField } from '../statement/statement.ts'
import { letterheadFields } from '../statement/statement.ts'

/** The flat text: a Y.Text of markers, characters and atoms. */
export const textRoot = 'text'

/** A Y.Map: `format` of this layout, the statement's `language`, and its `pace` where that is not its language's own. */
export const metaRoot = 'meta'

/** Raised when the layout changes; a document without it is format 1. */
export const format = 1

/** One plain Y.Text for each field of the letterhead. */
export const letterheadRoot = (field: LetterheadField): string => `letterhead.${field}`

export const letterheadRoots: ReadonlyMap<string, LetterheadField> = new Map(
  letterheadFields.map((field) => [letterheadRoot(field), field]),
)
