/**
 * Where the words of an anchor stand in a text, by what they say and what stands around them. Common words stand in many
 * places; which of these counts is for the caller to judge.
 */
import type { Anchor } from '../thread/thread.ts'
import type { Reading } from './reading.ts'

/** What an anchor remembers of its words as they read when it was made. */
export interface Remembered {
  readonly words: string
  readonly prefix: string
  readonly suffix: string
  /** How much of it stood elsewhere as well. */
  readonly twins: { readonly whole: number; readonly pieces: number }
}

export function remembered({ quote, words = quote, prefix, suffix, twins }: Anchor): Remembered {
  // Of an anchor that does not say: as much as common words have.
  return { words, prefix, suffix, twins: twins ?? { whole: words.length + 16, pieces: 40 } }
}

export type Said = Pick<Remembered, 'words' | 'prefix' | 'suffix'>

export interface Occurrence {
  readonly from: number
  readonly to: number
  /** How many characters of what is remembered stand there: those of the quote, and around it as far as it is alike. */
  readonly held: number
}

/** Every place at which the quote stands, overlapping ones too; none for an empty quote. */
export function occurrencesOf({ words }: Reading, { words: quote, prefix, suffix }: Said): Occurrence[] {
  const found: Occurrence[] = []
  if (quote === '') return found
  for (let from = words.indexOf(quote); from >= 0; from = words.indexOf(quote, from + 1)) {
    const to = from + quote.length
    found.push({ from, to, held: alikeBefore(words, from, prefix) + quote.length + alikeBehind(words, to, suffix) })
  }
  return found
}

/** How much of what is remembered stands at these very indexes, where some of it may have been changed. */
export function heldAt(reading: Reading, { words, prefix, suffix }: Said, from: number, to: number): number {
  const now = reading.words.slice(from, to)
  const start = alikeBehind(now, 0, words)
  const end = Math.min(alikeBefore(now, now.length, words), Math.min(now.length, words.length) - start)
  return alikeBefore(reading.words, from, prefix) + start + end + alikeBehind(reading.words, to, suffix)
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
