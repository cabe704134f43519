/**
 * The process in which files are written, one after the other. It has no secrets, no database and no connection but to
 * the server, yields to whoever types, and may be killed at any moment.
 */
import { flushCompileCache } from 'node:module'
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { PaperFormat } from '#shared/exchange/formats.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Archive } from './archive.ts'
import type { Paper, Written } from './paper.ts'
import { whereOf } from './where-of.ts'
import type { Told } from './workshop-process.ts'
import { writers } from './writers.ts'

export type Job =
  | { readonly make: 'file'; readonly format: PaperFormat; readonly paper: Paper }
  | { readonly make: 'archive'; readonly archive: Archive }
  /** One page of the PDF, as SVG; counted from 1. */
  | { readonly make: 'page'; readonly page: number; readonly paper: Paper }

export interface Made {
  readonly bytes: Written
  /** Of a page: how many there are. */
  readonly pages?: number
}

/** What the README promises of each. */
const mostBytes = 1_000_000_000
/** Below everything that people wait for while they type. */
const niceness = 10

process.on('message', async (job: Job) => {
  process.send?.(await make(job))
  // Else it would be kept at the end only, and a process that is killed has none.
  flushCompileCache()
})
process.on('disconnect', () => process.exit())
setPriority(niceness)
// A writer may be at work for seconds without the event loop: only another thread can tell then.
new Worker(new URL('./process-watch.ts', import.meta.url), { workerData: { mostBytes } }).unref()

async function make(job: Job): Promise<Told<Made>> {
  try {
    if (job.make === 'page') {
      const { drawPage } = await import('./write-pdf.ts')
      return made(drawPage(job.paper, job.page))
    }
    if (job.make === 'archive') {
      const { writeArchive } = await import('./write-archive.ts')
      return made({ bytes: writeArchive(job.archive) })
    }
    const write = await writers[job.format]()
    return made({ bytes: await write(job.paper) })
  } catch (error) {
    if (error instanceof Refusal) return { done: 'failed', code: error.code, reason: error.detail ?? '' }
    return { done: 'failed', code: 'export-failed', reason: whereOf(error) }
  }
}

/** What its writers leak is little, and known: the press counts the papers. */
const made = (file: Made): Told<Made> => ({ done: 'made', made: file, spent: false })
