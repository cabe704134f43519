/**
 * Looks for the words of an anchor by what they said. Much is said more than once in a statement: words count only where
 * something else tells that they are those, such as what stands around them or that they stand where those stood.
 */
import { longestQuote } from '../thread/thread.ts'
import { type Occurrence, occurrencesOf, type Remembered } from './quotes.ts'
import type { ReadBlock, Reading } from './reading.ts'
import { findRivals, type Rivals } from './rivals.ts'
import { type Piece, pieceSize, type Trace, tracesOf } from './traces.ts'
import type { Left } from './what-is-left.ts'

/** What is known of the old place. */
export interface Known {
  /** The paragraph, while there is one of its id. */
  readonly home: ReadBlock | undefined
  readonly left: Left | null
}

export interface Sought {
  readonly from: number
  readonly to: number
  /** Where a character of the words is that has most of them around it. */
  readonly heart: number
  /** True where something of the words is left, false where only their surroundings are. */
  readonly kept: boolean
  /** Nowhere else could it be. */
  readonly sure: boolean
}

/** Where the words are that an anchor remembers, as they were or changed. */
export function seek(reading: Reading, said: Remembered, { home, left }: Known): Sought | null {
  const quoted = bestQuote(reading, said, { home, left })
  // What lives of the words, or stands where they stood and is much like them, is theirs.
  if (quoted !== null && (isAt(quoted.occurrence, left) || isAmong(quoted.occurrence, left)))
    return sought(reading, said, quoted, true)
  if (left !== null && left.from < left.to && left.ends > 0) return null
  if (quoted !== null && isRooted(said, quoted.occurrence)) return sought(reading, said, quoted, true)
  // A good part of the quote is left where it stood.
  if (left !== null && left.from < left.to && shareOf(said.words, reading.words.slice(left.from, left.to)) >= 1 / 3)
    return null
  const trace = bestTrace(reading, said)
  // The quote with little of what stood around it may be a copy, and the words themselves changed.
  if (quoted === null || (trace !== null && trace.held > quoted.occurrence.held + 8)) return trace
  return sought(reading, said, quoted, false)
}

interface Quoted {
  readonly occurrence: Occurrence
  /** No other is as good. */
  readonly alone: boolean
}

/** The occurrence of the quote that something tells to be the one; the first of several as good ones. */
function bestQuote(reading: Reading, said: Remembered, { home, left }: Known): Quoted | null {
  const rivals = findRivals(reading, said.words, said.rivals)
  const candidates = occurrencesOf(reading, said).filter(({ from }) => !rivals.places.has(from))
  const atHome = candidates.filter((occurrence) => isIn(home, occurrence))
  const clueOf = (occurrence: Occurrence): number =>
    (atHome.length === 1 && atHome[0] === occurrence ? homeClue : 0) +
    (isAt(occurrence, left) ? placeClue : 0) -
    (isCutOut(reading, said, occurrence) ? cutClue : 0)
  let best: Occurrence | null = null
  let clue = 0
  let alone = true
  for (const occurrence of candidates) {
    const its = clueOf(occurrence)
    const lead = best === null ? 1 : occurrence.held + its - best.held - clue
    if (lead > 0) [best, clue, alone] = [occurrence, its, true]
    else if (lead === 0) alone = false
  }
  if (best === null || !isTold(said, best, clue, rivals)) return null
  // Of two that are as good the first is right when the text stands there twice.
  return alone || isRooted(said, best) ? { occurrence: best, alone } : null
}

/** What these tell beside the words, in characters of their surroundings: nobody else says them in their paragraph, */
const homeClue = 11
/** they stand where they stood, */
const placeClue = 12
/** they are a part of a longer word and were none. */
const cutClue = 8

/** Letters that are not said again by chance. */
const telling = 16
/** The same with next to none of their old neighbours: "international law" and its like are typed again. */
const tellingAlone = 18

