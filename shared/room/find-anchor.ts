/**
 * Where a thread stands in a text now. The words themselves come first, as long as any of them live; then what they
 * said, where that tells them apart from whatever else says the same; then the paragraph. The same for every reader of
 * the same text, and total: any anchor that the schema lets through is somewhere or nowhere.
 */
import type { Anchor } from '../thread/thread.ts'
import { isCut, seek } from './seek.ts'
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
  /** It was found anew, and nowhere else could it be: worth a new anchor, so that it is found without search again. */
  readonly sure: boolean
}

export type Found = Standing | { readonly found: 'nowhere' }

export function findAnchor(reading: Reading, anchor: Anchor): Found {
  const left = anchor.range === null ? null : whatIsLeft(reading, anchor.range)
  const found = (anchor.whole ? findParagraph : findWords)(reading, anchor, left)
  if (found === null) return { found: 'nowhere' }
  // Whoever does not have all of the text yet may find something else than the others.
  return left === null && anchor.range !== null ? { ...found, sure: false } : found
}

function findWords(reading: Reading, anchor: Anchor, left: Left | null): Standing | null {
  if (left !== null && isQuote(reading, left, anchor.quote))
    return words(reading, left, left.ends === 2 ? { by: 'words', sure: false } : { by: 'quote', sure: true })
  const rest = left !== null && left.from < left.to && (left.ends > 0 || couldReplace(left, anchor)) ? left : null
  // Edges that live are exact: what is between them is what became of the words.
  if (rest?.ends === 2) return words(reading, rest, { by: 'range', sure: false })
  const sought = seek(reading, anchor, left)
  if (sought !== null) return words(reading, sought, { by: 'quote', sure: sought.sure })
  if (rest !== null) return words(reading, rest, { by: 'range', sure: false })
  const own = blockOf(reading, anchor.paragraphId)
  return own === undefined ? null : paragraph(own, { by: 'paragraph', sure: false })
}

/** Words that took the place of others are about as long; more than that is what was written while those were gone. */
const couldReplace = ({ from, to }: Left, { quote }: Anchor): boolean => to - from <= 2 * quote.length + 32

function findParagraph(reading: Reading, anchor: Anchor, left: Left | null): Standing | null {
  const own = blockOf(reading, anchor.paragraphId)
  if (own !== undefined && (own.start < own.end || anchor.quote === ''))
    return paragraph(own, { by: 'paragraph', sure: false })
  if (left !== null && left.ends > 0) return paragraph(blockWith(reading, left.from), { by: 'range', sure: false })
  const sought = seek(reading, anchor, left)
  if (sought !== null) return paragraph(blockWith(reading, sought.from), { by: 'quote', sure: sought.sure })
  if (left !== null && left.from < left.to)
    return paragraph(blockWith(reading, left.from), { by: 'range', sure: false })
  return own === undefined ? null : paragraph(own, { by: 'paragraph', sure: false })
}

/** True when the words between two indexes are those of the quote, as far as it goes. */
const isQuote = ({ words: text }: Reading, { from, to }: Left, quote: string): boolean =>
  from < to &&
  (to - from === quote.length || (isCut(quote) && to - from > quote.length)) &&
  text.startsWith(quote, from)

type Told = Pick<Standing, 'by' | 'sure'>

const words = (reading: Reading, { from, to }: { from: number; to: number }, told: Told): Standing => ({
  found: 'words',
  from,
  to,
  blockId: blockWith(reading, from).id,
  ...told,
})

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
