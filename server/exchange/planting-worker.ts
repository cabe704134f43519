/** The process in which texts with threads are planted, one after the other; it may be ended at any moment. */
import { flushCompileCache } from 'node:module'
import { setPriority } from 'node:os'
import type { Planted, Planting } from '../room/planting.ts'
import { plant } from '../room/planting.ts'
import type { Told } from './workshop-process.ts'

/** Below everything that people wait for while they type, as where sources are read. */
const niceness = 5

process.on('message', (planting: Planting) => {
  process.send?.({ done: 'made', made: plant(planting), spent: false } satisfies Told<Planted>)
  // Else it would be kept at the end only, and a process that is killed has none.
  flushCompileCache()
})
process.on('disconnect', () => process.exit())
setPriority(niceness)
