/** Notes as blocks of a statement, which stand below its text. */
import type { MarkJson } from '#shared/statement/schema.ts'
import { cutBefore } from './line.ts'
import type { Paragraph } from './paragraph.ts'
import { exactPieces, type MarkedPiece, piecesOf } from './pieces.ts'
import type { Reading } from './reading.ts'
import { readStory } from './story.ts'
import { elementsIn } from './tree.ts'

/** All notes that the text refers to, in the order of their numbers. One that says nothing keeps its place. */
export function notePieces(reading: Reading): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  // Notes that only a note refers to join them while they are read.
  for (const { name, part, element } of reading.notes.referred) {
    const paragraphs = readStory(reading, part, elementsIn(element))
    const own = reading.isOurs ? exactPieces(paragraphs) : piecesOf(paragraphs)
    const said = own.length > 0 ? own : [nothing]
    pieces.push(...said.map((piece): MarkedPiece => ({ ...piece, role: 'footnote', attrs: { note: name } })))
  }
  return pieces
}

const nothing: MarkedPiece = { role: 'footnote', attrs: {}, inline: [], markers: [], numbered: null, indent: 0 }

/** A note that nothing refers to stands in the text of our own paper, behind a number that is no part of it. */
export function asLooseNote(paragraph: Paragraph): Paragraph {
  const [number, space] = paragraph.inline
  if (paragraph.role !== 'footnote') return paragraph
  const isNumber = number !== undefined && 'text' in number && /^(?:\d+|\*)$/.test(number.text) && isRaised(number)
  if (!isNumber || space === undefined || !('text' in space) || !space.text.startsWith(' ')) return paragraph
  return { ...paragraph, ...cutBefore(paragraph, number.text.length + 1) }
}

const isRaised = ({ marks = [] }: { readonly marks?: readonly MarkJson[] }): boolean =>
  marks.length === 1 && marks[0]?.type === 'superscript'
