/** Where files are made, beside the server, so that nobody's typing waits for a paper. */
import type { Job, Made } from './press-worker.ts'
import { type Bounds, Workshop } from './workshop.ts'

export const usualBounds: Bounds = {
  atOnce: 2,
  atOncePerPerson: 2,
  waiting: 24,
  perPerson: 6,
  timeMs: 60_000,
  // Typst keeps some 1 MB of each compile, whatever is forgotten.
  perProcess: 50,
  idleMs: 60_000,
}

const refusals = { tooMany: 'too-many-exports', tooSlow: 'export-too-slow', failed: 'export-failed' } as const

/** Heap of a process; what stands outside it is watched by process-watch.ts. */
const heapMb = 512

/** Makes files. Each server has one. Refuses `too-many-exports` at once, `export-too-slow` and `export-failed`. */
export class Press extends Workshop<Job, Made> {
  /** `program` is what its processes run. */
  constructor(bounds: Partial<Bounds> = {}, program = new URL('./press-worker.ts', import.meta.url)) {
    super(program, { ...usualBounds, ...bounds }, refusals, heapMb)
  }
}
