import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/browser/chromium.ts'
import { compileCache } from './tests/compile-cache.ts'

process.env['NODE_COMPILE_CACHE'] ??= compileCache

/**
 * The two omnibox features draw the list below the address bar with a page of its own, for every window although nobody
 * sees one: 0.65 s of a core for each context. The spare renderer is a process for a page that might be opened next:
 * 0.3 s for each context. The others are Playwright's own, since only the last such list counts.
 */
const unneeded = [
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
]

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
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        `--disable-features=${unneeded.join(',')}`,
      ],
    },
  },
})
