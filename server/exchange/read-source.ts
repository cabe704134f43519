/**
 * Reading a source off the event loop, where nobody's typing waits for it. A source on which its reader takes too
 * long or gives up is read as plain text: it looks rougher, and no word is missing.
 */
import { Worker } from 'node:worker_threads'
import type { Draft } from './draft.ts'
import { readText } from './read-text.ts'

export interface Source {
  readonly format: 'markdown' | 'text' | 'html'
  readonly content: string
}

/** Two megabytes of ordinary Markdown take some 3 s of one core. */
const usualPatienceMs = 15_000
const memoryMb = 1024

/** What a reading worker is asked; it answers with a Draft. */
export interface Reading {
  readonly format: 'markdown' | 'html'
  readonly content: string
  readonly givenTitle: string
}

/** A title given here is the title; without one the first heading of Markdown or HTML is. */
export async function readSource(
  { format, content }: Source,
  givenTitle: string,
  patienceMs = usualPatienceMs,
): Promise<Draft> {
  switch (format) {
    case 'text':
      return readText(content)
    case 'markdown':
    case 'html':
      return (await readAside({ format, content, givenTitle }, patienceMs)) ?? readText(content)
  }
}

/** Null when the worker did not finish. */
function readAside(workerData: Reading, patienceMs: number): Promise<Draft | null> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  return new Promise((resolve) => {
    const tooLong = setTimeout(() => void worker.terminate(), patienceMs)
    worker.once('message', (draft: Draft) => resolve(draft))
    // Out of memory or too deeply nested: `exit` follows.
    worker.once('error', () => {})
    worker.once('exit', () => {
      clearTimeout(tooLong)
      resolve(null)
    })
  })
}
