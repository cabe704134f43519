/**
 * What 500 threads cost the page of a statement of 5,000 words, against the same statement with none: opening it,
 * typing in it, and the way of somebody else's comment to the screen. Real server, real browser, interleaved; prints
 * Markdown for docs/benchmarks.md. `ROUNDS` (of opening, of `KEYS` keys and of comments) and `THREADS` narrow it.
 */
import { randomUUID } from 'node:crypto'
import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { rangeBetween } from '#shared/room/anchor.ts'
import { type Anchor, type CommentText, surroundings } from '#shared/thread/thread.ts'
import { findChromium } from '../browser/chromium.ts'
import { HeadlessClient } from '../headless-client.ts'
import { seeded } from '../random.ts'
import { contenders } from './contenders.ts'
import { percentile } from './scenarios.ts'
import { createStatement, paragraphs, signedIn, type Typed, typeInMiddle } from './statement-page.ts'

const rounds = Number(process.env['ROUNDS'] ?? 3)
const threads = Number(process.env['THREADS'] ?? 500)
const keys = Number(process.env['KEYS'] ?? 60)
const count = 5_000
const commentsLive = 20
/** ms after which a comment has not come. */
const longest = 10_000
/** What one delegate says in a row, below what the server takes of one person at once. */
const spell = 50

const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-gpu'],
})
const server = await contenders[0]!.start()

type Session = Readonly<Record<string, string>>
const { headers: chair } = await server.room('unused')
const origin = chair['origin'] ?? ''

async function ask(session: Session, method: string, path: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${origin}/api${path}`, {
    method,
    headers: { ...session, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** A statement, and people of Norway who comment on it. */
async function prepare(people: number): Promise<{ id: string; norway: Session[]; anchors: Anchors }> {
  const id = await createStatement(chair, count)
  const invited = await ask(chair, 'POST', `/statements/${id}/invitations`, { delegation: 'NOR', role: 'commenter' })
  const { link, delegation } = (await invited.json()) as { link: string; delegation: { id: string } }
  await ask(chair, 'PUT', `/statements/${id}/delegations/${delegation.id}/invitation`, { maxPeople: 200 })
  const norway: Session[] = []
  for (let k = 0; k < people; k++) {
    const session = { origin }
    const body = { key: new URL(link).hash.slice(1), name: `Delegate ${k + 1}` }
    const joined = await ask(session, 'POST', '/invitations/join', body)
    norway.push({ ...session, cookie: joined.headers.getSetCookie()[0]?.split(';')[0] ?? '' })
  }
  const client = await HeadlessClient.open({ url: `${origin.replace('http', 'ws')}/collab/${id}`, headers: chair })
  const anchors = anchorsIn(client.text)
  await client.close()
  return { id, norway, anchors }
}

/** The anchor of words of a paragraph, by their place in it. */
type Anchors = (paragraph: number, from: number, length: number) => Anchor

function anchorsIn(text: Y.Text): Anchors {
  const blocks: { id: string; start: number; end: number }[] = []
  let at = 0
  for (const { insert } of text.toDelta() as { insert: unknown }[]) {
    if (insert instanceof Y.Map) blocks.push({ id: String(insert.get('id')), start: at + 1, end: at + 1 })
    at += typeof insert === 'string' ? insert.length : 1
    const last = blocks.at(-1)
    if (last) last.end = at
  }
  const plain = (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\n'))
    .join('')
  return (paragraph, offset, length) => {
    const { id, start, end } = blocks[paragraph % blocks.length]!
    const from = start + (offset % (end - start - length))
    return {
      paragraphId: id,
      whole: false,
      range: rangeBetween(text, from, from + length),
      quote: plain.slice(from, from + length),
      prefix: plain.slice(Math.max(0, from - surroundings), from),
      suffix: plain.slice(from + length, from + length + surroundings),
    } as Anchor
  }
}

const said = (words: string): CommentText => [{ type: 'text', text: words }]

const open = (session: Session, id: string, anchor: Anchor, words: string): Promise<Response> =>
  ask(session, 'POST', `/statements/${id}/threads`, { key: randomUUID(), anchor, audience: 'all', text: said(words) })

/** Fills the statement with threads of two comments each, spread over all paragraphs but the first. */
async function discuss({ id, norway, anchors }: Awaited<ReturnType<typeof prepare>>): Promise<void> {
  const random = seeded(1)
  const others = paragraphs(count).length - 1
  for (let k = 0; k < threads; k++) {
    const [first, second] = [norway[Math.floor((2 * k) / spell)]!, norway[Math.floor((2 * k + 1) / spell)]!]
    const words = `Could this be said more plainly? It is the ${k + 1}th time that we ask for it.`
    const opened = await open(first, id, anchors(1 + (k % others), random.int(300), 12 + random.int(20)), words)
    const { id: threadId } = (await opened.json()) as { id: string }
    const reply = { key: randomUUID(), text: said('We agree, and would gladly send a wording.') }
    await ask(second, 'POST', `/statements/${id}/threads/${threadId}/comments`, reply)
  }
}

interface Opening {
  /** ms from the beginning of the navigation to the end of the frame that shows the whole text, to be written in. */
  readonly text: number
  /** And to the one with the first card. */
  readonly card: number
}

/** Opens the statement in a tab of its own, the files of the page being in the browser's cache. */
async function timeOpening(context: BrowserContext, id: string, cards: boolean): Promise<Opening> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const at: { text?: number; card?: number } = {}
    Object.assign(globalThis, { at })
    const look = (): void => {
      const { port1, port2 } = new MessageChannel()
      const text = document.querySelector('.ProseMirror[contenteditable=true] > p:nth-child(80)') !== null
      const card = document.querySelector('[aria-label^="Comment by"]') !== null
      port1.onmessage = () => {
        if (text) at.text ??= performance.now()
        if (card) at.card ??= performance.now()
      }
      port2.postMessage(null)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(`${origin}/statements/${id}`)
  const shown = (name: 'text' | 'card'): Promise<unknown> =>
    page.waitForFunction((key) => key in (globalThis as unknown as { at: object }).at, name)
  await shown('text')
  if (cards) await shown('card')
  const { text = Number.NaN, card = Number.NaN } = await page.evaluate(
    () => (globalThis as unknown as { at: { text?: number; card?: number } }).at,
  )
  await page.close()
  return { text, card }
}

async function openPage(context: BrowserContext, id: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/statements/${id}`)
  await page.locator('.ProseMirror > p').nth(80).waitFor()
  await pause(2_000)
  return page
}

