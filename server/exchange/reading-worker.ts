/** The thread in which one source is read; it ends when it has answered. */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'
import type { Read, Reading } from './read-source.ts'

const { source, givenTitle }: Reading = workerData

parentPort?.postMessage(await answer())

async function answer(): Promise<Read> {
  try {
    return { draft: await read() }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, detail: error.detail }
    throw error
  }
}

/** Each reader is loaded when it is wanted. */
async function read(): Promise<Draft> {
  switch (source.format) {
    case 'text':
      return (await import('./read-text.ts')).readText(source.content)
    case 'markdown':
      return (await import('./read-markdown.ts')).readMarkdown(source.content, givenTitle)
    case 'html':
      return (await import('./read-html.ts')).readHtml(source.content, givenTitle)
    case 'docx': {
      const { readDocx } = await import('./read-docx.ts')
      return readDocx(Buffer.from(source.content, 'base64'), givenTitle, source.changes)
    }
    case 'archive':
      return (await import('./read-archive.ts')).readArchive(source.content, givenTitle)
  }
}
