/**
 * The process in which files are written, one after the other. It has no secrets, no database and no connection but to
 * the server, yields to whoever types, and may be killed at any moment.
 */
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Format } from '#shared/exchange/formats.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { Paper, Written } from './paper.ts'
import { writers } from './writers.ts'

export type Job =
  | { readonly make: 'file'; readonly format: Format; readonly paper: Paper }
  /** One page of the PDF, as SVG; counted from 1. */
  | { readonly make: 'page'; readonly page: number; readonly paper: Paper }

export interface Made {
  readonly done: 'made'
  readonly bytes: Written
  /** Of a page: how many there are. */
  readonly pages?: number
}

/** What the process answers. */
export type Told = Made | { readonly done: 'failed'; readonly code: RefusalCode; readonly reason: string }

/** What the README promises of each. */
const mostBytes = 1_000_000_000
/** Below everything that people wait for while they type. */
const niceness = 10

process.on('message', async (job: Job) => {
  process.send?.(await make(job))
})
process.on('disconnect', () => process.exit())
setPriority(niceness)
// A writer may be at work for seconds without the event loop: only another thread can tell then.
new Worker(new URL('./press-watch.ts', import.meta.url), { workerData: { mostBytes } }).unref()

async function make(job: Job): Promise<Told> {
  try {
    if (job.make === 'page') {
      const { drawPage } = await import('./write-pdf.ts')
      return { done: 'made', ...drawPage(job.paper, job.page) }
    }
    const write = await writers[job.format]()
    return { done: 'made', bytes: await write(job.paper) }
  } catch (error) {
    if (error instanceof Refusal) return { done: 'failed', code: error.code, reason: error.detail ?? '' }
    return { done: 'failed', code: 'export-failed', reason: whereOf(error) }
  }
}

/** For the log: where it failed, and nothing of what stands in the text, which a message may quote. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  const [first = ''] = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line))
  return `${error.name}${first.replace(/^ +/, ' ').replace(/\(?file:.*\/server\//, 'server/')}`
}
