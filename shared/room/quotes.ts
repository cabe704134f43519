/**
 * Where the words of an anchor stand in a text, by what they say and what stands around them. Common words stand in many
 * places; which of these counts is for the caller to judge.
 */
import type { Anchor } from '../thread/thread.ts'
import type { Reading } from './reading.ts'

/** What an anchor remembers of its words. */
export type Remembered = Pick<Anchor, 'quote' | 'prefix' | 'suffix'>

export interface Occurrence {
  readonly from: number
  readonly to: number
  /** How many characters of what is remembered stand there: those of the quote, and around it as far as it is alike. */
  readonly held: number
}

/** Every place at which the quote stands, overlapping ones too; none for an empty quote. */
export function occurrencesOf({ words }: Reading, { quote, prefix, suffix }: Remembered): Occurrence[] {
  const found: Occurrence[] = []
  if (quote === '') return found
  for (let from = words.indexOf(quote); from >= 0; from = words.indexOf(quote, from + 1)) {
    const to = from + quote.length
    found.push({ from, to, held: alikeBefore(words, from, prefix) + quote.length + alikeBehind(words, to, suffix) })
  }
  return found
}

function alikeBefore(words: string, at: number, prefix: string): number {
  let n = 0
  while (n < prefix.length && n < at && words[at - 1 - n] === prefix[prefix.length - 1 - n]) n++
  return n
}

function alikeBehind(words: string, at: number, suffix: string): number {
  let n = 0
  while (n < suffix.length && at + n < words.length && words[at + n] === suffix[n]) n++
  return n
}
