/**
 * What is said about the text: threads of comments, each anchored to words or to a paragraph. They are rows on the
 * server and never stand in the text, so that whoever comments needs no right to write, and a thread can stay within
 * one delegation.
 */
import { z } from 'zod'
import { delegateId, delegationId, present, statementId } from '../people/people.ts'
import { itemId, range } from '../room/place.ts'
import { blockId, href } from '../statement/schema.ts'

export const threadId = z.string().min(1).max(40).brand<'ThreadId'>()
export const commentId = z.string().min(1).max(40).brand<'CommentId'>()
export type ThreadId = z.infer<typeof threadId>
export type CommentId = z.infer<typeof commentId>

/** Characters of the text that an anchor remembers on each side of its quote. */
export const surroundings = 32
/** Characters that a quote remembers at most. */
export const longestQuote = 4_000
/** Passages that an anchor remembers to be others: words that stand in more are hardly found by what they say. */
export const mostRivals = 16

/**
 * Where a thread stands, in more ways than one, so that it is found again whatever becomes of the text. Words are those
 * of the flat text: "\n" where a block begins, U+FFFC for a footnote or a line break.
 */
export const anchor = z.object({
  /** The block, or the first of several. */
  paragraphId: blockId,
  /** True for a thread about the paragraph as a whole: it is shown at the paragraph and not at words of it. */
  whole: z.boolean(),
  /** The words, of a whole paragraph all of them; null where it was empty. */
  range: range.nullable(),
  /** The words as they read when the thread was opened, cut at `longestQuote`. */
  quote: z.string().max(longestQuote),
  /** The words as they read when this anchor was made, cut alike, where a thread was anchored anew and they had changed. */
  words: z.string().max(longestQuote).optional(),
  /** What stood before and after them, up to `surroundings` characters each. */
  prefix: z.string().max(surroundings),
  suffix: z.string().max(surroundings),
  /**
   * How many of these characters, words and surroundings together, stood in one other passage at most: in one with all
   * of the words, and in pieces. What is found by them later counts only if it holds more. Unknown where left out.
   */
  twins: z.object({ whole: z.int().min(0), pieces: z.int().min(0) }).optional(),
  /** The first units of all other passages with these words, when there were few: while they stand, they are others. */
  rivals: z.array(itemId).max(mostRivals).optional(),
})
export type Anchor = z.infer<typeof anchor>

/** Everybody who may read the statement, or only the delegation whose delegate opened the thread. */
export const audience = z.enum(['all', 'delegation'])
export type Audience = z.infer<typeof audience>

/** Characters of a comment, mentions by the length of their names. */
export const longestComment = 10_000
/** Pieces of a comment. */
export const mostPieces = 2_000
/** Threads of a statement. */
export const mostThreads = 2_000

const format = { bold: z.literal(true).optional(), italic: z.literal(true).optional() }

/**
 * One piece of a comment. The name of a mention is the server's, whatever a client sends; a mention of a delegation
 * stands for everybody in it.
 */
export const piece = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), ...format, href: href.optional() }),
  z.strictObject({ type: z.literal('break') }),
  z.strictObject({
    type: z.literal('mention'),
    delegation: delegationId,
    delegate: delegateId.optional(),
    name: z.string().max(200),
  }),
])
export type Piece = z.infer<typeof piece>

/** What a comment says; no format but these, so that no HTML ever gets in. */
export const commentText = z
  .array(piece)
  .max(mostPieces)
  .refine((pieces) => plainComment(pieces).trim() !== '', 'empty')
  .refine((pieces) => plainComment(pieces).length <= longestComment, 'too long')
export type CommentText = z.infer<typeof commentText>

/** A comment as plain text: mentions as "@Norway", breaks as line breaks. */
export const plainComment = (pieces: readonly Piece[]): string =>
  pieces.map((part) => (part.type === 'text' ? part.text : part.type === 'break' ? '\n' : `@${part.name}`)).join('')

export const comment = z.object({
  id: commentId,
  author: present,
  /** Null when its author deleted it and more had been said: "Deleted by its author". */
  text: z.array(piece).nullable(),
  /** Epoch ms. */
  createdAt: z.int(),
  editedAt: z.int().nullable(),
  /** The key under which its author sent it: a client knows its own waiting comment by it. */
  key: z.uuid(),
  /** True when the caller, or their delegation, is mentioned. */
  mentionsYou: z.boolean(),
})
export type Comment = z.infer<typeof comment>

/** A thread as the caller may read it. Its first comment opened it; there is at least one. */
export const thread = z.object({
  id: threadId,
  statementId,
  anchor,
  /** Counts the anchors that the thread has had; a client that mends one says which it mends. */
  anchorVersion: z.int(),
  audience,
  state: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open') }),
    z.object({ state: z.literal('resolved'), by: present, at: z.int() }),
  ]),
  comments: z.array(comment),
  /** How many of its comments by others the caller has not seen. */
  unseen: z.int(),
  /** When anybody last said, edited, resolved or reopened something, epoch ms. */
  changedAt: z.int(),
})
export type Thread = z.infer<typeof thread>
