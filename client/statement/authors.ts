/**
 * Who wrote which words: the hands of the text joined with whom the server bound them to, block by block, and counted.
 * A word belongs to whoever wrote its first letter. Pure.
 */
import type { Node } from '@tiptap/pm/model'
import type { Present } from '#shared/people/people.ts'
import type { Hand } from '#shared/room/hands.ts'

/** Null is nobody whom the server has named. */
export type Author = Present | null

/** Offsets in the block. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly author: Author
}

export interface AuthoredBlock {
  readonly id: string
  readonly style: string
  /** As it stands beside a body paragraph; null for any other block. */
  readonly number: number | null
  readonly start: number
  readonly text: string
  readonly stretches: readonly Stretch[]
}

/** Every block of the document. One that the text shows otherwise by now has no stretches until it is read again. */
export function authorsOfBlocks(
  doc: Node,
  hands: readonly (readonly Hand[])[],
  named: ReadonlyMap<number, Present>,
): AuthoredBlock[] {
  const blocks: AuthoredBlock[] = []
  let numbered = 0
  doc.forEach((block, start, index) => {
    const style = block.type.name
    const stretches = stretchesOf(hands[index] ?? [], named)
    blocks.push({
      id: String(block.attrs.id),
      style,
      number: style === 'paragraph' ? (numbered += 1) : null,
      start,
      text: block.textBetween(0, block.content.size, undefined, '\uFFFC'),
      stretches: (stretches.at(-1)?.to ?? 0) === block.content.size ? stretches : [],
    })
  })
  return blocks
}

function stretchesOf(hands: readonly Hand[], named: ReadonlyMap<number, Present>): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  for (const { client, length } of hands) {
    const author = named.get(client) ?? null
    const last = stretches[stretches.length - 1]
    if (last !== undefined && last.author?.delegateId === author?.delegateId)
      stretches[stretches.length - 1] = { ...last, to: at + length }
    else stretches.push({ from: at, to: at + length, author })
    at += length
  }
  return stretches
}

/** What a delegation wrote, and who of it. */
export interface Share {
  readonly author: Author
  readonly words: number
  /** Of the words counted; 0 to 1. */
  readonly part: number
  readonly names: readonly string[]
}

/** In words, Chinese in characters, like the speaking time. */
const word = /\p{Script=Han}|(?!\p{Script=Han})[\p{L}\p{N}][^\s\p{Script=Han}]*/gu

/** The shares of the delegations in some blocks, or in what of them lies between two positions; the largest first. */
export function sharesOf(blocks: readonly AuthoredBlock[], from = 0, to = Infinity): Share[] {
  const counted = new Map<string, { author: Author; words: number; names: Set<string> }>()
  let all = 0
  for (const { start, text, stretches } of blocks) {
    if (start + 1 + text.length <= from || start + 1 >= to) continue
    let at = 0
    for (const { index, 0: written } of text.matchAll(word)) {
      if (start + 1 + index + written.length <= from || start + 1 + index >= to) continue
      while (at < stretches.length - 1 && (stretches[at]?.to ?? 0) <= index) at += 1
      const author = stretches[at]?.author ?? null
      const key = author?.delegationId ?? ''
      const share = counted.get(key) ?? { author, words: 0, names: new Set() }
      share.words += 1
      if (author !== null) share.names.add(author.name)
      counted.set(key, share)
      all += 1
    }
  }
  return [...counted.values()]
    .map(({ author, words, names }) => ({ author, words, part: words / all, names: [...names] }))
    .toSorted((a, b) => Number(a.author === null) - Number(b.author === null) || b.words - a.words)
}
