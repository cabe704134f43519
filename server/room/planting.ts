/** The first update of a statement that has threads from its beginning, and an anchor for each of them. */
import * as Y from 'yjs'
import { anchorParagraph, anchorWords } from '#shared/room/make-anchor.ts'
import { readText, type Reading } from '#shared/room/reading.ts'
import { textRoot } from '#shared/room/roots.ts'
import type { Spot } from '#shared/room/spots.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { type Seed, seed } from './seed.ts'

/** Where a thread stands in the document. */
export interface Stand {
  readonly from: Spot
  readonly to: Spot
  /** About the paragraph of `from` as a whole. */
  readonly whole: boolean
}

/** What is planted. */
export interface Planting {
  readonly text: Seed
  readonly stands: readonly (Stand | null)[]
}

export interface Planted {
  readonly bytes: Uint8Array
  /** Null where there is no stand, or none of such a block. */
  readonly anchors: readonly (Anchor | null)[]
}

/** ms for twins: some 4,000 anchors in 20,000 words. A text that takes more was built to, and is found a little worse. */
const patience = 2_500

/** 2,000 anchors in 20,000 words take 0.7 to 1.1 s, so this is no work for the event loop. */
export function plant({ text, stands }: Planting): Planted {
  const bytes = seed(text)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const reading = readText(doc.getText(textRoot))
  const end = performance.now() + patience
  const anchors = stands.map((stand) => stand && anchorAt(reading, stand, performance.now() < end))
  doc.destroy()
  return { bytes, anchors }
}

function anchorAt(reading: Reading, { from, to, whole }: Stand, twins: boolean): Anchor | null {
  const block = reading.blocks[from.block]
  if (block === undefined) return null
  if (whole) return anchorParagraph(reading, block.id, { twins })
  return anchorWords(reading, indexOf(reading, from), indexOf(reading, to), { twins })
}

/** A spot beyond the end of its block, or of the text, is there. */
function indexOf({ blocks, words }: Reading, { block, offset }: Spot): number {
  const { start, end } = blocks[block] ?? { start: words.length, end: words.length }
  return Math.min(start + offset, end)
}
