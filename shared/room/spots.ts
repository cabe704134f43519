/** Places of a flat text as places of the document that it shows. */
import { blockAt, type Reading } from './reading.ts'

/** A place in the document: the index of a block, and UTF-16 units into it, an atom counting one. */
export interface Spot {
  readonly block: number
  readonly offset: number
}

/** The spot at a linear index. At a marker that is the end of the block before it, as for a caret. */
export function spotAt(reading: Reading, index: number): Spot {
  const block = blockAt(reading, index)
  const { start, end } = reading.blocks[block] ?? { start: 0, end: 0 }
  return { block, offset: Math.max(0, Math.min(index, end) - start) }
}
