/** Comments of a file as threads at their words. */
import type { Spot } from '#shared/room/spots.ts'
import type { DraftThread, Piece } from '../draft.ts'
import type { Discussion } from './comments.ts'
import { type Marker, sizeOf } from './line.ts'
import type { MarkedPiece } from './pieces.ts'
import type { Reading } from './reading.ts'

/** At places of `pieces`. */
export function threadsOf(
  discussions: readonly Discussion[],
  pieces: readonly MarkedPiece[],
  { log, isOurs }: Reading,
): DraftThread[] {
  const places = placesOf(pieces)
  return discussions.map((discussion): DraftThread => {
    const { id, quote, isResolved } = discussion
    const words = log.quote(id)
    const found = quote === null ? placeOf(places.get(id), pieces, words !== '', isOurs) : null
    const inNote = found === null ? null : placeInNote(found, discussion, pieces)
    const comments = inNote === null ? discussion.comments : withoutQuote(discussion)
    const last = comments.at(-1)
    return {
      at: (inNote ?? found)?.at ?? null,
      whole: (inNote ?? found)?.whole ?? false,
      quote: quote ?? (found === null ? words : ''),
      resolved: isResolved && last !== undefined ? { by: '', at: last.at } : null,
      comments,
    }
  })
}

const withoutQuote = ({ comments: [first, ...rest], onNote }: Discussion): DraftThread['comments'] =>
  first === undefined || onNote === null ? rest : [{ ...first, text: onNote.text }, ...rest]

/** On our own paper a comment on words of a note stands at the reference to it, and quotes them: null where they are not once there. */
function placeInNote({ at: { from, to } }: Place, { onNote }: Discussion, pieces: readonly Piece[]): Place | null {
  if (onNote === null || onNote.text.length === 0 || onNote.words === '') return null
  if (from.block !== to.block || to.offset !== from.offset + 1) return null
  const note = noteAt(pieces[from.block], from.offset)
  const found = pieces.flatMap((piece, block): Place[] => {
    if (piece.role !== 'footnote' || piece.attrs['note'] !== note) return []
    const flat = piece.inline.map((node) => ('text' in node ? node.text : ' ')).join('')
    const offset = flat.indexOf(onNote.words)
    if (offset === -1) return []
    const end = offset + onNote.words.length
    const at = { from: { block, offset }, to: { block, offset: end } }
    const isTwice = flat.includes(onNote.words, offset + 1)
    return isTwice ? [] : [{ at, whole: offset === 0 && end === flat.length }]
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The note to which the reference at a place leads. */
function noteAt(piece: Piece | undefined, offset: number): string | number | undefined {
  let at = 0
  for (const node of piece?.inline ?? []) {
    if (at === offset && node.type === 'footnoteReference') return node.attrs?.['note']
    at += 'text' in node ? node.text.length : 1
  }
  return undefined
}

type Places = Readonly<Partial<Record<Marker['side'], Spot>>>

function placesOf(pieces: readonly MarkedPiece[]): ReadonlyMap<string, Places> {
  const places = new Map<string, Places>()
  pieces.forEach(({ markers }, block) => {
    for (const { id, side, offset } of markers) {
      const known = places.get(id) ?? {}
      if (known[side] === undefined) places.set(id, { ...known, [side]: { block, offset } })
    }
  })
  return places
}

interface Place {
  readonly at: { readonly from: Spot; readonly to: Spot }
  readonly whole: boolean
}

/**
 * Null for words that are in no block: they stand in what was left out, or were deleted. A range without words, and a
 * comment without a range, are about the paragraph.
 */
function placeOf(
  places: Places | undefined,
  pieces: readonly Piece[],
  hadWords: boolean,
  isOurs: boolean,
): Place | null {
  const { start, end, reference } = places ?? {}
  if (start === undefined && end === undefined) return reference === undefined ? null : wholeAt(pieces, reference.block)
  // A range may begin or end in what is no part of the text, such as the title.
  const from = start ?? { block: end?.block ?? 0, offset: 0 }
  const to = end ?? { block: from.block, offset: sizeAt(pieces, from.block) }
  const range = isOurs ? { from, to } : narrowed(pieces, from, to)
  const isEmpty =
    range.to.block < range.from.block || (range.to.block === range.from.block && range.to.offset <= range.from.offset)
  if (isEmpty) return hadWords ? null : wholeAt(pieces, from.block)
  const { block, offset } = range.from
  const whole = range.to.block === block && offset === 0 && range.to.offset === sizeAt(pieces, block)
  return { at: range, whole }
}

const sizeAt = (pieces: readonly Piece[], block: number): number => sizeOf(pieces[block]?.inline ?? [])

const wholeAt = (pieces: readonly Piece[], block: number): Place => ({
  at: { from: { block, offset: 0 }, to: { block, offset: sizeAt(pieces, block) } },
  whole: true,
})

/** Without the ends of paragraphs at its own ends, which a selection of whole lines takes along. */
function narrowed(pieces: readonly Piece[], from: Spot, to: Spot): Place['at'] {
  let [first, last] = [from, to]
  while (first.block < last.block && first.offset === sizeAt(pieces, first.block))
    first = { block: first.block + 1, offset: 0 }
  while (first.block < last.block && last.offset === 0) {
    last = { block: last.block - 1, offset: sizeAt(pieces, last.block - 1) }
  }
  return { from: first, to: last }
}
