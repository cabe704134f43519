/**
 * Files out and in, against pandoc and LibreOffice on the same text, interleaved; and keys in a room while a long PDF is
 * made. Prints Markdown for docs/benchmarks.md. `ROUNDS`, `WORDS` and `ONLY` narrow; on Debian `apt-get install
 * libreoffice-writer pandoc` for the others.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { choices, type PaperFormat } from '#shared/exchange/formats.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import type { Paper } from '../../server/exchange/paper.ts'
import { Press } from '../../server/exchange/press.ts'
import { readMarkdown } from '../../server/exchange/read-markdown.ts'
import type { Read, Reading, Source } from '../../server/exchange/read-source.ts'
import { Workshop } from '../../server/exchange/workshop.ts'
import { HeadlessClient } from '../headless-client.ts'
import { contenders } from './contenders.ts'
import { percentile } from './scenarios.ts'
import { createStatement, paragraphs } from './statement-page.ts'

const rounds = Number(process.env['ROUNDS'] ?? 3)
const sizes = (process.env['WORDS'] ?? '1000,20000').split(',').map(Number)
const only = process.env['ONLY'] ?? ''
const folder = mkdtempSync(join(tmpdir(), 'penholder-bench-'))
// As a server has it.
enableCompileCache(join(folder, 'compiled'))
const missing = ['pandoc', 'soffice'].filter((peer) => spawnSync(peer, ['--version']).error !== undefined)

interface Run {
  readonly ms: number
  /** The most that a process had in memory. */
  readonly peakMb: number
}
type Contender = () => Promise<Run>

/** The same words for everybody: paragraphs, headings, a list and notes. */
function markdownOf(count: number, version = 0): string {
  const texts = paragraphs(count).map((words, k) => {
    const text = version === 0 ? words : words.replaceAll('the', `the${version}`)
    if (k % 20 === 0) return `## ${text.slice(0, 40)}`
    if (k % 10 === 5) return text.replaceAll(/(\S+ \S+ \S+ \S+) /g, '- $1\n').trim()
    return k % 7 === 3 ? `**${text.slice(0, 9)}**${text.slice(9)}[^${k}]` : text
  })
  const notes = texts
    .flatMap((text) => /\[\^(\d+)\]/.exec(text)?.[1] ?? [])
    .map((k) => `[^${k}]: See the report, page ${k}.`)
  return ['# Statement on the report', ...texts, ...notes].join('\n\n')
}

const paperOf = (markdown: string): Paper => {
  const { document, letterhead, language } = readMarkdown(markdown, '')
  return {
    document,
    letterhead: { ...emptyLetterhead, ...letterhead },
    language,
    penholder: 'Canada',
    at: 0,
    remarks: [],
    hands: [],
    choices: choices.parse({ deliveryNote: 'check' }),
  }
}

const signal = new AbortController().signal

interface Ours {
  readonly kept: Contender
  /** Null where it would be another task. */
  readonly fresh: Contender | null
  readonly end: () => void
}

/**
 * In a process that is there already, as a server has it, and in one that has to be started, after others have been: their
 * sources are compiled.
 */
function ours<Job extends object>(start: () => Workshop<Job, object>, jobOf: (k: number) => Job): Ours {
  const workshop = start()
  let jobs = 0
  const run = async (own: Workshop<Job, object>): Promise<Run> => {
    const job = jobOf(jobs++)
    const began = performance.now()
    await own.make({ person: '', signal, job: async () => job })
    return { ms: performance.now() - began, peakMb: peakOf(childrenOf(process.pid)) }
  }
  return {
    kept: async () => {
      if (workshop.size === 0) await run(workshop)
      return run(workshop)
    },
    fresh: async () => {
      const fresh = start()
      try {
        return await run(fresh)
      } finally {
        fresh.close()
      }
    },
    end: () => workshop.close(),
  }
}

const press = (format: PaperFormat, paper: (k: number) => Paper) =>
  ours(
    () => new Press(),
    (k) => ({ make: 'file', format, paper: paper(k) }) as const,
  )

