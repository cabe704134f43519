/** The thread in which one text is planted; it ends when it has answered. */
import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { anchorParagraph, anchorWords } from '#shared/room/make-anchor.ts'
import { readText, type Reading } from '#shared/room/reading.ts'
import { textRoot } from '#shared/room/roots.ts'
import type { Spot } from '#shared/room/spots.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import type { Planted, Planting, Stand } from './planting.ts'
import { seed } from './seed.ts'

/** ms for twins: some 4,000 anchors in 20,000 words. A text that takes more was built to. */
const patience = 3_000

const { seed: text, stands }: Planting = workerData

parentPort?.postMessage(plant())

function plant(): Planted {
  const bytes = seed(text)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const reading = readText(doc.getText(textRoot))
  const end = performance.now() + patience
  return { bytes, anchors: stands.map((stand) => stand && anchorAt(reading, stand, performance.now() < end)) }
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
