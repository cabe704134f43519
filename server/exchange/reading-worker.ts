/**
 * The process in which sources are read, one after the other. It has no secrets, no database and no connection but to the
 * server, yields to whoever types, and may be killed at any moment.
 */
import { flushCompileCache } from 'node:module'
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { changesTaken, longestText } from '#shared/exchange/sources.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'
import { foundIn } from './inspect.ts'
import type { Read, Reading, Source } from './read-source.ts'
import { whereOf } from './where-of.ts'
import type { TimeLeft, Told } from './workshop-process.ts'

/** What it may take, for each byte of the heap that it was given: the file and a part of it inflated are no heap. */
const besideHeap = 1.3
/** Bytes by which a process may have grown that goes back to work: the readers are 55 MB of it, the rest the next one lacks. */
const mostGrown = 128_000_000
/** Below everything that people wait for while they type; whoever imports waits as well. */
const niceness = 5
/** A book of a thousand pages has some 20,000; to take over so many holds the server up for 60 ms. */
const mostBlocks = 25_000
/** Characters beside the text: addresses, names, quotes and what was said. One address of a file may stand at 100,000 words. */
const mostBeside = 4_000_000
/** Time of a core; what was read in less is read twice more for the other choices, of the five seconds that it has. */
const littleMs = 1_000

const born = process.memoryUsage.rss()
const heapMb = Number(/--max-old-space-size=(\d+)/.exec(process.execArgv.join(' '))?.[1])
// A reader may be at work for seconds without the event loop: only another thread can tell then.
const watch = new Worker(new URL('./process-watch.ts', import.meta.url), {
  workerData: { mostBytes: born + heapMb * 1_048_576 * besideHeap },
})
watch.unref()
const allow = (left: TimeLeft): void => watch.postMessage(left)

process.on('message', async (reading: Reading) => {
  process.send?.(await answer(reading))
  // Else it would be kept at the end only, and a process that is killed has none.
  flushCompileCache()
})
process.on('disconnect', () => process.exit())
setPriority(niceness)

async function answer(reading: Reading): Promise<Told<Read>> {
  allow(reading.mostMs)
  try {
    const before = process.cpuUsage()
    const draft = bounded(await read(reading), reading.source)
    const { user, system } = process.cpuUsage(before)
    const isQuick = user + system < littleMs * 1_000
    const otherwise = reading.everyWay && isQuick ? await otherWays(reading, draft) : {}
    return { done: 'made', made: { draft, otherwise }, spent: isSpent() }
  } catch (error) {
    if (error instanceof Refusal) return { done: 'refused', code: error.code, reason: error.detail, spent: isSpent() }
    return { done: 'failed', code: 'failed', reason: whereOf(error) }
  } finally {
    allow(null)
  }
}

const isSpent = (): boolean => process.memoryUsage.rss() > born + mostGrown

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
      return readDocx(Buffer.from(source.content, 'base64'), givenTitle, source.changes)
    }
    case 'archive':
      return (await import('./read-archive.ts')).readArchive(source.content, givenTitle)
  }
}

/** What the other choices about tracked changes would give; one that gives more than is read is left out. */
async function otherWays(reading: Reading, { changes }: Draft): Promise<Read['otherwise']> {
  const { source } = reading
  if (source.format !== 'docx' || changes.inserted + changes.deleted + changes.looks === 0) return {}
  const ways: { -readonly [Way in keyof Read['otherwise']]: Read['otherwise'][Way] } = {}
  for (const way of changesTaken.options.filter((each) => each !== source.changes)) {
    const other = { ...source, changes: way }
    try {
      // Nothing in a Word file is for a delegation alone: whoever asks finds the same.
      ways[way] = foundIn(bounded(await read({ ...reading, source: other }), other), null)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return ways
}

/** A file of a kilobyte may hold a text of megabytes: it may become no more than a text that is pasted. */
function bounded(draft: Draft, { format }: Source): Draft {
  const blocks = draft.document.content
  let letters = 0
  for (const { content = [] } of blocks) for (const node of content) letters += 'text' in node ? node.text.length : 1
  // An archive says each of them itself, within its own 10 MB.
  const beside = format === 'archive' ? 0 : besideOf(draft)
  if (letters > longestText || blocks.length > mostBlocks || beside > mostBeside)
    throw new Refusal(
      format === 'docx' || format === 'archive' ? 'unpacks-too-large' : 'document-too-large',
      `${letters} letters in ${blocks.length} blocks, ${beside} beside them`,
    )
  return draft
}

function besideOf({ document, threads, changes }: Draft): number {
  let beside = changes.authors.reduce((sum, { length }) => sum + length, 0)
  for (const { content = [] } of document.content)
    for (const { marks = [] } of content) for (const { attrs } of marks) beside += attrs?.['href']?.length ?? 0
  for (const { quote, comments } of threads) {
    beside += quote.length
    for (const { author, text } of comments) {
      beside += author.length
      for (const piece of text)
        if (piece.type === 'text') beside += piece.text.length + (piece.href?.length ?? 0)
        else beside += 1
    }
  }
  return beside
}