/** True when an occurrence cannot well be other words that are spelled the same. */
function isTold({ words, twins }: Remembered, { held }: Occurrence, clue: number, rivals: Rivals): boolean {
  const around = held - words.length + clue
  if (around < 6 ? weight(words) < tellingAlone : weight(words) + around < telling) return false
  // So much of it stood elsewhere before: those were other words, and what is next to them changes.
  return twins.whole === 0 || rivals.complete || held + clue > twins.whole + 8
}

/** True where the words stood, or next to it: what an undo brings back does. */
const isAt = ({ from, to }: Occurrence, left: Left | null): boolean =>
  left !== null && left.rooted && from <= left.to + 2 && to >= left.from - 2

/** True among what stands between the edges of the words now. */
const isAmong = ({ from, to }: Occurrence, left: Left | null): boolean =>
  left !== null && from >= left.from && to <= left.to

const isIn = (block: ReadBlock | undefined, { from }: Occurrence): boolean =>
  block !== undefined && from >= block.start && from < block.end

/** True for words that begin or end within a longer word, and did not before. */
const isCutOut = ({ words: text }: Reading, { prefix, suffix }: Remembered, { from, to }: Occurrence): boolean =>
  (isLetter(text[from - 1]) && !isLetter(prefix.at(-1))) || (isLetter(text[to]) && !isLetter(suffix[0]))

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}]/u.test(unit)

/** What is told by words, in letters of an alphabet: a character of Chinese tells as much as three. */
function weight(said: string): number {
  let sum = 0
  for (let k = 0; k < said.length; k++) sum += said.charCodeAt(k) >= 0x2e80 ? 3 : 1
  return sum
}

/** True when most of what stood around the words stands there as well. */
const isRooted = ({ words, prefix, suffix }: Remembered, { held }: Occurrence): boolean =>
  (held - words.length) * 2 >= prefix.length + suffix.length

/** The passage in which much of the words and of what stood around them is left, when no other is nearly as good. */
function bestTrace(reading: Reading, remembered: Remembered): (Sought & Trace) | null {
  const { words, quote, prefix, suffix, twins } = remembered
  const said = prefix + words + suffix
  const size = pieceSize(said)
  const behind = prefix.length + words.length
  // What others had put among the words is remembered with them, and goes its own way.
  const isTheirs = ({ nth }: Piece): boolean =>
    isCut(quote) ||
    nth < prefix.length ||
    nth + size > behind ||
    quote === words ||
    quote.includes(said.slice(nth, nth + size))
  const [best, next] = tracesOf(reading, remembered, isTheirs)
  if (best === undefined || best.words === null) return null
  const isMost = best.held >= said.length * 0.6
  const isAlone = next === undefined || next.held <= best.held * 0.7
  if (best.held < 2 * size || best.held <= twins.pieces) return null
  return isAlone || isMost || best.held > twins.pieces + 32
    ? { ...best, ...best.words, sure: isAlone && isMost && best.kept }
    : null
}

/** How much of a quote is among what is said, from 0 to 1: of its pieces of up to 8 letters. */
export function shareOf(quote: string, said: string): number {
  // Pieces of three letters stand in any longer text.
  const size = Math.min(8, Math.max(2, quote.length >> 2))
  if (quote.length < size || said.length < size) return quote.includes(said) || said.includes(quote) ? 1 : 0
  let kept = 0
  for (let k = 0; k + size <= quote.length; k++) if (said.includes(quote.slice(k, k + size))) kept++
  return kept / (quote.length - size + 1)
}

/** True for a quote that was cut at its greatest length, a unit less where that would halve a character. */
export const isCut = (quote: string): boolean => quote.length >= longestQuote - 1

/** An occurrence as far as the words went: those that were cut from the quote go up to what stood behind them. */
function sought({ words }: Reading, said: Remembered, { occurrence, alone }: Quoted, sure: boolean): Sought {
  const { from, to } = occurrence
  if (!isCut(said.words)) return { from, to, heart: from, kept: true, sure: alone && sure }
  const end = said.suffix === '' ? words.length : words.indexOf(said.suffix.slice(0, 8), to)
  return { from, to: end < 0 ? to : end, heart: from, kept: true, sure: false }
}
