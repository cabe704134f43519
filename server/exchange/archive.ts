/**
 * Penholder's own archive of a statement: one JSON file that says all that is said here, from which another installation
 * makes the same statement. What it may hold is what a room would admit; docs/exchange.md describes it.
 */
import { z } from 'zod'
import {
  atoms,
  blockId,
  type BlockRole,
  blocks,
  type DocumentJson,
  isMarkType,
  marks,
} from '#shared/statement/schema.ts'
import { pace } from '#shared/statement/speaking-time.ts'
import { language, longestField } from '#shared/statement/statement.ts'
import { audience, commentText, longestQuote } from '#shared/thread/thread.ts'

/** Raised by whatever an older Penholder could not read. */
export const archiveVersion = 1

/** Half a character would come back as another. */
const words = z.string().refine((said) => said.isWellFormed(), 'half a character')

const flags = Object.keys(marks)
  .filter(isMarkType)
  .filter((type) => type !== 'link')
const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(flags) }),
  z.strictObject({ type: z.literal('link'), attrs: marks.link }),
])

/** No mark twice. */
const worn = z
  .array(mark)
  .max(Object.keys(marks).length)
  .refine((all) => new Set(all.map(({ type }) => type)).size === all.length, 'a mark twice')
  .exactOptional()

const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: words.min(1), marks: worn }),
  z.strictObject({ type: z.literal('hardBreak'), marks: worn }),
  z.strictObject({
    type: z.literal('footnoteReference'),
    attrs: z.strictObject({ note: atoms.footnoteReference.note.allows }),
    marks: worn,
  }),
  z.strictObject({ type: z.literal('unknown'), marks: worn }),
])

const blockOf = <Role extends BlockRole>(type: Role) =>
  z.strictObject({
    type: z.literal(type),
    attrs: z.strictObject({ id: blockId, ...allowedIn(type) }),
    content: z.array(inline).min(1).exactOptional(),
  })

const allowedIn = (type: BlockRole): Record<string, z.ZodType<string | number>> =>
  Object.fromEntries(Object.entries(blocks[type]).map(([name, { allows }]) => [name, allows]))

const block = z.discriminatedUnion('type', [
  blockOf('paragraph'),
  blockOf('salutation'),
  blockOf('heading'),
  blockOf('quote'),
  blockOf('numberedItem'),
  blockOf('bulletedItem'),
  blockOf('footnote'),
])

const document: z.ZodType<DocumentJson> = z.strictObject({
  type: z.literal('doc'),
  content: z
    .array(block)
    .min(1)
    .refine((all) => new Set(all.map(({ attrs }) => attrs.id)).size === all.length, 'an id twice'),
})

/** Two people may have filled a field at once: a room admits four times what one may write. */
const field = words.max(4 * longestField)

const letterhead = z.strictObject({
  meeting: field,
  title: field,
  agendaItem: field,
  date: field,
  place: field,
  symbol: field,
  deliveredBy: field,
  onBehalfOf: field,
  timeLimit: field,
})

/** Somebody by name, and the name of their delegation; null for who came with a file already. */
const voice = z.strictObject({ name: words.max(300), delegation: words.max(200).nullable() })
export type ArchivedVoice = z.infer<typeof voice>

/** Epoch ms, as far as a date can say it. */
const moment = z.int().min(0).max(8.64e15)
const spot = z.strictObject({ block: z.int().min(0), offset: z.int().min(0) })

const comment = z.strictObject({ by: voice, at: moment, text: commentText })

const thread = z.strictObject({
  audience,
  /** Where its words stand in the document; null for nowhere. */
  at: z.strictObject({ from: spot, to: spot }).nullable(),
  /** About the paragraph as a whole. */
  whole: z.boolean(),
  /** The words as they read when it was opened. */
  quote: words.max(longestQuote),
  resolved: z.strictObject({ by: voice, at: moment }).nullable(),
  comments: z.array(comment).min(1),
})
export type ArchivedThread = z.infer<typeof thread>

/** One update of the log, as the server has it: who sent it, when, why, and the bytes of Yjs. */
const update = z.strictObject({
  seq: z.int().min(1),
  at: moment,
  by: voice.nullable(),
  cause: z.enum(['typed', 'proposal', 'restore', 'import']),
  bytes: z.base64(),
})
export type ArchivedUpdate = z.infer<typeof update>

export const archive = z.strictObject({
  format: z.literal('penholder-archive'),
  version: z.literal(archiveVersion),
  /** When the text last changed. */
  at: moment,
  /** The delegation that held the pen. */
  penholder: words.max(200),
  language,
  pace: pace.nullable(),
  letterhead,
  document,
  /** Those that whoever made the archive may read, and asked for. */
  threads: z.array(thread),
  /** How the text came about, as a record: nothing is made of it. Null where it was not asked for, or was too large. */
  log: z.array(update).nullable(),
})
export type Archive = z.infer<typeof archive>
