/** Where the words of an anchor are that this person moved: told by their very units, and by nothing that they say. */
import * as Y from 'yjs'
import type { Range } from '#shared/room/place.ts'
import type { Reading } from '#shared/room/reading.ts'
import { whatIsLeft } from '#shared/room/what-is-left.ts'
import { type Anchor, surroundings } from '#shared/thread/thread.ts'
import type { Moves, Span } from './moves.ts'

/**
 * The stretch in which most of the words stand, as linear indexes, when this person moved them there and their edges do
 * not live any more where they were. Null for a whole paragraph: its id goes with it.
 */
export function movedRange(
  reading: Reading,
  { whole, range, quote, words = quote }: Anchor,
  moves: Moves,
): Span | null {
  if (whole || range === null || moves.none) return null
  const left = whatIsLeft(reading, range)
  if (left === null || left.ends === 2) return null
  const stretches = gather(piecesOf(reading, range, moves))
  const moved = longest(stretches.filter((one) => one.moved))
  if (moved === null) return null
  // What stands between the edges of words that are gone may have been written there since.
  return moved === longest(stretches) || moved.held * 2 >= words.length ? moved : null
}

interface Piece extends Span {
  readonly moved: boolean
}

/** What stands of the units between the edges of a range, where they were and where they were moved. */
function piecesOf(reading: Reading, { inner: [start, end] }: Range, moves: Moves): Piece[] {
  const pieces: Piece[] = []
  const { text, starts } = reading
  const store = text.doc?.store
  if (store === undefined || start.item === undefined || end.item === undefined) return pieces
  const first: Y.Item | Y.GC = Y.getItem(store, Y.createID(start.item.client, start.item.clock))
  const last: Y.Item | Y.GC = Y.getItem(store, Y.createID(end.item.client, end.item.clock))
  for (let item = first instanceof Y.Item ? first : null; item !== null; item = item.right) {
    const { client, clock } = item.id
    const skipped = item === first ? start.item.clock - clock : 0
    const length = (item === last ? end.item.clock - clock + 1 : item.length) - skipped
    if (item.deleted) {
      const standing = moves.standing(reading, { client, clock: clock + skipped, length })
      pieces.push(...standing.map((span) => ({ ...span, moved: true })))
    } else if (item.countable) {
      const from = (starts.get(item) ?? 0) + skipped
      pieces.push({ from, to: from + length, moved: false })
    }
    if (item === last) return pieces
  }
  return []
}

interface Gathered extends Piece {
  /** Units of the words in it. */
  readonly held: number
}

/** Pieces that stand together, or nearly so: something may have been written between. */
function gather(pieces: readonly Piece[]): Gathered[] {
  const gathered: Gathered[] = []
  for (const { from, to, moved } of pieces.toSorted((a, b) => a.from - b.from)) {
    const last = gathered.at(-1)
    if (last === undefined || from > last.to + surroundings) gathered.push({ from, to, moved, held: to - from })
    else
      gathered[gathered.length - 1] = {
        from: last.from,
        to: Math.max(last.to, to),
        moved: last.moved || moved,
        held: last.held + Math.max(0, to - Math.max(from, last.to)),
      }
  }
  return gathered
}

const longest = (stretches: readonly Gathered[]): Gathered | null =>
  stretches.reduce<Gathered | null>((most, one) => (most === null || one.held > most.held ? one : most), null)
