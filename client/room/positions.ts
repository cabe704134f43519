/**
 * Three ways to name a position: in the ProseMirror document, as a linear index of the flat text, and as a place that
 * stays with its words. In a linear index every block opening counts one, a character its UTF-16 units, an atom one,
 * and a block closing nothing, so that `linear = pos - index of the block`.
 */
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { indexOf, namePlace } from '#shared/room/anchor.ts'
import type { Marker } from '#shared/room/markers.ts'
import type { Place } from '#shared/room/place.ts'

/** A document and the markers of its blocks. The first is null while block 0 has no marker in the text. */
export interface Shown {
  readonly doc: Node
  readonly markers: readonly (Marker | null)[]
}

/** True while the first block is shown without a marker: the linear index then runs one ahead of the text's. */
export const isHeadless = ({ markers }: Shown): boolean => markers[0] === null

export const toLinear = (doc: Node, pos: number): number => pos - doc.resolve(pos).index(0)

/** The caret position of a linear index: at a marker, the end of the block before it. */
export function toPos(doc: Node, linear: number): number {
  let start = 0
  let before = 0
  for (let k = 0; k < doc.childCount; k++) {
    const { size } = doc.child(k).content
    if (linear <= start + 1 + size) return before + 1 + Math.max(0, linear - start - 1)
    start += 1 + size
    before += 2 + size
  }
  return before - 1
}

/** The linear index in the text itself, where a block without a marker does not count. */
export const toIndex = (shown: Shown, pos: number): number =>
  Math.max(0, toLinear(shown.doc, pos) - (isHeadless(shown) ? 1 : 0))

/** The caret position of an index of the text. */
export const fromIndex = (shown: Shown, index: number): number => toPos(shown.doc, index + (isHeadless(shown) ? 1 : 0))

/** The place at a position. Walks no further than its block. */
export function placeOf(text: Y.Text, shown: Shown, pos: number, assoc: -1 | 0): Place {
  const $pos = shown.doc.resolve(pos)
  if ($pos.depth === 0 && pos > 0) return placeOf(text, shown, pos - 1, assoc)
  const marker = shown.markers[$pos.index(0)]?._item ?? null
  // Units of this walk up to the position: the marker, where there is one, and what stands before in the block.
  const passed = $pos.depth === 0 ? 0 : $pos.parentOffset + (marker === null ? 0 : 1)
  const unit = assoc < 0 ? passed - 1 : passed
  return namePlace(text, unit < 0 ? null : unitFrom(marker ?? text._start, unit), assoc)
}

/** The position of a place; null when it is not a place of this text. */
export function posOf(text: Y.Text, shown: Shown, place: Place): number | null {
  const index = indexOf(text, place)
  return index === null ? null : fromIndex(shown, index)
}

/** The id of the nth living unit from an item on; null behind the last. */
function unitFrom(first: Y.Item | null, nth: number): Y.ID | null {
  let left = nth
  for (let item = first; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (left < item.length) return Y.createID(item.id.client, item.id.clock + left)
    left -= item.length
  }
  return null
}
