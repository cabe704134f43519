/**
 * Places in a flat text that stay with their words while others write: relative positions for carets, and ranges that
 * a thread is anchored to. All are kept as plain JSON, and whatever JSON arrives resolves to a place or to null.
 */
import * as Y from 'yjs'
import type { Place, Range } from './place.ts'

/** The place at a linear index of the text. */
export function placeAt(text: Y.Text, index: number, assoc: -1 | 0): Place {
  const { item } = Y.createRelativePositionFromTypeIndex(text, index, assoc)
  return namePlace(text, item, assoc)
}

/** The place beside a unit of the text, or at its start or end when there is none. */
export function namePlace(text: Y.Text, item: Y.ID | null, assoc: -1 | 0): Place {
  const tname = Y.findRootTypeKey(text)
  return item === null ? { tname, assoc } : { tname, item: { client: item.client, clock: item.clock }, assoc }
}

/**
 * The linear index of a place; null when it is a place of another text or of words that have not arrived. Follows words
 * that this client deleted and brought back by undoing.
 */
export function indexOf(text: Y.Text, { tname, item, assoc }: Place): number | null {
  const { doc } = text
  // An unknown name would make `doc.get` create a root type of that name.
  if (doc === null || tname !== Y.findRootTypeKey(text)) return null
  const position = Y.createRelativePositionFromJSON({ tname, item, assoc })
  const found = Y.createAbsolutePositionFromRelativePosition(position, doc)
  return found !== null && found.type === text ? found.index : null
}

/** The range between two linear indexes, `from` before `to`. */
export function rangeBetween(text: Y.Text, from: number, to: number): Range {
  return {
    inner: [placeAt(text, from, 0), placeAt(text, to, -1)],
    outer: [placeAt(text, from, -1), placeAt(text, to, 0)],
  }
}
