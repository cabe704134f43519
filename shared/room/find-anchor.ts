/**
 * Where a thread stands in a text now. The words themselves come first, as long as any of them live; then what they
 * said, where that tells them apart from whatever else says the same; then the paragraph. The same for every reader of
 * the same text, and total: any anchor that the schema lets through is somewhere or nowhere.
 */
import * as Y from 'yjs'
import { type Anchor, longestQuote } from '../thread/thread.ts'
import { cutsPair, trim } from './make-anchor.ts'
import type { Place, Range } from './place.ts'
import { type Occurrence, occurrencesOf } from './quotes.ts'
import { blockAt, type ReadBlock, type Reading } from './reading.ts'

/** A place in the text, `from` and `to` as linear indexes: words, or all words of a paragraph, which may be none. */
export interface Standing {
  readonly found: 'words' | 'paragraph'
  readonly from: number
  readonly to: number
  /** The block that it stands in, or the first of several. */
  readonly blockId: string
  /** What told the place: the words alive and as they were, their quote, what is left of them, or the paragraph's id. */
  readonly by: 'words' | 'quote' | 'range' | 'paragraph'
  /** It was found anew, and nowhere else could it be: worth a new anchor, so that it is found without search again. */
  readonly sure: boolean
}

export type Found = Standing | { readonly found: 'nowhere' }

export function findAnchor(reading: Reading, anchor: Anchor): Found {
  const left = anchor.range === null ? null : whatIsLeft(reading, anchor.range)
  return (anchor.whole ? findParagraph : findWords)(reading, anchor, left) ?? { found: 'nowhere' }
}

function findWords(reading: Reading, anchor: Anchor, left: Left | null): Standing | null {
  if (left !== null && reads(reading, left, anchor.quote))
    return words(reading, left, { by: left.whole ? 'words' : 'quote', sure: !left.whole })
  const quoted = findQuote(reading, anchor, left)
  if (quoted !== null) return words(reading, quoted, { by: 'quote', sure: quoted.sure })
  if (left !== null && left.from < left.to) return words(reading, left, { by: 'range', sure: false })
  const block = reading.blocks.find(({ id }) => id === anchor.paragraphId)
  return block === undefined ? null : paragraph(block, { by: 'paragraph', sure: false })
}

function findParagraph(reading: Reading, anchor: Anchor, left: Left | null): Standing | null {
  const own = reading.blocks.find(({ id }) => id === anchor.paragraphId)
  if (own !== undefined && (own.start < own.end || anchor.quote === ''))
    return paragraph(own, { by: 'paragraph', sure: false })
  if (left !== null && left.from < left.to) return paragraph(blockOf(reading, left.from), { by: 'range', sure: false })
  const quoted = findQuote(reading, anchor, left)
  if (quoted !== null) return paragraph(blockOf(reading, quoted.from), { by: 'quote', sure: quoted.sure })
  return own === undefined ? null : paragraph(own, { by: 'paragraph', sure: false })
}

type Told = Pick<Standing, 'by' | 'sure'>

const words = (reading: Reading, { from, to }: { from: number; to: number }, told: Told): Standing => ({
  found: 'words',
  from,
  to,
  blockId: blockOf(reading, from).id,
  ...told,
})

const paragraph = ({ id, start, end }: ReadBlock, told: Told): Standing => ({
  found: 'paragraph',
  from: start,
  to: end,
  blockId: id,
  ...told,
})

/** What stands between the edges of an anchored range. Empty, `from` is where its words stood. */
interface Left {
  readonly from: number
  readonly to: number
  /** True while its first and its last character live: the edges are exact. */
  readonly whole: boolean
}

/** Null when an edge is none of this text, or has not arrived. */
function whatIsLeft(reading: Reading, { inner, outer }: Range): Left | null {
  const first = edgeOf(reading, inner[0])
  const last = edgeOf(reading, inner[1])
  const before = edgeOf(reading, outer[0])
  const behind = edgeOf(reading, outer[1])
  if (first === null || last === null || before === null || behind === null) return null
  const from = first.lives ? first.index : before.index
  const to = last.lives ? last.index : behind.index
  const { start, end } = trim(reading.words, from, to)
  const whole = first.lives && last.lives && start < end
  return { from: start, to: Math.max(start, end), whole }
}

interface Edge {
  readonly index: number
  /** True while the unit that it holds to stands in the text; never for an end of the text. */
  readonly lives: boolean
}

/**
 * The edge as every reader has it. Unlike `indexOf` it does not follow words that this client alone knows to be brought
 * back by its undoing: the others could not tell.
 */
