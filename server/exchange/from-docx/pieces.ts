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
  const together: Paragraph[] = []
  for (const paragraph of paragraphs.map((given): Paragraph => ({ ...given, ...trimmed(given) }))) {
    const last = together.at(-1)
    const isCell = paragraph.cell !== null && !paragraph.cell.isFrame
    if (last !== undefined && isCell && last.cell === paragraph.cell) {
      if (paragraph.inline.length > 0) together[together.length - 1] = { ...last, ...joined(last, asLine(paragraph)) }
    } else if (isEmpty(paragraph)) continue
    else if (isCell) together.push({ ...asLine(paragraph), role: 'paragraph', attrs: {} })
    else if (last !== undefined && goesOn(last, paragraph)) {
      together[together.length - 1] = { ...last, ...joined(last, paragraph) }
    } else together.push(paragraph)
  }
  return together.map(pieceOf)
}

/** Of a file of ours, in which each paragraph is a block. */
export const exactPieces = (paragraphs: readonly Paragraph[]): MarkedPiece[] => paragraphs.map(pieceOf)

/** An empty paragraph makes room, unless it has a number. */
const isEmpty = ({ inline, numbered }: Paragraph): boolean => inline.length === 0 && numbered?.kind !== 'number'

/** Titles run over paragraphs, and items too where what follows is set like them and has no number. */
function goesOn(last: Paragraph, { role, continues, cell }: Paragraph): boolean {
  if (last.cell !== cell) return false
  if (role === 'title') return last.role === 'title'
  return continues && isItem(last)
}

const isItem = ({ numbered, role }: Paragraph): boolean =>
  role === 'numberedItem' || role === 'bulletedItem' || (role === 'paragraph' && numbered !== null)

/** What stands in a cell keeps its numbers as they are written. */
function asLine(paragraph: Paragraph): Paragraph {
  const { numbered } = paragraph
  const label = numbered === null ? '' : numbered.kind === 'bullet' ? '•' : numbered.label
  return { ...paragraph, numbered: null, ...(label === '' ? {} : prefixed(paragraph, `${label} `)) }
}

function pieceOf({ role, attrs, numbered, indent, inline, markers }: Paragraph): MarkedPiece {
  const common = { inline, markers, numbered, indent }
  return role === 'title' ? { ...common, role: 'heading', attrs: { level: 1 } } : { ...common, role, attrs }
}
