/** Paragraphs of a file as blocks of a statement: cells, parts of items and lines of a title come together. */
import type { Piece } from '../draft.ts'
import { joined, type Marker, prefixed, trimmed } from './line.ts'
import type { Numbered } from './numbering.ts'
import type { Paragraph } from './paragraph.ts'

/** A block with what hangs on its words. */
export interface MarkedPiece extends Piece {
  readonly markers: readonly Marker[]
  /** As Word counts it; null for what has no number. */
  readonly numbered: Numbered | null
  readonly indent: number
}

/** Of a file of others': what only makes room is left out. */
export function piecesOf(paragraphs: readonly Paragraph[]): MarkedPiece[] {
  const groups: Paragraph[][] = []
  for (const given of paragraphs) {
    const paragraph: Paragraph = { ...given, ...trimmed(given) }
    if (isEmpty(paragraph)) continue
    const group = groups.at(-1)
    if (group?.[0] !== undefined && goesOn(group[0], paragraph)) group.push(inCell(paragraph))
    else groups.push([inCell(paragraph)])
  }
  return groups.flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : pieceOf(group.length > 1 ? { ...first, ...joined(group) } : first)
  })
}

/** Of a file of ours, in which each paragraph is a block. */
export const exactPieces = (paragraphs: readonly Paragraph[]): MarkedPiece[] => paragraphs.map(pieceOf)

/** An empty paragraph makes room, unless it has a number. */
const isEmpty = ({ inline, numbered }: Paragraph): boolean => inline.length === 0 && numbered?.kind !== 'number'

/** Whether a paragraph belongs to what began before it: a cell, lines of a title, parts of an item without a number. */
function goesOn(first: Paragraph, { role, continues, cell }: Paragraph): boolean {
  if (first.cell !== cell) return false
  if (cell !== null && !cell.isFrame) return true
  if (role === 'title') return first.role === 'title'
  return continues && isItem(first)
}

const isItem = ({ numbered, role }: Paragraph): boolean =>
  role === 'numberedItem' || role === 'bulletedItem' || (role === 'paragraph' && numbered !== null)

/** What stands in a cell is a paragraph, whose numbers are words. */
function inCell(paragraph: Paragraph): Paragraph {
  const { numbered, cell } = paragraph
  if (cell === null || cell.isFrame) return paragraph
  const label = numbered === null ? '' : numbered.kind === 'bullet' ? '•' : numbered.label
  const said = label === '' ? paragraph : prefixed(paragraph, `${label} `)
  return { ...paragraph, ...said, role: 'paragraph', attrs: {}, numbered: null }
}

function pieceOf({ role, attrs, numbered, indent, inline, markers }: Paragraph): MarkedPiece {
  const common = { inline, markers, numbered, indent }
  return role === 'title' ? { ...common, role: 'heading', attrs: { level: 1 } } : { ...common, role, attrs }
}
