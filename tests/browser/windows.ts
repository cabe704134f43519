/**
 * Browsers of people, for tests: each is as its maker would open it, with no cookie and nothing kept on the device. The
 * tests of a worker hand them on, emptied: whoever joins in a new one costs 3.0 s of a core, in one handed on 1.5 s, as
 * its process is there and has the page's files.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'

/** What was opened, by what was asked for. */
const opened = new WeakMap<BrowserContext, string>()
const free: BrowserContext[] = []

/** More of them would keep memory for kinds that no later test asks for. */
const mostFree = 6

/** What tests listen to on a page; the rest is Playwright's own. */
const heard = ['pageerror', 'request', 'dialog']

const desk = { width: 1440, height: 900 }

/** A page of its own, in a context of its own. An error that the page does not catch fails the test. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const size = options.viewport ?? desk
  const wanted = { ...options, viewport: size }
  const kind = JSON.stringify(wanted)
  const place = free.findIndex((context) => opened.get(context) === kind)
  const [kept] = place < 0 ? [] : free.splice(place, 1)
  const context = kept ?? (await browser.newContext(wanted))
  opened.set(context, kind)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize(size)
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** Ends what a test did in its windows. To `keep` them empties them for the next test, where that can be done. */
export async function leaveWindows(browser: Browser, ending: 'keep' | 'close'): Promise<void> {
  const used = browser.contexts().filter((context) => !free.includes(context))
  if (ending === 'keep') await Promise.all(used.map(async (context) => (await empty(context)) && free.push(context)))
  const staying = ending === 'keep' ? free.slice(-mostFree) : []
  free.splice(0, free.length, ...staying)
  const going = browser.contexts().filter((context) => !free.includes(context))
  await Promise.all(going.map((context) => context.close()))
}

/** False where the window is to be closed: it was opened otherwise, or is not what it was. */
async function empty(context: BrowserContext): Promise<boolean> {
  const [page, ...others] = context.pages()
  if (page === undefined || !opened.has(context)) return false
  const { origin, protocol } = new URL(page.url())
  if (protocol !== 'http:') return false
  await Promise.all(others.map((other) => other.close()))
  for (const event of heard) page.removeAllListeners(event)
  await context.setOffline(false)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  // A page that is gone writes nothing into what is emptied.
  await page.goto('about:blank')
  await context.clearCookies()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await devtools.detach()
  return true
}
