/** Makes the anchor of a thread from the words of a text, or of a whole paragraph. */
import { type Anchor, longestQuote, surroundings } from '../thread/thread.ts'
import { rangeBetween } from './anchor.ts'
import { occurrencesOf, type Said } from './quotes.ts'
import { blockAt, type ReadBlock, type Reading } from './reading.ts'
import { rivalsAt } from './rivals.ts'
import { tracesOf } from './traces.ts'
import { cutsPair, trim } from './trim.ts'

/** Looking for twins takes nearly all of the time that an anchor takes: where it must be over soon, they are left out. */
interface Making {
  readonly twins: boolean
}

/**
 * The anchor of the words between two linear indexes, `from` before `to`. Block openings at its edges are left out, and
 * a pair of surrogates is taken whole; where no words are left, the anchor is of the paragraph at `from`.
 */
export function anchorWords(reading: Reading, from: number, to: number, making: Making = { twins: true }): Anchor {
  const { start, end } = trim(reading.words, from, to)
  const block = blockOf(reading, start)
  if (start >= end) return paragraphAnchor(reading, block, making)
  return { paragraphId: block.id, whole: false, ...between(reading, start, end, making) }
}

/** The anchor of a whole paragraph; null when no block of this id is shown. */
export function anchorParagraph(reading: Reading, blockId: string, making: Making = { twins: true }): Anchor | null {
  const block = reading.blocks.find(({ id }) => id === blockId)
  return block === undefined ? null : paragraphAnchor(reading, block, making)
}

/**
 * The anchor of a thread that was found again, of these words or of the whole paragraph that holds them. Its quote stays
 * as it read when the thread was opened.
 */
export function renewAnchor(reading: Reading, { whole, quote }: Anchor, from: number, to: number): Anchor {
  const making = { twins: true }
  const fresh = whole ? paragraphAnchor(reading, blockOf(reading, from), making) : anchorWords(reading, from, to)
  return fresh.quote === quote ? { ...fresh, whole } : { ...fresh, whole, quote, words: fresh.quote }
}

function paragraphAnchor(reading: Reading, { id, start, end }: ReadBlock, making: Making): Anchor {
  return { paragraphId: id, whole: true, ...between(reading, start, end, making) }
}

type Remembering = Pick<Anchor, 'range' | 'quote' | 'prefix' | 'suffix' | 'twins' | 'rivals'>

function between(reading: Reading, from: number, to: number, making: Making): Remembering {
  const { text, words } = reading
  const cut = Math.min(to, from + longestQuote)
  const before = Math.max(0, from - surroundings)
  const behind = Math.min(words.length, to + surroundings)
  const quote = words.slice(from, cutsPair(words, cut) ? cut - 1 : cut)
  const prefix = words.slice(cutsPair(words, before) ? before + 1 : before, from)
  const suffix = words.slice(to, cutsPair(words, behind) ? behind - 1 : behind)
  const range = from < to ? rangeBetween(text, from, to) : null
  const said = { range, quote, prefix, suffix }
  return making.twins ? { ...said, ...twinsOf(reading, { words: quote, prefix, suffix }, from, to) } : said
}

function twinsOf(reading: Reading, said: Said, from: number, to: number): Pick<Anchor, 'twins' | 'rivals'> {
  const others = occurrencesOf(reading, said).filter((other) => other.to <= from || other.from >= to)
  const [pieces] = tracesOf(reading, said, ({ nth, at }) => at - nth !== from - said.prefix.length)
  const whole = others.reduce((most, { held }) => Math.max(most, held), 0)
  const rivals = rivalsAt(
    reading,
    others.map((other) => other.from),
  )
  return { twins: { whole, pieces: pieces?.held ?? 0 }, ...(rivals !== undefined && { rivals }) }
}

const blockOf = (reading: Reading, index: number): ReadBlock =>
  reading.blocks[blockAt(reading, index)] ?? { id: '', start: 0, end: 0 }
