/**
 * Where words went that were changed as well as moved: the passage in which what an anchor remembers, its words with
 * what stood around them, is still found in pieces, in their order.
 */
import type { Said } from './quotes.ts'
import type { Reading } from './reading.ts'

/** A passage, with what is left of the words in it. */
export interface Trace {
  /**
   * From the first to the last character that is left of the words; where only surroundings are, what stands between
   * them now; null where nothing does.
   */
  readonly words: { readonly from: number; readonly to: number } | null
  /** False where hardly any of the words is left, but something between their surroundings. */
  readonly kept: boolean
  /** The index of the middle one of the characters that are left of the words. */
  readonly heart: number
  /** How many characters of what is remembered stand in it. */
  readonly held: number
}

/**
 * The best passage, and behind it the best other one with the same pieces, of the pieces that are meant. Of words
 * that were torn apart it is the largest part.
 */
export function tracesOf(
  reading: Reading,
  { prefix, words, suffix }: Said,
  isOther: (piece: Piece) => boolean = () => true,
): readonly Trace[] {
  const said = prefix + words + suffix
  const size = pieceSize(said)
  const pieces = piecesOf(reading, said, size)
  const zone = { start: prefix.length, end: prefix.length + words.length }
  const traces: Trace[] = []
  for (let left = pieces.filter(isOther); left.length > 0 && traces.length < 2;) {
    const passage = densest(left, Math.ceil(said.length * 1.5) + size * 4)
    const chain = together(inOrder(passage))
    const first = chain[0]
    const last = chain.at(-1)
    if (first === undefined || last === undefined) break
    traces.push(measure(chain, size, said.length, zone))
    const held = new Set(chain.map(({ nth }) => nth))
    left = left.filter(({ nth, at }) => held.has(nth) && (at + size <= first.at || at >= last.at + size))
  }
  return traces
}

/** The nth unit of what is remembered begins a piece that stands at an index of the text. */
export interface Piece {
  readonly nth: number
  readonly at: number
}

/** Shorter pieces stand everywhere, longer ones are cut by every change. A character of Chinese says more. */
export const pieceSize = (said: string): number => (said.charCodeAt(said.length >> 1) >= 0x2e80 ? 4 : 8)

/** Pieces that stand in more places than this tell nothing. */
const commonplace = 40
/** Pieces of a long quote that are looked for. */
const mostPieces = 400

function piecesOf(reading: Reading, said: string, size: number): Piece[] {
  const index = indexOf(reading, size)
  const pieces: Piece[] = []
  const pace = Math.max(1, Math.floor(said.length / mostPieces))
  for (let nth = 0; nth + size <= said.length; nth += pace) {
    const places = index.placesOf(said, nth)
    if (places.length <= commonplace) for (const at of places) pieces.push({ nth, at })
  }
  return pieces.sort((a, b) => a.at - b.at)
}

/** The pieces, in the order of the text, of the stretch of this length that has the most different ones. */
function densest(pieces: readonly Piece[], length: number): readonly Piece[] {
  const within = new Map<number, number>()
  let best = { from: 0, to: 0, different: 0 }
  let from = 0
  for (const [to, piece] of pieces.entries()) {
    within.set(piece.nth, (within.get(piece.nth) ?? 0) + 1)
    for (let first = pieces[from]; first !== undefined && piece.at - first.at > length; first = pieces[++from]) {
      const left = (within.get(first.nth) ?? 0) - 1
      if (left > 0) within.set(first.nth, left)
      else within.delete(first.nth)
    }
    if (within.size > best.different) best = { from, to: to + 1, different: within.size }
  }
  return pieces.slice(best.from, best.to)
}

/** The most pieces that stand in the text in the order in which they are remembered. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  const ends: number[] = []
  const before: number[] = []
  for (const [k, { nth }] of pieces.entries()) {
    let low = 0
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1
      if ((pieces[ends[middle] ?? 0]?.nth ?? 0) < nth) low = middle + 1
      else high = middle
    }
    before[k] = ends[low - 1] ?? -1
    ends[low] = k
  }
  const chain: Piece[] = []
  for (let k = ends.at(-1) ?? -1; k >= 0; k = before[k] ?? -1) {
    const piece = pieces[k]
    if (piece !== undefined) chain.push(piece)
  }
  return chain.reverse()
}

/** More than this was not written between two pieces (characters): one of them stands there by chance. */
const widest = 64

/** The longest run of pieces that are not much further apart in the text than they were. */
function together(chain: readonly Piece[]): readonly Piece[] {
  let longest: readonly Piece[] = []
  let from = 0
  for (const [k, piece] of chain.entries()) {
    const next = chain[k + 1]
    if (next !== undefined && next.at - piece.at - (next.nth - piece.nth) <= widest) continue
    if (k + 1 - from > longest.length) longest = chain.slice(from, k + 1)
    from = k + 1
  }
  return longest
}

/** How much of what is remembered the pieces hold, and between which indexes what is left of the words stands. */
function measure(chain: readonly Piece[], size: number, length: number, zone: { start: number; end: number }): Trace {
  const places = new Int32Array(length).fill(-1)
  for (const { nth, at } of chain) for (let k = 0; k < size; k++) places[nth + k] = at + k
  const held = places.filter((at) => at >= 0).length
  const left = places.slice(zone.start, zone.end).filter((at) => at >= 0)
  const [first] = left
  const last = left.at(-1)
  if (first !== undefined && last !== undefined) {
    const kept = left.length >= 16 || (left.length >= 4 && left.length * 5 >= (zone.end - zone.start) * 3)
    return { held, kept, heart: left[left.length >> 1] ?? first, words: { from: first, to: last + 1 } }
  }
  const from = (places[zone.start - 1] ?? -1) + 1
  const to = places[zone.end] ?? -1
  return { held, kept: false, heart: from, words: from > 0 && from < to ? { from, to } : null }
}

/** Where the pieces of one length stand in a text. */
interface Index {
  placesOf(said: string, nth: number): readonly number[]
}

const indexes = new WeakMap<Reading, Map<number, Index>>()

/** Made once for all threads that are looked for in a reading. */
function indexOf(reading: Reading, size: number): Index {
  const known = indexes.get(reading) ?? new Map<number, Index>()
  indexes.set(reading, known)
  const index = known.get(size) ?? makeIndex(reading.words, size)
  known.set(size, index)
  return index
}

/** 16 bits: some two places a bucket at 20,000 words. */
const buckets = 1 << 16

function makeIndex(words: string, size: number): Index {
  const heads = new Int32Array(buckets).fill(-1)
  const nexts = new Int32Array(words.length)
  for (let at = words.length - size; at >= 0; at--) {
    const bucket = hash(words, at, size)
    nexts[at] = heads[bucket] ?? -1
    heads[bucket] = at
  }
  return {
    placesOf: (said, nth) => {
      const piece = said.slice(nth, nth + size)
      const places: number[] = []
      for (let at = heads[hash(said, nth, size)] ?? -1; at >= 0 && places.length <= commonplace; at = nexts[at] ?? -1)
        if (words.startsWith(piece, at)) places.push(at)
      return places
    },
  }
}

function hash(said: string, at: number, size: number): number {
  let sum = 0
  for (let k = at; k < at + size; k++) sum = Math.imul(sum ^ said.charCodeAt(k), 0x9e3779b1)
  return (sum >>> 13) & (buckets - 1)
}
