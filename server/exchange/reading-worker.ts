/**
 * The process in which sources are read, one after the other. It has no secrets, no database and no connection but to the
 * server, yields to whoever types, and may be killed at any moment.
 */
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { longestText } from '#shared/exchange/sources.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'
import type { Read, Reading } from './read-source.ts'
import type { Told } from './workshop-process.ts'

/** Bytes, beside the heap that it was given: Node with its modules, the file, and a part of it inflated. */
const besideHeap = 200_000_000
/** Bytes of a process that goes back to work: what it once took it keeps. */
const restingBytes = 250_000_000
/** Below everything that people wait for while they type; whoever imports waits as well. */
const niceness = 5
/** Blocks of a file. A book of a thousand pages has some 20,000. */
const mostBlocks = 50_000

const heapMb = Number(/--max-old-space-size=(\d+)/.exec(process.execArgv.join(' '))?.[1])

process.on('message', async (reading: Reading) => {
  process.send?.(await answer(reading))
})
process.on('disconnect', () => process.exit())
setPriority(niceness)
// A reader may be at work for seconds without the event loop: only another thread can tell then.
const workerData = { mostBytes: heapMb * 1_048_576 + besideHeap }
new Worker(new URL('./process-watch.ts', import.meta.url), { workerData }).unref()

async function answer(reading: Reading): Promise<Told<Read>> {
  try {
    const draft = await read(reading)
    return { done: 'made', made: { draft }, spent: process.memoryUsage.rss() > restingBytes }
  } catch (error) {
    if (error instanceof Refusal) return { done: 'refused', code: error.code, reason: error.detail }
    throw error
  }
}

/** Each reader is loaded when it is wanted. */
async function read({ source, givenTitle }: Reading): Promise<Draft> {
  switch (source.format) {
    case 'text':
      return (await import('./read-text.ts')).readText(source.content)
    case 'markdown':
      return (await import('./read-markdown.ts')).readMarkdown(source.content, givenTitle)
    case 'html':
      return (await import('./read-html.ts')).readHtml(source.content, givenTitle)
    case 'docx': {
      const { readDocx } = await import('./read-docx.ts')
      return bounded(readDocx(Buffer.from(source.content, 'base64'), givenTitle, source.changes))
    }
    case 'archive':
      return bounded((await import('./read-archive.ts')).readArchive(source.content, givenTitle))
  }
}

/** A file of a kilobyte may hold a text of megabytes: it may become no more than a text that is pasted. */
function bounded(draft: Draft): Draft {
  const blocks = draft.document.content
  let letters = 0
  for (const { content = [] } of blocks) for (const node of content) letters += 'text' in node ? node.text.length : 1
  if (letters > longestText || blocks.length > mostBlocks)
    throw new Refusal('unpacks-too-large', `${letters} letters in ${blocks.length} blocks`)
  return draft
}
