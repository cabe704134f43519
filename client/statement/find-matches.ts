/**
 * Where words stand in the text, as somebody means them who types them: straight quotes find typographic ones, a space
 * finds every space, composed letters find decomposed ones, and Arabic vowel signs may be left out. Pure, block by block.
 */
import type { Node } from '@tiptap/pm/model'

export interface Query {
  readonly words: string
  readonly matchCase: boolean
  readonly wholeWords: boolean
}

/** Positions in the document. A match lies within one block and holds whole letters, their signs included. */
export interface Match {
  readonly from: number
  readonly to: number
}

/** All matches of a document, from the first to the last. What is remembered of unchanged blocks is not searched again. */
export function findMatches(doc: Node, search: Search): Match[] {
  const matches: Match[] = []
  doc.forEach((block, start) => {
    for (const { from, to } of search(block)) matches.push({ from: start + 1 + from, to: start + 1 + to })
  })
  return matches
}

/** The matches of one block, as offsets in it. */
export type Search = (block: Node) => readonly Match[]

/** A search that remembers what it found, as long as the blocks live. */
export function searchFor(query: Query): Search {
  const wanted = fold(query.words, query.matchCase).folded
  const known = new WeakMap<Node, readonly Match[]>()
  return (block) => {
    const found = known.get(block) ?? (wanted === '' ? [] : searchBlock(block, wanted, query))
    known.set(block, found)
    return found
  }
}

function searchBlock(block: Node, wanted: string, { matchCase, wholeWords }: Query): Match[] {
  const text = textOf(block)
  const { folded, starts, ends } = foldedBlock(block, matchCase)
  const matches: Match[] = []
  for (let at = folded.indexOf(wanted); at >= 0;) {
    const last = at + wanted.length - 1
    const [from, to] = [starts[at] ?? 0, ends[last] ?? 0]
    // Half of a letter with its accent, or of an ellipsis, is not found.
    const whole = starts[at - 1] !== from && ends[last + 1] !== to
    const fits = whole && (!wholeWords || (parts(text, from) && parts(text, to)))
    if (fits) matches.push({ from, to })
    at = folded.indexOf(wanted, fits ? last + 1 : at + 1)
  }
  return matches
}

const partOfWord = /[\p{L}\p{N}\p{M}_]/u
const chinese = /\p{Script=Han}/u

/** True where a word may begin or end: Chinese has no spaces to tell it by. */
function parts(text: string, offset: number): boolean {
  const before = /.$/su.exec(text.slice(Math.max(0, offset - 2), offset))?.[0] ?? ''
  const after = /^./su.exec(text.slice(offset, offset + 2))?.[0] ?? ''
  if (chinese.test(before) || chinese.test(after)) return true
  return !partOfWord.test(before) || !partOfWord.test(after)
}

interface Folded {
  readonly folded: string
  /** For each unit of `folded`, where in the text the letter that it comes from starts and ends. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const remembered = { cased: new WeakMap<Node, Folded>(), uncased: new WeakMap<Node, Folded>() }

/** Remembered with the block: the next query, a letter longer, reads the same text. */
function foldedBlock(block: Node, matchCase: boolean): Folded {
  const known = matchCase ? remembered.cased : remembered.uncased
  const folded = known.get(block) ?? fold(textOf(block), matchCase)
  known.set(block, folded)
  return folded
}

/** An atom takes one place, so that offsets in this string are offsets in the block. */
const textOf = (block: Node): string => block.textBetween(0, block.content.size, undefined, '\uFFFC')

/** A letter with the signs on it: what moves, matches and is replaced as one. */
const letter = /\P{M}\p{M}*|\p{M}+/gu

/** The text as a search reads it. */
export function fold(text: string, matchCase: boolean): Folded {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: written, index } of text.matchAll(letter)) {
    const read = foldLetter(written, text[index - 1], text[index + written.length])
    const cased = matchCase ? read : read.toLowerCase()
    for (let unit = 0; unit < cased.length; unit++) {
      starts.push(index)
      ends.push(index + written.length)
    }
    folded += cased
  }
  return { folded, starts, ends }
}

const doubleQuotes = /[“”„‟«»＂]/u
const singleQuotes = /[‘’‚‛‹›ʼ＇]/u
const hyphens = /[\u2010\u2011]/u
const narrowSpaces = /[\u00A0\u2009\u202F]/u
/** Signs that nobody sees (joiners, direction marks, soft hyphens), and what Arabic may be written without. */
const unseen = /\p{Cf}|\u0640|[\u{64B}-\u{652}]|\u0670/gu

function foldLetter(written: string, before: string | undefined, after: string | undefined): string {
  // The space within « guillemets » belongs to them.
  if (narrowSpaces.test(written) && (before === '«' || after === '»')) return ''
  if (/\s/u.test(written)) return ' '
  if (doubleQuotes.test(written)) return '"'
  if (singleQuotes.test(written)) return "'"
  if (hyphens.test(written)) return '-'
  if (written === '…') return '...'
  return written.normalize('NFD').replace(unseen, '')
}
