/** The blocks of the text as commenting names them: what they are, their number on the sheet, where they stand. */
import type { Node } from '@tiptap/pm/model'
import { type BlockRole, isBlockRole } from '#shared/statement/schema.ts'
import type { ParagraphName } from './threads.ts'

export interface Paragraph extends ParagraphName {
  readonly role: BlockRole
  /** Its place among all blocks, from 0 on. */
  readonly index: number
  /** The positions before and after the block. */
  readonly start: number
  readonly end: number
}

const known = new WeakMap<Node, readonly Paragraph[]>()

/** All blocks in their order. Each document is counted once. */
export function paragraphsOf(doc: Node): readonly Paragraph[] {
  const counted = known.get(doc)
  if (counted) return counted
  const paragraphs: Paragraph[] = []
  let numbered = 0
  doc.forEach((block, start, index) => {
    const role = isBlockRole(block.type.name) ? block.type.name : 'paragraph'
    if (role === 'paragraph') numbered += 1
    const number = role === 'paragraph' ? numbered : null
    paragraphs.push({ id: String(block.attrs.id), number, role, index, start, end: start + block.nodeSize })
  })
  known.set(doc, paragraphs)
  return paragraphs
}

/** The block that a position is in; of one between two blocks, the block behind it. */
export function paragraphAt(doc: Node, pos: number): Paragraph | undefined {
  const paragraphs = paragraphsOf(doc)
  // Asked for each thread at each key: by halves.
  let [first, last] = [0, paragraphs.length - 1]
  while (first < last) {
    const middle = Math.ceil((first + last) / 2)
    if ((paragraphs[middle]?.start ?? 0) <= pos) first = middle
    else last = middle - 1
  }
  return paragraphs[first]
}

export const paragraphOfId = (doc: Node, id: string): Paragraph | undefined =>
  paragraphsOf(doc).find((paragraph) => paragraph.id === id)
