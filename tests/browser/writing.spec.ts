/** Writing together in the editor: find and replace, who wrote this, speaking time, languages, undo without a keyboard. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { select } from './sheet.ts'
import { test } from './test.ts'

let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

const text = (page: Page) => page.getByRole('textbox', { name: 'Statement', exact: true })
const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const statusLine = (page: Page) => page.getByRole('contentinfo', { name: 'Status line' })

async function openTool(page: Page, name: string): Promise<void> {
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

/** Two delegations at the sample text. */
async function two(browser: Parameters<typeof joinAs>[0]): Promise<[Page, Page]> {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const a = await joinAs(browser, link, 'Ingrid Solberg')
  return [a, await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')]
}

test('finds and replaces by the keyboard, moves no line, and is undone at once', async ({ browser }) => {
  const [a, b] = await two(browser)
  await text(a).locator('p').nth(1).click()
  const before = await text(a).boundingBox()
  await a.keyboard.press('Control+f')
  await expect(textbox(a, 'Find')).toBeFocused()
  await a.keyboard.type('delegations')
  const bar = a.getByRole('search', { name: 'Find and replace' })
  await expect(bar.getByRole('status')).toHaveText(/^\d of 2$/)
  const first = await bar.getByRole('status').textContent()
  await a.keyboard.press('Enter')
  await expect(bar.getByRole('status')).not.toHaveText(first ?? '')
  await a.keyboard.press('F3')
  await expect(bar.getByRole('status')).toHaveText(first ?? '')
  expect((await text(a).boundingBox())?.width).toBe(before?.width)
  await a.keyboard.press('Control+h')
  await textbox(a, 'Replace with').fill('missions')
  await expectAccessible(a)
  // While the other writes into the same words.
  await Promise.all([button(a, 'Replace all').click(), text(b).locator('p').nth(2).press('End')])
  await expect(bar.getByRole('status')).toHaveText('2 replaced')
  await expect(text(b)).toContainText('Several missions recalled')
  await a.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(text(a)).toBeFocused()
  await a.keyboard.press('Control+z')
  await expect(text(b)).toContainText('Several delegations recalled')
  await expect(text(b)).toContainText('Forty-one delegations')
})

test('shows who wrote what, in colour, in words and by paragraph', async ({ browser }) => {
  const [a, b] = await two(browser)
  await text(b).locator('p').nth(1).click()
  await b.keyboard.press('End')
  await b.keyboard.type(' Canadian words')
  await expect(text(a)).toContainText('Canadian words')
  await select(a, 'Norway was glad')
  await a.keyboard.press('Control+Alt+m')
  await a.keyboard.type('Whose words are these?')
  await a.keyboard.press('Control+Enter')
  await text(a).locator('p').nth(2).click()
  await a.keyboard.press('ArrowRight')
  await openTool(a, 'Who wrote this')
  const panel = a.getByRole('region', { name: 'Who wrote this' })
  await expect(panel.getByRole('listitem').filter({ hasText: 'Canada' })).toContainText('2 words')
  await expect(panel.getByRole('listitem').filter({ hasText: 'Canada' })).toContainText('Marc Tremblay')
  const hand = text(a).locator('.hand[data-delegation="CAN"]')
  await expect(hand).toHaveAttribute('aria-description', 'Written by Marc Tremblay, Canada')
  await expectAccessible(a)
  await panel.getByRole('button', { name: /^Paragraph 1: Canada \d+ %/ }).press('Enter')
  await expect(text(a)).toBeFocused()
  // The caret stands in words with a comment now: its card does not take the place of the list.
  await expect(panel).toBeVisible()
  await b.keyboard.type(' and more')
  await expect(hand).toContainText(' Canadian words and more')
  await button(a, 'Close').click()
  await expect(hand).toHaveCount(0)
})

test('the pace is set for everybody, and goes with its language', async ({ browser }) => {
  const [a, b] = await two(browser)
  await button(a, /^Speaking time/).click()
  const dialog = a.getByRole('dialog', { name: 'Speaking time' })
  await expectAccessible(a)
  await dialog.getByRole('textbox', { name: 'Time limit' }).fill('3:00')
  await dialog.getByRole('spinbutton', { name: 'Words a minute' }).fill('20')
  await expect(dialog).toContainText('Enter a number from 60 to 300.')
  await dialog.getByRole('spinbutton', { name: 'Words a minute' }).fill('90')
  await a.keyboard.press('Enter')
  await expect(statusLine(b)).toContainText(/of 3:00 at 90 wpm.*over/)
  await a.keyboard.press('Escape')
  await button(a, 'Language: English').click()
  await a.getByRole('menuitemradio', { name: 'العربية' }).click()
  await expect(statusLine(b)).toContainText('at 100 wpm')
  await expect(statusLine(b)).toHaveAttribute('dir', 'rtl')
})

test('sets the signs of the language as they are typed, one Ctrl+Z or Backspace from the plain ones', async ({
  browser,
}) => {
  const { link } = await penholder.statement({ title: 'Quotes', penholder: 'NOR' })
  const page = await joinAs(browser, link, 'Ingrid Solberg')
  await button(page, 'Language: English').click()
  await page.getByRole('menuitemradio', { name: 'Français' }).click()
  await text(page).click()
  await page.keyboard.type(`L'appel "humanitaire" est clair !`)
  await expect(text(page)).toHaveText('L’appel «\u202fhumanitaire\u202f» est clair\u202f!')
  await page.keyboard.press('Backspace')
  await expect(text(page)).toHaveText('L’appel «\u202fhumanitaire\u202f» est clair !')
  await page.keyboard.type(' https://a.org/l"x "')
  await page.keyboard.press('Control+z')
  await expect(text(page)).toHaveText(/est clair ! https:\/\/a\.org\/l"x "$/)
})

test('undo and redo on the phone keep focus and keyboard', async ({ browser }) => {
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const options = { viewport: { width: 390, height: 844 }, hasTouch: true }
  const page = await joinAs(browser, link, 'Ingrid Solberg', options)
  await expect(button(page, 'Undo')).toHaveAttribute('aria-disabled', 'true')
  await text(page).locator('p').nth(1).tap()
  await page.keyboard.type('TAPPED')
  await button(page, 'Undo').tap()
  await expect(text(page)).not.toContainText('TAPPED')
  await expect(text(page)).toBeFocused()
  await button(page, 'Redo').tap()
  await expect(text(page)).toContainText('TAPPED')
  for (const name of ['Undo', 'Redo']) {
    const box = await button(page, name).boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  }
  await expectAccessible(page)
})