interface Live {
  /** ms from sending to the end of the frame with the card. */
  readonly delay: number
  /** Changes of the DOM elsewhere than in the new card and in its highlight, by what was changed. */
  readonly elsewhere: readonly string[]
}

/** A comment of somebody else on words whose card is in view: of many, cards that are not are not in the page. */
async function timeComment(page: Page, send: (words: string) => Promise<unknown>, k: number): Promise<Live> {
  const words = `News of Norway, ${k}.`
  await page.evaluate((wanted) => {
    const changes: MutationRecord[] = []
    const shown = new Promise<number>((resolve) => {
      const observer = new MutationObserver((records) => {
        changes.push(...records)
        // Only what has come is looked through: all of the page would be 5,000 words at each change.
        if (!records.some(({ addedNodes }) => [...addedNodes].some((node) => node.textContent?.includes(wanted))))
          return
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
          port2.postMessage(null)
        })
      })
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    })
    Object.assign(globalThis, { news: { shown, changes } })
  }, words)
  const before = performance.timeOrigin + performance.now()
  await send(words)
  const at = await Promise.race([
    page.evaluate(() => (globalThis as unknown as { news: { shown: Promise<number> } }).news.shown),
    pause(longest).then(() => null),
  ])
  if (at === null) throw new Error(`The card of "${words}" did not come into view.`)
  await pause(500)
  const elsewhere = await page.evaluate((wanted) => {
    const { changes } = (globalThis as unknown as { news: { changes: MutationRecord[] } }).news
    const isCard = (node: Node): boolean => node.textContent?.includes(wanted) === true
    const element = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement)
    return changes.flatMap(({ type, target, attributeName, addedNodes, removedNodes }) => {
      const at = element(target)
      const card = at?.closest('[aria-label^="Comment by"]')
      if (card && isCard(card)) return []
      // Its own words are wrapped anew, and only where they stand.
      if (type === 'childList' && [...addedNodes, ...removedNodes].some(isCard)) return []
      const place = at?.closest('.ProseMirror') ? 'text' : card ? 'another card' : (at?.tagName.toLowerCase() ?? '')
      return [`${place}: ${type}${attributeName === null ? '' : ` ${attributeName}`}`]
    })
  }, words)
  return { delay: at - before, elsewhere }
}

interface Panel {
  /** ms from the press of "All comments" to the end of the frame that shows the list. */
  readonly opening: number
  /** ms between frames while the list is scrolled from its beginning to its end. */
  readonly frames: readonly number[]
}

/** Opens the panel of all threads and scrolls through it, 60 px a frame. */
async function timePanel(page: Page): Promise<Panel> {
  await page.getByRole('button', { name: 'All comments', exact: true }).waitFor()
  return page.evaluate(async () => {
    const frame = (): Promise<number> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now())
          port2.postMessage(null)
        })
      })
    const press = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'All comments')
    const before = performance.now()
    press?.click()
    let list: HTMLElement | null = null
    let at = before
    while (list === null) {
      at = await frame()
      list = document.querySelector<HTMLElement>('#comments article')?.closest('ul') ?? null
    }
    const opening = at - before
    const frames: number[] = []
    for (let top = 0; top < list.scrollHeight - list.clientHeight; top += 60) {
      list.scrollTop = top
      const now = await frame()
      frames.push(now - at)
      at = now
    }
    return { opening, frames }
  })
}

