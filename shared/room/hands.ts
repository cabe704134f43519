/** By whose hand the text came in, as its items have it. Whose a Yjs client is, the server says. */
import type * as Y from 'yjs'
import { markerOf } from './markers.ts'

/** So many places of a block, one behind the other: characters by their UTF-16 units, atoms as one. */
export interface Hand {
  readonly client: number
  readonly length: number
}

/**
 * For each block that the text shows, in their order, the stretches of it that one client wrote. What came back by
 * undoing belongs to whoever undid. One walk over the items: some ms at 20,000 words.
 */
export function readHands(text: Y.Text): Hand[][] {
  const blocks: Hand[][] = []
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const opens = markerOf(item) !== null
    if (opens || blocks.length === 0) blocks.push([])
    if (!opens) add(blocks[blocks.length - 1] ?? [], item.id.client, item.length)
  }
  return blocks.length > 0 ? blocks : [[]]
}

function add(hands: Hand[], client: number, length: number): void {
  const last = hands[hands.length - 1]
  if (last?.client === client) hands[hands.length - 1] = { client, length: last.length + length }
  else hands.push({ client, length })
}
