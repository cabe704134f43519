/**
 * Looks for the words of an anchor by what they said. Much is said more than once in a statement: words count only where
 * something else tells that they are those, such as what stands around them or that they stand where those stood.
 */
import { type Anchor, longestQuote } from '../thread/thread.ts'
import { type Occurrence, occurrencesOf } from './quotes.ts'
import type { Reading } from './reading.ts'
import { pieceSize, type Trace, tracesOf } from './traces.ts'
import type { Left } from './what-is-left.ts'

export interface Sought {
  readonly from: number
  readonly to: number
  /** Nowhere else could it be. */
  readonly sure: boolean
}

/** Where the words are that an anchor remembers, as they were or changed; `left` is what is left of the old ones. */
export function seek(reading: Reading, anchor: Anchor, left: Left | null): Sought | null {
  const quoted = bestQuote(reading, anchor, left)
  // What lives of the words, or stands where they stood and is much like them, is theirs.
  if (quoted !== null && isAt(quoted.occurrence, left)) return sought(reading, anchor, quoted, true)
  if (left !== null && left.from < left.to && (left.ends > 0 || isLike(reading, left, anchor.quote))) return null
  if (quoted !== null && isRooted(anchor, quoted.occurrence)) return sought(reading, anchor, quoted, true)
  const trace = bestTrace(reading, anchor)
  // The quote with little of what stood around it may be a copy, and the words themselves changed.
  if (quoted === null || (trace !== null && trace.held > quoted.occurrence.held + 8)) return trace
  return sought(reading, anchor, quoted, false)
}

interface Quoted {
  readonly occurrence: Occurrence
  /** No other is as good. */
  readonly alone: boolean
}

/** The occurrence of the quote that something tells to be the one; the first of several as good ones. */
function bestQuote(reading: Reading, anchor: Anchor, left: Left | null): Quoted | null {
  const home = reading.blocks.find(({ id }) => id === anchor.paragraphId)
  const rankOf = (occurrence: Occurrence): number =>
    occurrence.held +
    (home !== undefined && occurrence.from >= home.start && occurrence.from < home.end ? homeBonus : 0) +
    (isAt(occurrence, left) ? placeBonus : 0)
  let best: Occurrence | null = null
  let rank = -1
  let alone = true
  for (const occurrence of occurrencesOf(reading, anchor)) {
    const its = rankOf(occurrence)
    if (its > rank) [best, rank, alone] = [occurrence, its, true]
    else if (its === rank) alone = false
  }
  const counts = best !== null && ((alone && isAt(best, left) && best.held >= 5) || isTold(reading, anchor, best))
  return best !== null && counts ? { occurrence: best, alone } : null
}

/** The same paragraph is worth this many characters of surroundings, the place itself more than all of them. */
const homeBonus = 8
const placeBonus = 100

/** True where the words stood, or among what stands there now: what an undo brings back does. */
const isAt = ({ from, to }: Occurrence, left: Left | null): boolean =>
  left !== null && (left.from < left.to ? from >= left.from && to <= left.to : from <= left.from && to >= left.from)

/** True when an occurrence cannot well be other words that are spelled the same. */
function isTold({ words }: Reading, { quote, prefix, suffix, twin }: Anchor, { from, to, held }: Occurrence): boolean {
  // So much of it stood elsewhere before: those were other words.
  if (held <= (twin ?? quote.length + 24)) return false
  const isCutOut =
    (isLetter(words[from - 1]) && !isLetter(prefix.at(-1))) || (isLetter(words[to]) && !isLetter(suffix[0]))
  return held - quote.length + weight(quote) >= (isCutOut ? 16 : 5)
}

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}]/u.test(unit)

/** What is told by words, in letters of an alphabet: a character of Chinese tells as much as three. */
function weight(said: string): number {
  let sum = 0
  for (let k = 0; k < said.length; k++) sum += said.charCodeAt(k) >= 0x2e80 ? 3 : 1
  return sum
}

/** True when most of what stood around the words stands there as well. */
const isRooted = ({ quote, prefix, suffix }: Anchor, { held }: Occurrence): boolean =>
  (held - quote.length) * 2 >= prefix.length + suffix.length

/** The passage in which much of the words and of what stood around them is left, when no other is nearly as good. */
function bestTrace(reading: Reading, anchor: Anchor): (Sought & Trace) | null {
  const [best, next] = tracesOf(reading, anchor)
  if (best === undefined || best.words === null) return null
  const said = anchor.prefix + anchor.quote + anchor.suffix
  const isMost = best.held >= said.length * 0.6
  const isAlone = next === undefined || next.held <= best.held * 0.7
  if (best.held < 2 * pieceSize(said) || best.held <= (anchor.twin ?? said.length / 2) + 8) return null
  return isAlone || isMost ? { ...best, ...best.words, sure: isAlone && isMost } : null
}

/** True when a good part of the quote is among what is left: a third of its pieces. */
function isLike({ words }: Reading, { from, to }: Left, quote: string): boolean {
  const said = words.slice(from, to)
  // Pieces of three letters stand in any longer text.
  const size = Math.min(8, Math.max(2, quote.length >> 2))
  if (quote.length < size || said.length < size) return quote.includes(said) || said.includes(quote)
  let kept = 0
  for (let k = 0; k + size <= quote.length; k++) if (said.includes(quote.slice(k, k + size))) kept++
  return kept * 3 >= quote.length - size + 1
}

/** True for a quote that was cut at its greatest length, a unit less where that would halve a character. */
export const isCut = (quote: string): boolean => quote.length >= longestQuote - 1

/** An occurrence as far as the words went: those that were cut from the quote go up to what stood behind them. */
function sought({ words }: Reading, anchor: Anchor, { occurrence, alone }: Quoted, sure: boolean): Sought {
  const { from, to } = occurrence
  if (!isCut(anchor.quote)) return { from, to, sure: alone && sure }
  const end = anchor.suffix === '' ? words.length : words.indexOf(anchor.suffix, to)
  return { from, to: end < 0 ? to : end, sure: false }
}
