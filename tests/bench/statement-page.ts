/** Penholder's page in a real browser, for the benches: a statement of many words, and keys timed until they are seen. */
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserContext, Browser, Page } from '@playwright/test'

const words =
  'the Group heard reports from the field and asked for figures that anybody can check before November'.split(' ')

/** Paragraphs of 60 words. */
export const paragraphs = (count: number): string[] =>
  Array.from({ length: Math.ceil(count / 60) }, (_, p) =>
    Array.from({ length: 60 }, (__, k) => words[(p + k) % words.length]).join(' '),
  )

/** A statement of that many words, every third paragraph with some in bold; `headers` are those of a session. */
export async function createStatement(headers: Readonly<Record<string, string>>, count: number): Promise<string> {
  const content = paragraphs(count)
    .map((text, p) => (p % 3 === 0 ? text.replace(/^(\S+ \S+)/, '**$1**') : text))
    .join('\n\n')
  const answer = await fetch(`${headers['origin']}/api/statements`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Bench', source: { format: 'markdown', content } }),
  })
  return ((await answer.json()) as { statementId: string }).statementId
}

/** A browser context that is signed in. */
export async function signedIn(browser: Browser, headers: Readonly<Record<string, string>>): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  const cookies = (headers['cookie'] ?? '').split('; ').map((cookie) => cookie.split('='))
  const url = headers['origin'] ?? ''
  await context.addCookies(cookies.map(([name = '', ...value]) => ({ name, value: value.join('='), url })))
  return context
}

export interface Keys {
  readonly count: number
  /** ms between two keys. */
  readonly every: number
}

export interface Typed {
  /** ms from each key to the end of the frame that shows it. */
  readonly delays: readonly number[]
  /** ms a key that went into scripts, into styles and into layout, whatever caused it. */
  readonly work: readonly [number, number, number]
}

/** Types in the middle of the text. */
export async function typeInMiddle(page: Page, { count, every }: Keys): Promise<Typed> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const spent = async (): Promise<number[]> => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = new Map(metrics.map(({ name, value }) => [name, value]))
    return ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'].map((name) => (seconds.get(name) ?? 0) * 1000)
  }
  const middle = page.locator('.ProseMirror > p').nth(Math.floor((await page.locator('.ProseMirror > p').count()) / 2))
  await middle.scrollIntoViewIfNeeded()
  await middle.click()
  await page.evaluate(() => {
    const delays: number[] = []
    Object.assign(globalThis, { delays })
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        // A task behind the frame: the frame's own work is over then.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => delays.push(performance.now() - timeStamp)
          port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
  await pause(2_000)
  const before = await spent()
  for (let k = 0; k < count; k++) {
    await page.keyboard.press(k % 6 === 5 ? 'Space' : 'e')
    await pause(every)
  }
  const after = await spent()
  await pause(300)
  const delays = await page.evaluate(() => (globalThis as unknown as { delays: number[] }).delays)
  const [script = 0, style = 0, layout = 0] = after.map((value, k) => (value - (before[k] ?? 0)) / count)
  return { delays, work: [script, style, layout] }
}
