/**
 * Where a thread stands in a text now. The words themselves come first, as long as any of them live; then what they
 * said, where that tells them apart from whatever else says the same; then the paragraph. The same for every reader of
 * the same text, and total: any anchor that the schema lets through is somewhere or nowhere.
 */
import type { Anchor } from '../thread/thread.ts'
import { heldAt, type Remembered, remembered } from './quotes.ts'
import { isCut, seek } from './seek.ts'
import { trim } from './trim.ts'
import { blockAt, type ReadBlock, type Reading } from './reading.ts'
import { type Left, whatIsLeft } from './what-is-left.ts'

/** A place in the text, `from` and `to` as linear indexes: words, or all words of a paragraph, which may be none. */
export interface Standing {
  readonly found: 'words' | 'paragraph'
  readonly from: number
  readonly to: number
  /** The block that it stands in, or the first of several. */
  readonly blockId: string
  /** What told the place: the words alive and as they were, their quote, what is left of them, or the paragraph's id. */
  readonly by: 'words' | 'quote' | 'range' | 'paragraph'
  /**
   * Worth a new anchor: it was found anew and nowhere else could it be, or so much changed around words that live, or
   * they came into another block, that they would not be found again.
   */
  readonly sure: boolean
}

interface Stretch {
  readonly from: number
  readonly to: number
}

export type Found = Standing | { readonly found: 'nowhere' }

/**
 * For words: those alive; else the quote, where something tells it from others that read the same; else what is left of
 * them or took their place; else their paragraph. For a whole paragraph: the block of its id while that is not empty;
 * else the one that its words are in.
 */
export function findAnchor(reading: Reading, anchor: Anchor): Found {
  const left = anchor.range === null ? null : whatIsLeft(reading, anchor.range)
  const found = (anchor.whole ? findParagraph : findWords)(reading, anchor, left)
  if (found === null) return { found: 'nowhere' }
  // Whoever does not have all of the text yet may find something else than the others.
  return left === null && anchor.range !== null ? { ...found, sure: false } : found
}

function findWords(reading: Reading, anchor: Anchor, left: Left | null): Standing | null {
  const said = remembered(anchor)
  if (left?.ends === 2) {
    // Edges that live are exact: what is between them is what became of the words.
    const by = isSaid(reading, left, said) ? 'words' : 'range'
    return words(reading, anchor, left, { by, sure: isStale(reading, anchor, left, said) })
  }
  if (left !== null && isSaid(reading, left, said)) return words(reading, anchor, left, { by: 'quote', sure: true })
  const home = blockOf(reading, anchor.paragraphId)
  const sought = seek(reading, said, { home, left })
  if (sought?.kept) return words(reading, anchor, sought, { by: 'quote', sure: sought.sure })
  if (left !== null && left.from < left.to && (left.ends > 0 || couldReplace(reading, left, said)))
    return words(reading, anchor, left, { by: 'range', sure: false })
  if (sought !== null) return words(reading, anchor, sought, { by: 'range', sure: false })
  return home === undefined ? null : paragraph(home, { by: 'paragraph', sure: false })
}

function findParagraph(reading: Reading, anchor: Anchor, left: Left | null): Standing | null {
  const home = blockOf(reading, anchor.paragraphId)
  if (home !== undefined && (home.start < home.end || anchor.quote === ''))
    return paragraph(home, { by: 'paragraph', sure: false })
  if (left !== null && left.ends > 0) return paragraph(blockWith(reading, left.from), { by: 'range', sure: false })
  const sought = seek(reading, remembered(anchor), { home, left })
  // Never worth a new anchor: a paragraph's id is believed as long as it has words, and this block may have others soon.
  if (sought?.kept) return paragraph(blockWith(reading, sought.heart), { by: 'quote', sure: false })
  if (left !== null && left.from < left.to)
    return paragraph(blockWith(reading, left.from), { by: 'range', sure: false })
  return home === undefined ? null : paragraph(home, { by: 'paragraph', sure: false })
}

/** True when what stands between two indexes is what is remembered, as far as that goes. */
const isSaid = ({ words: text }: Reading, { from, to }: Stretch, said: Remembered): boolean =>
  from < to &&
  (to - from === said.words.length || (isCut(said.words) && to - from > said.words.length)) &&
  text.startsWith(said.words, from)

/**
 * True when so much has changed there that the words would hardly be found again by what is remembered of them, or when
 * they are in another block, where they would not be looked for first. Not while most of them are deleted: that may be
 * undone; nor when others came in between.
 */
function isStale(reading: Reading, { paragraphId }: Anchor, { from, to }: Left, said: Remembered): boolean {
  if ((to - from) * 2 < said.words.length || isGrown({ from, to }, said)) return false
  if (isSaid(reading, { from, to }, said) && blockWith(reading, from).id !== paragraphId) return true
  return heldAt(reading, said, from, to) * 2 < said.prefix.length + said.words.length + said.suffix.length
}

/** Words that took the place of others are about as long; more than that is what was written while those were gone. */
const couldReplace = ({ words: text }: Reading, { from, to }: Left, said: Remembered): boolean =>
  !isGrown({ from, to }, said) && (said.words.includes('\n') || !text.slice(from, to).includes('\n'))

const isGrown = ({ from, to }: Stretch, said: Remembered): boolean => to - from > 2 * said.words.length + 32

type Told = Pick<Standing, 'by' | 'sure'>

/** Pieces that were found may begin with a block opening, or within a character. */
function words(reading: Reading, { quote }: Anchor, found: Stretch, told: Told): Standing {
  const { from, to } = wholeQuote(reading, quote, found)
  const { start, end } = trim(reading.words, from, to)
  return { found: 'words', from: start, to: end, blockId: blockWith(reading, start).id, ...told }
}

/**
 * All of the quote, where most of it was found and the rest stands beside it, or where more was found than that: an edge
 * that was deleted when a thread was anchored anew may have been brought back.
 */
function wholeQuote({ words: text }: Reading, quote: string, { from, to }: Stretch): Stretch {
  const said = text.slice(from, to)
  if (quote === '' || said === quote || isCut(quote)) return { from, to }
  const within = said.indexOf(quote)
  if (within >= 0) return { from: from + within, to: from + within + quote.length }
  if (said.length * 2 < quote.length) return { from, to }
  for (let at = quote.indexOf(said); at >= 0; at = quote.indexOf(said, at + 1))
    if (at <= from && text.startsWith(quote, from - at)) return { from: from - at, to: from - at + quote.length }
  return { from, to }
}

const paragraph = ({ id, start, end }: ReadBlock, told: Told): Standing => ({
  found: 'paragraph',
  from: start,
  to: end,
  blockId: id,
  ...told,
})

const blockOf = ({ blocks }: Reading, blockId: string): ReadBlock | undefined => blocks.find(({ id }) => id === blockId)

const blockWith = (reading: Reading, index: number): ReadBlock =>
  reading.blocks[blockAt(reading, index)] ?? { id: '', start: 0, end: 0 }
