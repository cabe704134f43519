/**
 * The first update of a statement that has threads from its beginning, with an anchor for each. 2,000 anchors in 20,000
 * words take 0.7 to 1.1 s: they are made in a thread of its own, which ends with them.
 */
import { Worker } from 'node:worker_threads'
import type { Anchor } from '#shared/thread/thread.ts'
import type { Spot } from '#shared/room/spots.ts'
import type { Seed } from './seed.ts'

/** Where a thread stands in the document. */
export interface Stand {
  readonly from: Spot
  readonly to: Spot
  /** About the paragraph of `from` as a whole. */
  readonly whole: boolean
}

/** What the thread is given. */
export interface Planting {
  readonly seed: Seed
  readonly stands: readonly (Stand | null)[]
}

/** What it answers. */
export interface Planted {
  readonly bytes: Uint8Array
  /** Null where there is no stand, or none of such a block. */
  readonly anchors: readonly (Anchor | null)[]
}

const memoryMb = 512

export function plant(planting: Planting): Promise<Planted> {
  const worker = new Worker(new URL('planting-worker.ts', import.meta.url), {
    workerData: planting,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', (planted: Planted) => resolve(planted))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The thread that plants ended without an answer.')))
  })
}
