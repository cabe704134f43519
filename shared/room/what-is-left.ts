/** What is left in a text of an anchored range: told by the very items, whatever became of their words. */
import * as Y from 'yjs'
import type { ItemId, Place, Range } from './place.ts'
import type { Reading } from './reading.ts'
import { trim } from './trim.ts'

/** What stands between the edges of an anchored range. Where `to` is `from`, nothing does: its words stood there. */
export interface Left {
  readonly from: number
  readonly to: number
  /** How many of its two outermost characters live: with both, the edges are exact. */
  readonly ends: 0 | 1 | 2
  /** True while a neighbour of the words lives: else all of it was taken away, and anything may stand there now. */
  readonly rooted: boolean
}

/** Null when an edge is none of this text, or has not arrived. */
export function whatIsLeft(reading: Reading, { inner, outer }: Range): Left | null {
  const first = edgeOf(reading, inner[0])
  const last = edgeOf(reading, inner[1])
  const before = edgeOf(reading, outer[0])
  const behind = edgeOf(reading, outer[1])
  if (first === null || last === null || before === null || behind === null) return null
  const from = first.lives ? first.index : before.index
  const to = last.lives ? last.index : behind.index
  const { start, end } = trim(reading.words, from, to)
  const rooted = before.lives || behind.lives
  if (start === end) return { from: start, to: start, ends: 0, rooted }
  return { from: start, to: end, ends: first.lives && last.lives ? 2 : first.lives || last.lives ? 1 : 0, rooted }
}

/** Where a unit of the text stands; null when it was deleted, or never was. */
export function indexOfUnit(reading: Reading, item: ItemId): number | null {
  const edge = edgeOf(reading, { tname: Y.findRootTypeKey(reading.text), item, assoc: 0 })
  return edge?.lives ? edge.index : null
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
function edgeOf({ text, words, starts }: Reading, { tname, item: id, assoc }: Place): Edge | null {
  const store = text.doc?.store
  if (store === undefined || tname !== Y.findRootTypeKey(text)) return null
  if (id === undefined) return { index: assoc < 0 ? 0 : words.length, lives: false }
  if (Y.getState(store, id.client) <= id.clock) return null
  const item: Y.Item | Y.GC = Y.getItem(store, Y.createID(id.client, id.clock))
  const start = item instanceof Y.Item ? starts.get(item) : undefined
  if (start === undefined || !(item instanceof Y.Item)) return null
  if (item.deleted || !item.countable) return { index: start, lives: false }
  return { index: start + id.clock - item.id.clock + (assoc < 0 ? 1 : 0), lives: true }
}
