/** Two people at one text in a real browser, for specs: the harness page, built once, and an input method. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'
import react from '@vitejs/plugin-react'
import { test as base, expect } from '@playwright/test'
import type { Browser, CDPSession, Page } from '@playwright/test'
import type { Act, Harness, Name } from './harness/harness.tsx'

/** The page of the harness, for one test. */
export class TwoPeople {
  readonly page: Page
  readonly #devtools: CDPSession
  readonly #errors: string[] = []

  constructor(page: Page, devtools: CDPSession) {
    this.page = page
    this.#devtools = devtools
    page.on('pageerror', (error) => this.#errors.push(error.stack ?? error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text())
    })
  }

  /** Opens the text: a line is a block, such as `p words`. */
  async open(lines: readonly string[], first: Name = 'a'): Promise<void> {
    await this.page.evaluate(([all, lower]) => window.harness.open(all, lower), [lines, first] as const)
    await this.#agree()
  }

  async #agree(): Promise<void> {
    const intervals = [10, 20, 40, 80, 100]
    await expect.poll(() => this.page.evaluate(() => window.harness.wrongs()), { intervals }).toEqual([])
  }

  act(name: Name, act: Act): Promise<void> {
    return this.page.evaluate(([who, what]) => window.harness.act(who, what), [name, act] as const)
  }

  select(name: Name, block: number, at: number, toBlock = block, to = at): Promise<void> {
    return this.page.evaluate((args) => window.harness.select(...args), [name, block, at, toBlock, to] as const)
  }

  lines(name: Name = 'a'): Promise<string[]> {
    return this.page.evaluate((who) => window.harness.lines(who), name)
  }

  /** Begins to watch the DOM of a block; `touched` answers how often it was changed since. */
  watch(name: Name, block: number): Promise<void> {
    return this.page.evaluate((args) => window.harness.watch(...args), [name, block] as const)
  }

  touched(): Promise<number> {
    return this.page.evaluate(() => window.harness.touched())
  }

  compositions(): Promise<ReturnType<Harness['compositions']>> {
    return this.page.evaluate(() => window.harness.compositions())
  }

  /** One step of a composition: what the input method shows in place of the step before. */
  async compose(text: string, replace?: { readonly from: number; readonly to: number }): Promise<void> {
    await this.#devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
      ...(replace && { replacementStart: replace.from, replacementEnd: replace.to }),
    })
    await this.breathe()
  }

  /** Ends the composition with `text`, or types it where there is none. */
  async commit(text: string): Promise<void> {
    await this.#devtools.send('Input.insertText', { text })
    await this.breathe()
  }

  /** Pastes as the browser does: both forms of the clipboard in one event. */
  async paste(name: Name, data: Readonly<Record<string, string>>): Promise<void> {
    await this.page.evaluate((args) => window.harness.paste(...args), [name, data] as const)
  }

  /** Lets the page do what it does after an event: ProseMirror reads the DOM in a task of its own. */
  breathe(): Promise<void> {
    return this.page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve()))),
    )
  }

  /** Waits until both show one text, then answers its lines; everything else that must hold is checked as well. */
  async meet(): Promise<string[]> {
    await this.#agree()
    expect(this.#errors).toEqual([])
    return await this.lines('a')
  }
}

interface ForTests {
  readonly two: TwoPeople
  /** True where a test leaves nothing on the page but its text: the page is kept for the next, which spares its making. */
  readonly samePage: boolean
}

interface ForRun {
  /** The address of the harness page. */
  readonly harness: string
  /** Those whose page is kept, by their user agent. */
  readonly kept: Map<string, TwoPeople>
}

export const test = base.extend<ForTests, ForRun>({
  harness: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'penholder-harness-'))
      // Built once, as a page of hundreds of modules would load anew for each test; and built for development, where
      // React's strict mode mounts everything twice and the binding compares document and text after every change.
      await build({
        configFile: false,
        root: join(import.meta.dirname, 'harness'),
        mode: 'development',
        define: { 'process.env.NODE_ENV': '"development"' },
        logLevel: 'error',
        plugins: [react()],
        resolve: { dedupe: ['yjs', 'lib0', '@tiptap/pm', 'react', 'react-dom'] },
        build: { outDir, minify: false, chunkSizeWarningLimit: Infinity },
      })
      const server = await preview({
        configFile: false,
        root: outDir,
        logLevel: 'error',
        build: { outDir },
        preview: { host: '127.0.0.1', port: 0 },
      })
      const [url] = server.resolvedUrls?.local ?? []
      if (url === undefined) throw new Error('vite listens nowhere')
      await use(url)
      await server.close()
      await rm(outDir, { recursive: true })
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above.
  kept: [async ({}, use) => await use(new Map()), { scope: 'worker' }],
  samePage: [false, { option: true }],
  two: async ({ browser, harness, kept, samePage, userAgent }, use, testInfo) => {
    const device = userAgent ?? ''
    const two = (samePage && kept.get(device)) || (await openHarness(browser, harness))
    await use(two)
    const passed = testInfo.status === testInfo.expectedStatus
    await two.page.evaluate(() => window.harness.close())
    if (samePage && passed) {
      kept.set(device, two)
    } else {
      if (samePage) kept.delete(device)
      await two.page.context().close()
    }
  },
  page: async ({ two }, use) => await use(two.page),
})

async function openHarness(browser: Browser, url: string): Promise<TwoPeople> {
  const page = await (await browser.newContext()).newPage()
  const two = new TwoPeople(page, await page.context().newCDPSession(page))
  await page.goto(url)
  return two
}

export { expect }
