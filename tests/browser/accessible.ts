/** Whether everybody can use whatever a page shows at the moment: by a screen reader, and by a finger on a phone. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

/** What a part is looked at on: each size and each colour scheme once, and all pairs of them in the long run. */
export const looks = [
  { colorScheme: 'light', viewport: desk },
  { colorScheme: 'dark', viewport: phone },
  ...(process.env.LONG === '1'
    ? ([
        { colorScheme: 'dark', viewport: desk },
        { colorScheme: 'light', viewport: phone },
      ] as const)
    : []),
] as const

/** Every stylesheet that the page has asked for is there. To Chromium one that did not come is one of another origin. */
export const expectStyled = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const hasRules = ({ sheet }: HTMLLinkElement): boolean => {
          try {
            return sheet !== null && sheet.cssRules.length > 0
          } catch {
            return false
          }
        }
        const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')]
        return links.filter((link) => !hasRules(link)).map(({ href }) => href)
      }),
    )
    .toEqual([])

/** WCAG 2.2 AA as axe sees it. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours are measured where they have arrived, not on their way.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))))
  // No page of ours holds a frame. To read those of other origins, axe opens one more page at each look, and takes twice
  // as long: 1.2 s of a core instead of 0.5 s.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
}

/** Nothing lies beside the screen, and whatever takes a tap is 44 px at least in both directions. */
export async function expectFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  const small = await page
    // Those without a place in the order of keys are for screen readers alone.
    .locator(':is(button, input:not([type=file]), select):visible:not([tabindex="-1"])')
    .evaluateAll((controls) =>
      controls.flatMap((control) => {
        const { width, height } = (control.closest('label') ?? control).getBoundingClientRect()
        return width < 44 || height < 44 ? [`${control.outerHTML.slice(0, 80)}: ${width} by ${height}`] : []
      }),
    )
  expect(small).toEqual([])
}
