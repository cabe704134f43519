/**
 * Playwright's test, which leaves no page behind: one whose server is gone tries again for ever. Windows of this worker's
 * other tests are used again, but where a service worker may answer for the server.
 */
import { test as base } from '@playwright/test'
import { leaveWindows } from './windows.ts'

export const test = base.extend<{ leavesWindows: void }>({
  leavesWindows: [
    async ({ browser, serviceWorkers }, use, testInfo) => {
      const alone = serviceWorkers !== 'block'
      if (alone) await leaveWindows(browser, 'close')
      await use()
      const passed = testInfo.status === testInfo.expectedStatus
      await leaveWindows(browser, alone || !passed ? 'close' : 'keep')
    },
    { auto: true },
  ],
})

/** For the long run: what this promises beyond others of the short run is held there by tests without a browser. */
export const longTest = process.env.LONG === '1' ? test : test.skip
