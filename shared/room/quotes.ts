/**
 * Where the words of an anchor stand in a text, by what they say and what stands around them. Common words stand in many
 * places; which of these counts is for the caller to judge.
 */
import { type Anchor, surroundings } from '../thread/thread.ts'
import type { ItemId } from './place.ts'
import type { Reading } from './reading.ts'

/** What an anchor remembers of its words as they read when it was made. */
export interface Remembered {
  readonly words: string
  /** The same as they read when the thread was opened. */
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  /** How much of it stood elsewhere as well. */
  readonly twins: { readonly whole: number; readonly pieces: number }
  /** Passages that said the same words then. */
  readonly rivals: readonly ItemId[] | undefined
}

export function remembered({ quote, words = quote, prefix, suffix, twins, rivals }: Anchor): Remembered {
  // Of an anchor that does not say: as much as common words have.
  return { words, quote, prefix, suffix, twins: twins ?? { whole: words.length + 16, pieces: 40 }, rivals }
}

export type Said = Pick<Remembered, 'words' | 'prefix' | 'suffix'>

export interface Occurrence {
  readonly from: number
  readonly to: number
  /** How many characters of what is remembered stand there: those of the quote, and around it as far as it is alike. */
  readonly held: number
}

/** The commonest word of 20,000 stands in some 1,400 places; a single letter in more, and tells nothing. */
const commonplace = 2_000

/** Every place at which the quote stands, overlapping ones too; none for an empty quote, or one that is everywhere. */
export function occurrencesOf({ words }: Reading, { words: quote, prefix, suffix }: Said): Occurrence[] {
  const found: Occurrence[] = []
  if (quote === '') return found
  for (let from = words.indexOf(quote); from >= 0; from = words.indexOf(quote, from + 1)) {
    if (found.length === commonplace) return []
    const to = from + quote.length
    found.push({ from, to, held: alikeBefore(words, from, prefix) + quote.length + alikeBehind(words, to, suffix) })
  }
  return found
}

/** How much of what is remembered stands at these indexes, and near them where something was written between. */
export function heldAt(reading: Reading, { words, prefix, suffix }: Said, from: number, to: number): number {
  const text = reading.words
  const near = 3 * surroundings
  return (
    heldIn(text.slice(Math.max(0, from - near), from), prefix) +
    heldIn(text.slice(from, to), words) +
    heldIn(text.slice(to, to + near), suffix)
  )
}

/** What begins or ends as it did is not taken to pieces: of 500 threads all but a few. */
function heldIn(now: string, said: string): number {
  const start = alikeBehind(now, 0, said)
  const end = Math.min(alikeBefore(now, now.length, said), Math.min(now.length, said.length) - start)
  if ((start + end) * 2 >= said.length) return start + end
  let held = 0
  for (let k = 0; k + 4 <= said.length; k += 4) if (now.includes(said.slice(k, k + 4))) held += 4
  return held
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
