/**
 * What was said in a source, brought within the limits of what is said here. Nothing is left out without being counted
 * among what was lost.
 */
import type { Lost } from '#shared/exchange/sources.ts'
import { oneLine } from '#shared/one-line.ts'
import type { DelegationId } from '#shared/people/people.ts'
import {
  type CommentText,
  longestComment,
  mostPieces,
  mostThreads,
  type Piece,
  plainComment,
} from '#shared/thread/thread.ts'
import type { Draft, DraftComment, DraftThread } from './draft.ts'

/** Of one source. A contested text of 20,000 words has some hundreds. */
export const mostComments = 10_000
/** UTF-16 units: the longest name here, with the longest name of a delegation behind it in brackets, is 203. */
const longestAuthor = 240

/**
 * At most `mostThreads` threads and `mostComments` comments, the first of them; longer comments are cut into several. What
 * a comment mentions becomes words: it would call somebody else here, or nobody.
 */
export function fitThreads(draft: Draft): Draft {
  const threads: DraftThread[] = []
  let room = mostComments
  let left = 0
  for (const thread of draft.threads) {
    const comments = thread.comments.flatMap(fitComment)
    const taken = threads.length < mostThreads ? comments.slice(0, room) : []
    const unsaid = thread.comments.filter(({ text }) => isEmpty(text)).length
    left += comments.length - taken.length + unsaid
    room -= taken.length
    const { resolved } = thread
    if (taken.length > 0) {
      threads.push({ ...thread, comments: taken, resolved: resolved && { ...resolved, by: authorOf(resolved.by) } })
    }
  }
  return { ...draft, threads, lost: withLost(draft.lost, left) }
}

/**
 * True for a thread that may come along. One that was kept within a delegation stays within that of whoever brings it; with
 * the operator, who is of none, it stays out, since any other delegation would be a guess.
 */
export const isHeardBy = (own: DelegationId | null, { audience }: DraftThread): boolean =>
  audience !== 'delegation' || own !== null

/** Comments that are not taken, counted with those that the reader could not. */
export function withLost(lost: readonly Lost[], comments: number): readonly Lost[] {
  if (comments === 0) return lost
  const before = lost.find(({ kind }) => kind === 'comment')?.count ?? 0
  return [...lost.filter(({ kind }) => kind !== 'comment'), { kind: 'comment', count: before + comments }]
}

/** Somebody as a file calls them, on one line. */
export const authorOf = (said: string): string =>
  oneLine(said)
    .slice(0, longestAuthor)
    .toWellFormed()
    .replace(/\ufffd$/, '')

const isEmpty = (text: CommentText): boolean => plainComment(text).trim() === ''

function fitComment({ author, at, text }: DraftComment): DraftComment[] {
  const parts = cut(text.map(spokenOut)).filter((part) => !isEmpty(part))
  return parts.map((part) => ({ author: authorOf(author), at, text: part }))
}

const spokenOut = (piece: Piece): Piece => (piece.type === 'mention' ? { type: 'text', text: `@${piece.name}` } : piece)

/** Pieces in comments of the longest length; of no character there is half on each side. */
function cut(pieces: readonly Piece[]): CommentText[] {
  const parts: Piece[][] = [[]]
  let length = 0
  const begin = (): void => {
    parts.push([])
    length = 0
  }
  for (const piece of pieces) {
    let left = piece
    for (;;) {
      if ((parts.at(-1)?.length ?? 0) === mostPieces || length === longestComment) begin()
      const size = plainComment([left]).length
      if (left.type !== 'text' || length + size <= longestComment) {
        parts.at(-1)?.push(left)
        length += size
        break
      }
      const at = cutBefore(left.text, longestComment - length)
      if (at > 0) parts.at(-1)?.push({ ...left, text: left.text.slice(0, at) })
      left = { ...left, text: left.text.slice(at) }
      begin()
    }
  }
  return parts
}

/** The index, or the one before it where that halves a character. */
const cutBefore = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit < 0xe000 && at > 0 ? at - 1 : at
}