const figures = (values: readonly number[]): string =>
  `${percentile(values, 0.5).toFixed(0)} (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`

/** A percentile of all rounds together, and in brackets the least and the most of a round. */
const byRound = (runs: readonly (readonly number[])[], share: number, digits = 0): string => {
  const each = runs.map((run) => percentile(run, share))
  const [all, least, most] = [percentile(runs.flat(), share), Math.min(...each), Math.max(...each)].map((value) =>
    value.toFixed(digits),
  )
  return `${all} (${least}–${most})`
}

try {
  const bare = await prepare(1)
  const full = await prepare(Math.ceil((2 * threads) / spell) + Math.ceil(commentsLive / spell))
  await discuss(full)
  const context = await signedIn(browser, chair)
  const both = [
    ['none', bare],
    [String(threads), full],
  ] as const
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${cpus().length} cores, ${count} words, ${rounds} rounds, interleaved.\n`,
  )

  const openings = new Map<string, Opening[]>(both.map(([name]) => [name, []]))
  for (const [, { id }] of both) await timeOpening(context, id, false)
  for (let round = 0; round < rounds; round++)
    for (const [name, { id }] of both) openings.get(name)?.push(await timeOpening(context, id, name !== 'none'))
  console.log('| threads | text shown, ms | first card shown, ms |\n|---|---|---|')
  for (const [name, runs] of openings)
    console.log(
      `| ${name} | ${figures(runs.map(({ text }) => text))} | ${name === 'none' ? '' : figures(runs.map(({ card }) => card))} |`,
    )

  const typed = new Map<string, Typed[]>(both.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, { id }] of both) {
      const page = await openPage(context, id)
      typed.get(name)?.push(await typeInMiddle(page, { count: keys, every: 70 }))
      await page.close()
    }
  console.log(
    '\n| threads | key to frame p50 (by round), ms | p95, ms | a key: script, style, layout, ms |\n|---|---|---|---|',
  )
  for (const [name, runs] of typed) {
    const delays = runs.map((run) => run.delays)
    const work = [0, 1, 2].map((kind) =>
      percentile(
        runs.map((run) => run.work[kind] ?? 0),
        0.5,
      ).toFixed(1),
    )
    console.log(`| ${name} | ${byRound(delays, 0.5, 1)} | ${byRound(delays, 0.95, 1)} | ${work.join(', ')} |`)
  }
  const [none = [], many = []] = [...typed.values()].map((runs) => runs.flatMap((run) => run.delays))
  const times = [0.5, 0.95].map((share) => (percentile(many, share) / percentile(none, share)).toFixed(2))
  console.log(`\nTyping with ${threads} takes ${times[0]} times of none at p50 and ${times[1]} at p95.`)

  const listing = await openPage(context, full.id)
  const { opening, frames } = await timePanel(listing)
  await listing.close()
  console.log(
    `\nThe panel of all ${threads} is open after ${opening.toFixed(0)} ms; scrolled through, ${frames.length} frames take ${percentile(frames, 0.5).toFixed(0)} ms (p50), ${percentile(frames, 0.95).toFixed(0)} (p95) and ${Math.max(...frames).toFixed(0)} at most.`,
  )

  const eachRound = Math.ceil(commentsLive / rounds)
  const lives = new Map<string, Live[][]>(both.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, { id, norway, anchors }] of both) {
      const page = await openPage(context, id)
      const live: Live[] = []
      for (let k = round * eachRound; k < Math.min(commentsLive, (round + 1) * eachRound); k++) {
        // From the end of the first paragraph to its beginning: each card stands above those before it, in view.
        const anchor = anchors(0, 15 * (commentsLive - 1 - k), 12)
        live.push(await timeComment(page, (words) => open(norway.at(-1)!, id, anchor, words), k))
        await pause(300)
      }
      lives.get(name)?.push(live)
      await page.close()
    }
  console.log(
    '\n| threads | comment of another to card p50 (by round), ms | p95, ms | changes elsewhere |\n|---|---|---|---|',
  )
  for (const [name, runs] of lives) {
    const elsewhere = new Map<string, number>()
    for (const change of runs.flat().flatMap((live) => live.elsewhere))
      elsewhere.set(change, (elsewhere.get(change) ?? 0) + 1)
    const listed = [...elsewhere].map(([change, count]) => `${change} (${count})`).join(', ')
    const spent = runs.map((run) => run.map(({ delay }) => delay))
    console.log(`| ${name} | ${byRound(spent, 0.5)} | ${byRound(spent, 0.95)} | ${listed} |`)
  }
} finally {
  await browser.close()
  await server.stop()
}