function edgeOf({ text, words: { length }, starts }: Reading, { tname, item: id, assoc }: Place): Edge | null {
  const store = text.doc?.store
  if (store === undefined || tname !== Y.findRootTypeKey(text)) return null
  if (id === undefined) return { index: assoc < 0 ? 0 : length, lives: false }
  if (Y.getState(store, id.client) <= id.clock) return null
  const item: Y.Item | Y.GC = Y.getItem(store, Y.createID(id.client, id.clock))
  const start = item instanceof Y.Item ? starts.get(item) : undefined
  if (start === undefined || !(item instanceof Y.Item)) return null
  if (item.deleted || !item.countable) return { index: start, lives: false }
  return { index: start + id.clock - item.id.clock + (assoc < 0 ? 1 : 0), lives: true }
}

interface Quoted {
  readonly from: number
  readonly to: number
  readonly sure: boolean
}

/** Where the quote stands, when what stands around it makes that one place the best. */
function findQuote(reading: Reading, anchor: Anchor, left: Left | null): Quoted | null {
  // Edges that live are exact: what is between them is what became of the words.
  if (left !== null && left.from < left.to && (left.whole || isLike(reading, left, anchor.quote)))
    return left.whole ? null : within(reading, anchor, left)
  const home = reading.blocks.find(({ id }) => id === anchor.paragraphId)
  const ranked = occurrencesOf(reading, anchor)
    .map((occurrence) => ({ occurrence, rank: rankOf(occurrence, home, left) }))
    .sort((a, b) => b.rank - a.rank)
  const [best, next] = ranked
  if (best === undefined || best.rank === next?.rank) return null
  const { occurrence } = best
  return isAt(occurrence, left) || isTold(reading, anchor, occurrence) ? whole(reading, anchor, occurrence) : null
}

/** The quote among the words that are left of it and what was typed at their edges. */
function within(reading: Reading, anchor: Anchor, left: Left): Quoted | null {
  const inside = occurrencesOf(reading, anchor).filter(({ from, to }) => from >= left.from && to <= left.to)
  const [only, more] = inside
  return only !== undefined && more === undefined ? whole(reading, anchor, only) : null
}

/** The same paragraph is worth this many characters of surroundings, the place itself more than all of them. */
const homeBonus = 8
const placeBonus = 100

const rankOf = (occurrence: Occurrence, home: ReadBlock | undefined, left: Left | null): number =>
  occurrence.alike +
  (home !== undefined && occurrence.from >= home.start && occurrence.from < home.end ? homeBonus : 0) +
  (isAt(occurrence, left) ? placeBonus : 0)

/** True where the words stood that are deleted now: what an undo brings back stands there. */
const isAt = ({ from, to }: Occurrence, left: Left | null): boolean =>
  left !== null && (left.from < left.to ? from >= left.from && to <= left.to : from <= left.from && to >= left.from)

/** True when an occurrence cannot well be other words that are spelled the same. */
function isTold({ words: text }: Reading, { quote, prefix, suffix, twin }: Anchor, { from, to, alike }: Occurrence) {
  // It stood elsewhere before as well, in surroundings that alike: those words were not these.
  if (typeof twin === 'number' && alike <= twin) return false
  if (twin === undefined && alike < Math.min(24, prefix.length + suffix.length)) return false
  const cutBefore = isLetter(text[from - 1]) && !isLetter(prefix.at(-1))
  const cutBehind = isLetter(text[to]) && !isLetter(suffix[0])
  return weight(quote) + alike >= (cutBefore || cutBehind ? 16 : 5)
}

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}]/u.test(unit)

/** What is told by words, in letters of an alphabet: a character of Chinese tells as much as three. */
function weight(said: string): number {
  let sum = 0
  for (let k = 0; k < said.length; k++) sum += said.charCodeAt(k) >= 0x2e80 ? 3 : 1
  return sum
}

/** True when a good part of the quote is still there: a third of its threes of characters. */
function isLike({ words: text }: Reading, { from, to }: Left, quote: string): boolean {
  const said = text.slice(from, to)
  if (quote.length < 3 || said.length < 3) return quote.includes(said) || said.includes(quote)
  let kept = 0
  for (let k = 0; k + 3 <= quote.length; k++) if (said.includes(quote.slice(k, k + 3))) kept++
  return kept * 3 >= quote.length - 2
}

const isCut = (quote: string): boolean => quote.length >= longestQuote - 1

/** True when the words between two indexes are those of the quote, as far as it goes. */
const reads = ({ words: text }: Reading, { from, to }: Left, quote: string): boolean =>
  from < to && (isCut(quote) ? to - from >= quote.length : to - from === quote.length) && text.startsWith(quote, from)

/** An occurrence as far as the words went: those that were cut from the quote go up to what stood behind them. */
function whole({ words: text }: Reading, { quote, suffix }: Anchor, { from, to }: Occurrence): Quoted {
  if (!isCut(quote)) return { from, to, sure: true }
  const end = suffix === '' ? text.length : text.indexOf(suffix, to)
  return end < 0 || cutsPair(text, end) ? { from, to, sure: false } : { from, to: end, sure: false }
}

const blockOf = (reading: Reading, index: number): ReadBlock =>
  reading.blocks[blockAt(reading, index)] ?? { id: '', start: 0, end: 0 }
