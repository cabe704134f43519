/** Import: what a statement can begin with, and what is said of it before it does. */
import { z } from 'zod'
import { language } from '../statement/statement.ts'
import type { BlockJson } from '../statement/schema.ts'

/** Characters of a text that is read as Markdown, HTML or plain text. */
export const longestText = 2_000_000
/** Bytes of a Word file, and of an archive. */
export const largestFile = 10_000_000

const text = z.string().max(longestText)
/** Four characters for three bytes. */
const base64 = z
  .string()
  .max(Math.ceil(largestFile / 3) * 4)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** What becomes of the tracked changes of a Word file: `shown` keeps both, new words underlined and old ones struck. */
export const changesTaken = z.enum(['accepted', 'rejected', 'shown'])
export type ChangesTaken = z.infer<typeof changesTaken>

export const source = z.discriminatedUnion('format', [
  z.object({ format: z.literal('markdown'), content: text }),
  z.object({ format: z.literal('text'), content: text }),
  z.object({ format: z.literal('html'), content: text }),
  z.object({ format: z.literal('docx'), content: base64, changes: changesTaken.default('accepted') }),
  /** Penholder's own archive of a statement, as JSON. */
  z.object({ format: z.literal('archive'), content: z.string().max(largestFile) }),
])
/** As it is sent; `changes` may be left out. */
export type Source = z.input<typeof source>
export type SourceFormat = Source['format']

/**
 * What a file may hold and a statement cannot. It is left out, but for what stays as words: a table of Word is a paragraph
 * a cell, one of a page or of Markdown has bars between its cells; a text box is paragraphs behind its own, an equation and
 * a field the words that they show, and a comment of Google Docs on a page paragraphs at the end.
 */
export const lostKind = z.enum([
  'picture',
  'drawing',
  'textBox',
  'table',
  'tableInWords',
  'equation',
  'embedded',
  'macro',
  'field',
  'header',
  'comment',
  'commentInWords',
  'other',
])
export type LostKind = z.infer<typeof lostKind>

export const lost = z.object({ kind: lostKind, count: z.int().min(1) })
export type Lost = z.infer<typeof lost>

/** Blocks of the text that a preview shows. */
export const longestPreview = 400

const block = z.custom<BlockJson>((value) => typeof value === 'object' && value !== null)

/** A source as it was read, before a statement is made of it. */
export const found = z.object({
  title: z.string(),
  language,
  /** The first blocks, at most `longestPreview`, and how many there are in all. */
  preview: z.array(block),
  blocks: z.int(),
  /** Threads that come along, of how many comments, and by whom. */
  threads: z.int(),
  comments: z.int(),
  authors: z.array(z.string()),
  /** Tracked changes, and by whom; none means that there is nothing to choose. */
  changes: z.object({
    inserted: z.int(),
    deleted: z.int(),
    /** Where a statement would look otherwise: a heading that was none, words that were not bold. */
    looks: z.int(),
    authors: z.array(z.string()),
  }),
  lost: z.array(lost),
})
export type Found = z.infer<typeof found>

/** With what each other choice about tracked changes would give, where that took little to find out. */
export const inspected = found.extend({ otherwise: z.partialRecord(changesTaken, found) })
