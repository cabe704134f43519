/**
 * Reading a source in a process of its own, where nobody's typing waits for it. A text on which its reader takes too long
 * or gives up is read as plain text: it looks rougher, and no word is missing. A file that cannot be read is refused.
 */
import type { z } from 'zod'
import type { ChangesTaken, Found, source } from '#shared/exchange/sources.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { Draft } from './draft.ts'
import { readText } from './read-text.ts'
import { type Bounds, Workshop } from './workshop.ts'

export type Source = z.output<typeof source>

/** What a reading process is asked. */
export interface Reading {
  readonly source: Source
  readonly givenTitle: string
  /** Whether it is said as well what other choices about tracked changes would give. */
  readonly everyWay: boolean
  /** Time of a core that it may take; a reader that takes longer is ended. */
  readonly mostMs: number
}

/** What it answers. */
export interface Read {
  readonly draft: Draft
  /** What the other choices would give, as far as that was asked for and takes little. */
  readonly otherwise: Readonly<Partial<Record<ChangesTaken, Found>>>
}

export interface Asker {
  /** Whatever tells people apart: nobody's imports hold up those of others. */
  readonly person?: string
  /** Aborted when nobody waits for the draft any more. */
  readonly signal?: AbortSignal
  readonly patienceMs?: number
}

const bounds: Bounds = {
  atOnce: 2,
  // The other place is for the others.
  atOncePerPerson: 1,
  // Each keeps its source, up to 14 MB.
  waiting: 8,
  // Whoever tries what becomes of tracked changes asks three times, and once more to create it.
  perPerson: 4,
  // For all else that the machine may be at meanwhile.
  timeMs: 15_000,
  perProcess: 50,
  idleMs: 60_000,
}
/**
 * Time of a core. Two megabytes of ordinary Markdown take some 3 s; a file is built by a program, and one that takes longer
 * was built to.
 */
const mostMs = { text: 15_000, file: 5_000 }

const refusals = { tooMany: 'too-many-imports', tooSlow: 'import-too-slow', failed: 'unpacks-too-large' } as const

/** Two megabytes of ordinary Markdown are read in 256 MB, in half a second more. A file is held to less. */
const heapMb = { text: 512, file: 192 }

/** Characters that are read at once as plain text, in 60 ms at most; two million paragraphs of one letter take 6 s. */
const smallText = 20_000

const program = new URL('./reading-worker.ts', import.meta.url)
const desk = new Workshop<Reading, Read>(program, bounds, refusals, heapMb.file)

/**
 * A title given here is the title; without one the first heading of a text is. Throws Refusal `not-a-document`,
 * `old-document`, `locked-document`, `document-too-deep`, `unpacks-too-large` or `import-too-slow` for a Word file,
 * `not-an-archive`, `unpacks-too-large` or `import-too-slow` for an archive, `failed` for a bug of ours in either,
 * `document-too-large` for a text of more paragraphs than anybody reads, and `too-many-imports` at once. Throws `Abandoned`
 * when the signal is aborted.
 */
export async function readSource(source: Source, givenTitle: string, asker: Asker = {}): Promise<Draft> {
  return (await read(source, { givenTitle, everyWay: false }, asker)).draft
}

/** As `readSource` without a title, for whoever has yet to choose what becomes of tracked changes. */
export const readEveryWay = (source: Source, asker: Asker): Promise<Read> =>
  read(source, { givenTitle: '', everyWay: true }, asker)

async function read(
  source: Source,
  wanted: Pick<Reading, 'givenTitle' | 'everyWay'>,
  { person = '', signal = new AbortController().signal, patienceMs }: Asker,
): Promise<Read> {
  if (source.format === 'text' && source.content.length <= smallText)
    return { draft: readText(source.content), otherwise: {} }
  const ask = (kind: 'text' | 'file', asked = source, timeMs = bounds.timeMs): Promise<Read> => {
    const job = async (): Promise<Reading> => ({ ...wanted, source: asked, mostMs: mostMs[kind] })
    return desk.make({ person, signal, job, timeMs, heapMb: heapMb[kind] })
  }
  switch (source.format) {
    case 'text':
      return ask('text')
    case 'markdown':
    case 'html':
      return ask('text', source, patienceMs).catch((error: unknown) => {
        const isGivenUp = error instanceof Refusal && givesUp.has(error.code)
        if (isGivenUp) return ask('text', { format: 'text', content: source.content })
        throw error
      })
    case 'docx':
    case 'archive':
      return ask('file', source, patienceMs)
  }
}

const givesUp: ReadonlySet<RefusalCode> = new Set([
  'import-too-slow',
  'unpacks-too-large',
  'document-too-large',
  'failed',
])