const program = new URL('../../server/exchange/reading-worker.ts', import.meta.url)
const bounds = {
  atOnce: 1,
  atOncePerPerson: 1,
  waiting: 1,
  perPerson: 1,
  timeMs: 60_000,
  perProcess: 1_000,
  idleMs: 600_000,
}
const refusals = { tooMany: 'failed', tooSlow: 'failed', failed: 'failed' } as const
const reader = (source: Source, heapMb: number) =>
  ours(
    () => new Workshop<Reading, Read>(program, bounds, refusals, heapMb),
    () => ({ source, givenTitle: '', everyWay: false, mostMs: 60_000 }),
  )

/** Another program, from its start to its end. */
const theirs =
  (command: string, args: readonly string[]): Contender =>
  async () => {
    const began = performance.now()
    const child = spawn(command, args, { cwd: folder, stdio: 'ignore' })
    let peakMb = 0
    const watching = setInterval(() => (peakMb = Math.max(peakMb, peakOf([child.pid ?? 0]))), 20)
    const code = await new Promise((resolve) => child.once('exit', resolve))
    clearInterval(watching)
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}`)
    return { ms: performance.now() - began, peakMb }
  }

const pandoc = (...args: string[]): Contender => theirs('pandoc', args)
const office = (to: string, file: string): Contender =>
  theirs('soffice', [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    'out',
    file,
  ])

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
    } catch {
      return []
    }
  })
}

/** MB of the largest of these processes and those below them; Linux says it, others do not. */
function peakOf(pids: readonly number[]): number {
  return Math.max(
    0,
    ...pids.map((pid) => {
      try {
        const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
        return Math.max(Number(kb) / 1_000, peakOf(childrenOf(pid)))
      } catch {
        return 0
      }
    }),
  )
}

async function files(count: number): Promise<void> {
  const markdown = markdownOf(count)
  const papers = (k: number): Paper => paperOf(markdownOf(count, k + 1))
  const paper = paperOf(markdown)
  writeFileSync(join(folder, 'text.md'), markdown)
  for (const format of ['docx', 'html'] as const) {
    const { bytes } = await withPress((made) =>
      made.make({ person: '', signal, job: async () => ({ make: 'file', format, paper }) }),
    )
    writeFileSync(join(folder, `text.${format}`), bytes)
  }
  const file = (name: string): Buffer => readFileSync(join(folder, name))
  const html = file('text.html').toString()
  const word = file('text.docx').toString('base64')
  const tasks: readonly (readonly [string, Ours, Contender | null, Contender | null])[] = [
    [
      'to DOCX',
      press('docx', papers),
      pandoc('text.md', '-o', 'out.docx'),
      office('docx:Office Open XML Text', 'text.html'),
    ],
    // pandoc sets no pages itself.
    ['to PDF', press('pdf', papers), null, office('pdf', 'text.docx')],
    // As each page of the preview is, and the file after it: Typst remembers what it has set. All others are new to it.
    ['to PDF once more', { ...press('pdf', () => paper), fresh: null }, null, null],
    [
      'from DOCX',
      reader({ format: 'docx', content: word, changes: 'accepted' }, 192),
      pandoc('text.docx', '-t', 'json', '-o', 'out.json'),
      office('html', 'text.docx'),
    ],
    [
      'from Markdown',
      reader({ format: 'markdown', content: markdown }, 512),
      pandoc('text.md', '-t', 'json', '-o', 'out.json'),
      null,
    ],
    [
      'from HTML',
      reader({ format: 'html', content: html }, 512),
      pandoc('text.html', '-t', 'json', '-o', 'out.json'),
      office('odt', 'text.html'),
    ],
  ]
  for (const [name, { kept, fresh, end }, itsPandoc, itsOffice] of tasks) {
    if (!name.includes(only)) continue
    const all = [
      kept,
      fresh,
      missing.includes('pandoc') ? null : itsPandoc,
      missing.includes('soffice') ? null : itsOffice,
    ]
    const runs: Run[][] = all.map(() => [])
    for (let round = 0; round < rounds; round++)
      for (const [k, contender] of all.entries()) if (contender !== null) runs[k]?.push(await contender())
    end()
    const peaks = [[...(runs[0] ?? []), ...(runs[1] ?? [])], runs[2], runs[3]].map((made) =>
      made !== undefined && made.length > 0 ? Math.max(...made.map(({ peakMb }) => peakMb)).toFixed(0) : '–',
    )
    const spreads = runs.map((made) => spread(made.map(({ ms }) => ms)))
    const [server, nothing, , theirs] = runs.map((made) =>
      percentile(
        made.map(({ ms }) => ms),
        0.5,
      ),
    )
    const times = [server, nothing].map((own) => (own && theirs ? (theirs / own).toFixed(1) : '–'))
    console.log(`| ${name} | ${count} | ${spreads.join(' | ')} | ${peaks.join(', ')} | ${times.join(', ')} |`)
  }
}

async function withPress<Result>(act: (press: Press) => Promise<Result>): Promise<Result> {
  const own = new Press()
  try {
    return await act(own)
  } finally {
    own.close()
  }
}

const spread = (values: readonly number[]): string =>
  values.length === 0
    ? '–'
    : `${percentile(values, 0.5).toFixed(0)} (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`

/** Two people in a room of so many words: from a key of one to the other, with PDFs of it made one after the other, and without. */
async function typing(count: number): Promise<void> {
  const [penholder] = contenders
  if (penholder === undefined) return
  const server = await penholder.start()
  const { headers } = await server.room('unused')
  const origin = headers['origin'] ?? ''
  const id = await createStatement(headers, count)
  const address = { url: `${origin.replace('http', 'ws')}/collab/${id}`, headers, cookie: headers['cookie'] ?? '' }
  const [writing, watching] = [await HeadlessClient.open(address), await HeadlessClient.open(address)]
  const delays: Record<'without' | 'with', number[]> = { without: [], with: [] }
  let made = 0
  for (let round = 0; round < rounds; round++)
    for (const way of ['without', 'with'] as const) {
      const stop = new AbortController()
      const exporting =
        way === 'with'
          ? exportOn(`${origin}/api/statements/${id}/export/pdf?deliveryNote=none`, headers, stop.signal)
          : Promise.resolve(0)
      for (let key = 0; key < 150; key++) {
        const began = performance.now()
        const seen = new Promise<void>((resolve) => watching.doc.once('update', () => resolve()))
        writing.type('a', 1_000)
        await seen
        delays[way].push(performance.now() - began)
        await pause(40)
      }
      stop.abort()
      made += await exporting
    }
  await writing.close()
  await watching.close()
  await server.stop()
  console.log(
    `\n### Keys in a room of ${count} words, ${made} PDFs of it made meanwhile\n\n| | key to the other p50, ms | p95, ms | most, ms |\n|---|---|---|---|`,
  )
  for (const [way, values] of Object.entries(delays))
    console.log(
      `| ${way} PDFs | ${percentile(values, 0.5).toFixed(1)} | ${percentile(values, 0.95).toFixed(1)} | ${Math.max(...values).toFixed(1)} |`,
    )
}

/** Answers how many were made. */
async function exportOn(url: string, headers: Readonly<Record<string, string>>, stop: AbortSignal): Promise<number> {
  for (let made = 0; ; made++) {
    const size = await fetch(url, { headers, signal: stop })
      .then(
        async (answer) =>
          answer.ok ? (await answer.arrayBuffer()).byteLength : Promise.reject(new Error(await answer.text())),
        () => 0,
      )
      .catch((error: unknown) => {
        if (stop.aborted) return 0
        throw error
      })
    if (size === 0) return made
  }
}

const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(', ')
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), ${rounds} rounds; load ${load()}.${missing.length > 0 ? ` Not installed: ${missing.join(', ')}.` : ''}`,
)
try {
  console.log(
    '\n| | words | server | from nothing | pandoc | LibreOffice | peak MB: ours, pandoc, LibreOffice | as fast as LibreOffice: server, from nothing |\n|---|---|---|---|---|---|---|---|',
  )
  for (const size of sizes) await files(size)
  if ('typing'.includes(only)) await typing(sizes.at(-1) ?? 20_000)
  console.log(`\nLoad at the end ${load()}.`)
} finally {
  rmSync(folder, { recursive: true })
}
process.exit()
