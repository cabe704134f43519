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
