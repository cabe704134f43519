/** Planting a text with its threads beside the event loop, in a process that one text too many does not take along. */
import type { Planted, Planting } from '../room/planting.ts'
import { type Bounds, Workshop } from './workshop.ts'

const bounds: Bounds = {
  atOnce: 2,
  atOncePerPerson: 1,
  waiting: 8,
  perPerson: 4,
  timeMs: 20_000,
  perProcess: 50,
  idleMs: 60_000,
}

const refusals = { tooMany: 'too-many-imports', tooSlow: 'import-too-slow', failed: 'import-too-slow' } as const
/** 50,000 blocks, twice what is read, with 2,000 threads have a heap of 170 MB and take 6 s. */
const heapMb = 512

const desk = new Workshop<Planting, Planted>(new URL('./planting-worker.ts', import.meta.url), bounds, refusals, heapMb)

/** `person` is whatever tells people apart. Throws Refusal `too-many-imports` or `import-too-slow`. */
export const plantAside = (planting: Planting, person: string): Promise<Planted> =>
  desk.make({ person, signal: new AbortController().signal, job: async () => planting })
