/** A comment as its small editor holds it, and back. Pure: documents go in and out as JSON. */
import type { JSONContent } from '@tiptap/core'
import { z } from 'zod'
import { type Piece, longestComment, mostPieces, piece, plainComment } from '#shared/thread/thread.ts'

/** The document of the editor: a paragraph for each line. */
export function toDocument(pieces: readonly Piece[]): JSONContent {
  const lines: JSONContent[][] = [[]]
  for (const part of pieces) {
    if (part.type === 'break') lines.push([])
    else lines.at(-1)?.push(inlineOf(part))
  }
  return { type: 'doc', content: lines.map((content) => ({ type: 'paragraph', content })) }
}

function inlineOf(part: Exclude<Piece, { type: 'break' }>): JSONContent {
  if (part.type === 'mention') {
    const { delegation, delegate = null, name } = part
    return { type: 'mention', attrs: { delegation, delegate, name } }
  }
  const marks = [
    ...(part.bold ? [{ type: 'bold' }] : []),
    ...(part.italic ? [{ type: 'italic' }] : []),
    ...(part.href === undefined ? [] : [{ type: 'link', attrs: { href: part.href } }]),
  ]
  return { type: 'text', text: part.text, marks }
}

/** What the document says, without the empty lines and the spaces around it; what no comment can hold is left out. */
export function fromDocument(doc: JSONContent): Piece[] {
  const pieces = (doc.content ?? []).flatMap((line, k): Piece[] => [
    ...(k === 0 ? [] : [{ type: 'break' as const }]),
    ...(line.content ?? []).flatMap(pieceOf),
  ])
  return trim(pieces)
}

const marked = z.object({ type: z.string(), attrs: z.looseObject({}).optional() })

function pieceOf(inline: JSONContent): Piece[] {
  switch (inline.type) {
    case 'hardBreak':
      return [{ type: 'break' }]
    case 'mention': {
      const { delegation, delegate, name } = inline.attrs ?? {}
      return checked({ type: 'mention', delegation, ...(delegate && { delegate }), name })
    }
    default: {
      const marks = z.array(marked).parse(inline.marks ?? [])
      const has = (type: string) => marks.some((mark) => mark.type === type)
      const plain = {
        type: 'text',
        text: inline.text,
        ...(has('bold') && { bold: true }),
        ...(has('italic') && { italic: true }),
      }
      const href = marks.find(({ type }) => type === 'link')?.attrs?.href
      const linked = href === undefined ? [] : checked({ ...plain, href })
      return linked.length > 0 ? linked : checked(plain)
    }
  }
}

function checked(given: unknown): Piece[] {
  const { success, data } = piece.safeParse(given)
  return success ? [data] : []
}

function trim(pieces: readonly Piece[]): Piece[] {
  const said = (part: Piece): boolean => part.type === 'mention' || (part.type === 'text' && part.text.trim() !== '')
  const first = pieces.findIndex(said)
  const last = pieces.findLastIndex(said)
  return pieces.slice(Math.max(first, 0), last + 1).map((part, k, { length }) => {
    if (part.type !== 'text') return part
    const begun = k === 0 ? part.text.trimStart() : part.text
    return { ...part, text: k === length - 1 ? begun.trimEnd() : begun }
  })
}

/** Why a comment cannot be sent as it is: nothing is said, or so many characters, or places, too much. */
export type Problem = { readonly problem: 'empty' } | { readonly problem: 'long' | 'pieces'; readonly over: number }

/** Null where the server will take it. */
export function problemOf(pieces: readonly Piece[]): Problem | null {
  const { length } = plainComment(pieces)
  if (plainComment(pieces).trim() === '') return { problem: 'empty' }
  if (length > longestComment) return { problem: 'long', over: length - longestComment }
  return pieces.length > mostPieces ? { problem: 'pieces', over: pieces.length - mostPieces } : null
}
