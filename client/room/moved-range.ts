/** Where the words of an anchor are that this person moved: told by their very units, and by nothing that they say. */
import * as Y from 'yjs'
import type { ItemId } from '#shared/room/place.ts'
import type { Reading } from '#shared/room/reading.ts'
import { isCut, shareOf } from '#shared/room/seek.ts'
import { whatIsLeft } from '#shared/room/what-is-left.ts'
import { type Anchor, surroundings } from '#shared/thread/thread.ts'
import type { Moves, Span } from './moves.ts'

/**
 * The stretch in which most of the words stand, as linear indexes, when this person moved them there and their edges do
 * not live any more where they were. Null where that is not certain, and for a whole paragraph: its id goes with it.
 */
export function movedRange(
  reading: Reading,
  { whole, range, quote, words = quote }: Anchor,
  moves: Moves,
): Span | null {
  const [first, last] = [range?.inner[0].item, range?.inner[1].item]
  if (whole || range === null || first === undefined || last === undefined || moves.none) return null
  const left = whatIsLeft(reading, range)
  if (left === null || left.ends === 2) return null
  const stretches = gather(piecesBetween(reading, first, last, moves))
  const moved = longest(stretches.filter((one) => one.moved))
  if (moved === null) return null
  // What stands between the edges of words that are gone may have been written there since.
  if (moved !== longest(stretches) && moved.held * 2 < words.length) return null
  // Among them were others, perhaps, that had gone elsewhere before: where both edges stand they are exact.
  const [start, end] = [first, last].map(({ client, clock }) =>
    moves.standing(reading, { client, clock, length: 1 }).find(({ from }) => from >= moved.from && from < moved.to),
  )
  const [from, to] = [start?.from ?? moved.from, end?.to ?? moved.to]
  const said = reading.words.slice(from, to)
  // Without an edge it may be no more than what somebody wrote among them, and what is much longer is mostly that.
  const isTheirs = start || end || (said.length * 2 >= words.length && words.includes(said))
  const isGrown = said.length > 2 * quote.length + surroundings && !isCut(quote)
  // What came to stand among the words was reported with them before, perhaps, and is all that was moved now.
  const isMost = said.length * 2 >= quote.length && shareOf(quote, said) >= 1 / 2
  return from < to && isTheirs && !isGrown && isMost ? { from, to } : null
}

interface Piece extends Span {
  readonly moved: boolean
}

/** What stands of the units from one to another, where they were and where they were moved. */
function piecesBetween(reading: Reading, start: ItemId, end: ItemId, moves: Moves): Piece[] {
  const pieces: Piece[] = []
  const store = reading.text.doc?.store
  if (store === undefined) return pieces
  const first: Y.Item | Y.GC = Y.getItem(store, Y.createID(start.client, start.clock))
  const last: Y.Item | Y.GC = Y.getItem(store, Y.createID(end.client, end.clock))
  for (let item = first instanceof Y.Item ? first : null; item !== null; item = item.right) {
    const { client } = item.id
    const clock = item === first ? start.clock : item.id.clock
    const behind = item === last ? end.clock + 1 : item.id.clock + item.length
    const moved = item.deleted
    const standing = moves.standing(reading, { client, clock, length: behind - clock })
    pieces.push(...standing.map((span) => ({ ...span, moved })))
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
