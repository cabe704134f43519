/** Playwright's test, which leaves no browser context behind: a page whose server is gone tries again for ever. */
import { test as base } from '@playwright/test'

export const test = base.extend<{ closesContexts: void }>({
  closesContexts: [
    async ({ browser }, use) => {
      await use()
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})

/** For the long run: what this promises beyond others of the short run is held there by tests without a browser. */
export const longTest = process.env.LONG === '1' ? test : test.skip
