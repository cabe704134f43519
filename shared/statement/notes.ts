/** Footnotes: a reference in the text and a block share the name of a note. Their number is never stored. */
import type { BlockJson, DocumentJson } from './schema.ts'

/** The notes that a block refers to, in order. */
export const notesIn = ({ content = [] }: BlockJson): string[] =>
  content.flatMap((node) => (node.type === 'footnoteReference' ? [String(node.attrs?.['note'] ?? '')] : []))

/** The number of each note that the text refers to: 1 for the first. A note referred to twice has one number. */
export const numberNotes = ({ content }: DocumentJson): ReadonlyMap<string, number> =>
  new Map([...new Set(content.flatMap(notesIn))].map((note, k) => [note, k + 1]))
