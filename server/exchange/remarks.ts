/** How a comment at the end of a paper says on what it was made. */
import type { Language } from '#shared/statement/statement.ts'
import type { Remark } from './paper.ts'
import type { Sheet } from './sheet.ts'
import { terms } from './terms.ts'

/** Characters of a quote; longer ones are cut, since the words are above. */
const longestQuote = 120

/** `own`: a word of the paper's own, in its language. */
export interface Said {
  readonly text: string
  readonly own: boolean
}

/** `3 “as agreed” (resolved)`: the number beside the words, the words as they read, and what became of it. */
export function headOf({ at, quote, resolved }: Remark, { body }: Sheet, own: Language): readonly Said[] {
  const words = terms[own]
  const stands = body.find(({ index }) => index === at?.from.block)
  const label = stands === undefined || stands.block.type === 'bulletedItem' ? '' : (stands.label ?? '')
  const said = `“${shorten(quote.replace(/[\s\ufffc]+/g, ' ').trim())}”`
  return [
    ...(at === null ? [{ text: `${words.quoted} `, own: true }] : []),
    { text: at === null || label === '' ? said : `${label} ${said}`, own: false },
    ...(resolved ? [{ text: ` (${words.resolved})`, own: true }] : []),
  ]
}

/** No half of a character is left at the cut. */
const shorten = (quote: string): string =>
  quote.length <= longestQuote
    ? quote
    : `${quote
        .slice(0, longestQuote)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
