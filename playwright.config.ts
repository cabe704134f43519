import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/browser/chromium.ts'

// Two workers on two cores: a test waits for disks and pauses half of its time. More would let a slow frame fail one.
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // Each context would fetch the whole page once more, to keep it; the tests of that ask for it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    },
  },
})
