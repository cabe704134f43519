/**
 * Reading a source off the event loop, where nobody's typing waits for it. A text on which its reader takes too long or
 * gives up is read as plain text: it looks rougher, and no word is missing. A file that cannot be read is refused.
 */
import { Worker } from 'node:worker_threads'
import type { z } from 'zod'
import type { source } from '#shared/exchange/sources.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'
import { readText } from './read-text.ts'

export type Source = z.output<typeof source>

/** Two megabytes of ordinary Markdown take some 3 s of one core. */
const textPatienceMs = 15_000
/** A file is built by a program: one that takes longer was built to. */
const filePatienceMs = 5_000
const memoryMb = { text: 1024, file: 256 }

/** What a reading worker is asked. */
export interface Reading {
  readonly source: Source
  readonly givenTitle: string
}

/** What it answers. */
export type Read = { readonly draft: Draft } | { readonly refused: RefusalCode; readonly detail: string | undefined }

/**
 * A title given here is the title; without one the first heading of a text is. Throws Refusal `not-a-document`,
 * `old-document`, `locked-document`, `document-too-deep`, `unpacks-too-large` or `import-too-slow` for a Word file, and
 * `not-an-archive` or `import-too-slow` for an archive.
 */
export async function readSource(source: Source, givenTitle: string, patienceMs?: number): Promise<Draft> {
  switch (source.format) {
    case 'text':
      return readText(source.content)
    case 'markdown':
    case 'html': {
      const read = await readAside({ source, givenTitle }, patienceMs ?? textPatienceMs, memoryMb.text)
      return read !== null && 'draft' in read ? read.draft : readText(source.content)
    }
    case 'docx':
    case 'archive': {
      const read = await readAside({ source, givenTitle }, patienceMs ?? filePatienceMs, memoryMb.file)
      if (read === null) throw new Refusal('import-too-slow')
      if ('refused' in read) throw new Refusal(read.refused, read.detail)
      return read.draft
    }
  }
}

/** Null when the worker did not finish. */
function readAside(workerData: Reading, patienceMs: number, maxOldGenerationSizeMb: number): Promise<Read | null> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb },
  })
  return new Promise((resolve) => {
    const tooLong = setTimeout(() => void worker.terminate(), patienceMs)
    worker.once('message', (read: Read) => resolve(read))
    // Out of memory or too deeply nested: `exit` follows.
    worker.once('error', () => {})
    worker.once('exit', () => {
      clearTimeout(tooLong)
      resolve(null)
    })
  })
}
