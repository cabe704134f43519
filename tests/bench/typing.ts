/**
 * From a key to the frame that shows it, in a real browser: Penholder's whole page against a bare Tiptap collaboration
 * page with the same text, each with its server and 20 moving carets of others. Interleaved; prints Markdown for
 * docs/benchmarks.md. Needs `npm run build` and `npm ci --prefix tests/bench/peers`; `ROUNDS`, `WORDS` and `KEYS` narrow.
 */
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import * as Y from 'yjs'
import { placeAt } from '#shared/room/anchor.ts'
import { textRoot } from '#shared/room/roots.ts'
import { findChromium } from '../browser/chromium.ts'
import { seeded } from '../random.ts'
import { contenders, type Place, type Running } from './contenders.ts'
import { percentile } from './scenarios.ts'
import { createStatement, paragraphs, signedIn, type Typed, typeInMiddle } from './statement-page.ts'
import { Visitor } from './visitor.ts'

const rounds = Number(process.env['ROUNDS'] ?? 3)
const sizes = (process.env['WORDS'] ?? '5000,20000').split(',').map(Number)
const keys = Number(process.env['KEYS'] ?? 120)
const others = 20
/** ms between two keys, and between two moves of one caret. */
const keyEvery = 70
const caretEvery = 500

/** A page with the text on it, and how a caret is said in its room. */
interface Opened {
  readonly page: Page
  readonly place: Place
  readonly caret: (doc: Y.Doc, at: () => number) => unknown
  close(): Promise<void>
}

async function openPenholder(browser: Browser, server: Running, count: number): Promise<Opened> {
  const { headers } = await server.room('unused')
  const origin = headers['origin'] ?? ''
  const statementId = await createStatement(headers, count)
  const context = await signedIn(browser, headers)
  const page = await context.newPage()
  await page.goto(`${origin}/statements/${statementId}`)
  await page.getByRole('textbox', { name: 'Statement', exact: true }).waitFor()
  return {
    page,
    place: { name: 'bench', url: `${origin.replace('http', 'ws')}/collab/${statementId}`, headers },
    caret: (doc, at) => {
      const place = placeAt(doc.getText(textRoot), at(), -1)
      return { caret: { anchor: place, head: place } }
    },
    close: () => context.close(),
  }
}

async function openTiptap(browser: Browser, server: Running, count: number, pages: string): Promise<Opened> {
  const room = `bench-${count}-${Date.now()}`
  const place = await server.room(room)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const address = `${pages}/?server=${encodeURIComponent(new URL(place.url).origin)}&room=${room}`
  await page.goto(address)
  await page.locator('.ProseMirror').waitFor()
  await page.evaluate((texts) => {
    const { editor } = globalThis as unknown as { editor: { commands: { setContent(content: unknown): void } } }
    const bold = (text: string) => text.split(' ').slice(0, 2).join(' ')
    const content = texts.map((text, p) => ({
      type: 'paragraph',
      content:
        p % 3 === 0
          ? [
              { type: 'text', text: bold(text), marks: [{ type: 'bold' }] },
              { type: 'text', text: text.slice(bold(text).length) },
            ]
          : [{ type: 'text', text }],
    }))
    editor.commands.setContent({ type: 'doc', content })
  }, paragraphs(count))
  await pause(1_000)
  await page.goto(address)
  await page.locator('.ProseMirror > p').nth(10).waitFor()
  return {
    page,
    place,
    caret: (doc, at) => {
      const blocks = doc.getXmlFragment('default').toArray()
      const block = blocks[at() % blocks.length]
      const text = block instanceof Y.XmlElement ? block.get(0) : null
      if (!(text instanceof Y.XmlText)) throw new Error('a paragraph without text')
      const anchor = Y.createRelativePositionFromTypeIndex(text, at() % text.length)
      return { user: { name: 'Other', color: '#a4361d' }, cursor: { anchor, head: anchor } }
    },
    close: () => context.close(),
  }
}

/** The carets of the others, moving until the answer is called. */
async function moveCarets({ place, caret }: Opened): Promise<() => void> {
  const visitors = await Promise.all(Array.from({ length: others }, () => Visitor.open(place, 'address')))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await (visitors[0] as Visitor).sync())
  const random = seeded(1)
  const length = doc.share.has(textRoot) ? doc.getText(textRoot).length : 0
  let clock = 1
  const at = (): number => random.int(Math.max(length, 100_000))
  const timers = visitors.map((visitor, k) =>
    setInterval(
      () =>
        visitor.caret(
          1000 + k,
          ++clock,
          caret(doc, () => (length > 0 ? at() % length : at())),
        ),
      caretEvery + k,
    ),
  )
  return () => {
    for (const timer of timers) clearInterval(timer)
    for (const visitor of visitors) visitor.close()
  }
}

async function typeAmongCarets(opened: Opened): Promise<Typed & { readonly carets: number }> {
  const stop = await moveCarets(opened)
  const typed = await typeInMiddle(opened.page, { count: keys, every: keyEvery })
  const carets = await opened.page.locator('.caret, .collaboration-carets__caret').count()
  stop()
  return { ...typed, carets }
}

/** Builds the bare page and serves it; answers its address. */
async function serveTiptap(): Promise<{ url: string; stop(): void }> {
  const out = mkdtempSync(join(tmpdir(), 'tiptap-page-'))
  const root = join(import.meta.dirname, 'peers', 'tiptap')
  await build({ root, configFile: false, logLevel: 'error', build: { outDir: out, emptyOutDir: true } })
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://bench').pathname
    try {
      const file = readFileSync(join(out, path === '/' ? 'index.html' : path))
      response
        .writeHead(200, { 'content-type': types[extname(path === '/' ? '.html' : path)] ?? 'text/html' })
        .end(file)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close()
      rmSync(out, { recursive: true, force: true })
    },
  }
}

const named = (name: string) => contenders.find((contender) => contender.name === name)!
const [ours, theirs, pages] = await Promise.all([
  named('Penholder').start(),
  named('y-websocket 2.1, memory').start(),
  serveTiptap(),
])
const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${cpus().length} cores, ${rounds} rounds of ${keys} keys, interleaved.\n`,
  )
  console.log(
    '| words | page | key to frame p50, ms | p95, ms | most, ms | a key: script, style, layout, ms | carets shown |\n|---|---|---|---|---|---|---|',
  )
  for (const count of sizes) {
    const results = new Map<string, Awaited<ReturnType<typeof typeAmongCarets>>[]>()
    for (let round = 0; round < rounds; round++)
      for (const [name, open] of [
        ['Penholder', () => openPenholder(browser, ours, count)],
        ['Tiptap', () => openTiptap(browser, theirs, count, pages.url)],
      ] as const) {
        const opened = await open()
        results.set(name, [...(results.get(name) ?? []), await typeAmongCarets(opened)])
        await opened.close()
      }
    for (const [name, runs] of results) {
      const delays = runs.flatMap((run) => run.delays)
      const [p50, p95, most] = [0.5, 0.95, 1].map((share) => percentile(delays, share).toFixed(1))
      const work = [0, 1, 2].map((kind) =>
        percentile(
          runs.map((run) => run.work[kind] ?? 0),
          0.5,
        ).toFixed(1),
      )
      const carets = Math.min(...runs.map((run) => run.carets))
      console.log(`| ${count} | ${name} | ${p50} | ${p95} | ${most} | ${work.join(', ')} | ${carets} |`)
    }
  }
} finally {
  await browser.close()
  pages.stop()
  await Promise.all([ours.stop(), theirs.stop()])
}
