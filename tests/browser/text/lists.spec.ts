/** The page draws by style sheets what lists.ts and footnotes.ts count: both must say the same, and be read aloud. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './two-people.ts'

/** Pasted, so that levels are skipped, lists interrupted and kinds mixed as no key would do it. */
const lists = `<ol><li>1.<ol><li>(a)<ol><li>(i)</li><li>(ii)<ol><li>(A)</li></ol></li></ol></li><li>(b)</li></ol></li>
  <li>2.<ul><li>\u2013</li></ul></li><li>3.</li></ol><ul><li>\u2022</li></ul><ol><li>1.</li></ol><p>between</p>
  <ol><li>1.</li></ol><h2>between</h2><ol><li data-depth="2">(i)</li><li data-depth="1">(a)</li></ol>`

/** What a screen reader is told of each item: its number, then its words. */
async function itemsRead(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page)
  const { root } = await devtools.send('DOM.getDocument')
  const { nodeIds } = await devtools.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '#a [role="listitem"]',
  })
  const items: string[] = []
  for (const nodeId of nodeIds) {
    const { nodes } = await devtools.send('Accessibility.queryAXTree', { nodeId, role: 'StaticText' })
    items.push(nodes.map((node) => String(node.name?.value ?? '')).join(''))
  }
  return items
}

test('items are numbered on the page as they are counted, and read with their number', async ({ two, page }) => {
  await two.open(['p '])
  await two.select('a', 0, 0)
  await two.paste('a', { 'text/html': lists })
  await two.meet()
  const items = await itemsRead(page)
  expect(items).toHaveLength(14)
  // Each item's words are the number that it must bear.
  for (const item of items) expect(item.slice(0, item.length / 2)).toBe(item.slice(item.length / 2))
})

test('lists, notes and links are clean to axe', async ({ two, page }) => {
  await two.open(['h1 Title', '1 first', '- dot', 'q quote', 'p words'])
  await two.select('a', 4, 5)
  await page.evaluate(() => window.harness.command('a', 'insertFootnote'))
  await page.keyboard.type('see https://un.org now')
  await two.meet()
  const { violations } = await new AxeBuilder({ page })
    .include('#a')
    .disableRules(['page-has-heading-one', 'region'])
    .analyze()
  expect(violations).toEqual([])
})
