/** The page around the text: its names, its keys, its states, and that axe finds nothing in any of them. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { caretAfter } from './sheet.ts'
import { longTest, test } from './test.ts'

// One server for all: each test has a statement of its own, and the set-up comes first.
let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

async function drafting(browser: Parameters<typeof joinAs>[0], options: Parameters<typeof joinAs>[3] = {}) {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  return { id, page: await joinAs(browser, link, 'Ingrid Solberg', options) }
}

longTest('the first administrator sets up, signs out and signs in', async ({ page }) => {
  await page.goto(await penholder.setUpLink())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up Penholder')
  await expectAccessible(page)
  await button(page, 'Create administrator').click()
  await expect(page.getByText('Use at least 8 characters.')).toBeVisible()
  await textbox(page, 'Your name').fill('Claire Roy')
  await page.getByRole('combobox', { name: 'Your delegation', exact: true }).fill('cana')
  await page.getByRole('option', { name: /^Canada/ }).click()
  await expect(page.getByRole('combobox', { name: 'Your delegation', exact: true })).toHaveValue('Canada')
  await page.getByLabel('Passphrase', { exact: true }).fill('seven quiet rivers')
  await button(page, 'Create administrator').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Start with a blank sheet/)
  await expectAccessible(page)

  await penholder.statement({ from: contactGroup, penholder: 'CAN' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Statements')
  await expect(page.getByRole('table', { name: 'Statements' }).getByRole('link')).toHaveText(
    /^Report of the Contact Group/,
  )
  await button(page, 'Account').click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await textbox(page, 'Name').fill('Claire Roy')
  await page.getByLabel('Passphrase', { exact: true }).fill('seven quiet rivets')
  await button(page, 'Sign in').click()
  await expect(page.getByText('This name and passphrase do not belong together.')).toBeVisible()
  await page.getByLabel('Passphrase', { exact: true }).fill('seven quiet rivers')
  await button(page, 'Sign in').click()
  await page.getByRole('table', { name: 'Statements' }).getByRole('link').click()
  await expect(textbox(page, 'Statement')).toHaveAttribute('contenteditable', 'true')
})

for (const colorScheme of ['light', 'dark'] as const) {
  // In the dark, other specs look at their parts of the page in the short run too.
  const look = colorScheme === 'light' ? test : longTest
  look(`axe finds nothing, ${colorScheme}`, async ({ browser }) => {
    const { id, page } = await drafting(browser, { colorScheme })
    await expectAccessible(page)
    await button(page, 'More fields').click()
    await textbox(page, 'Statement').click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.getByRole('toolbar', { name: 'Selection' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await button(page, 'More').click()
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.context().setOffline(true)
    await expect(page.getByRole('status', { name: 'Connection' })).toContainText('You are offline.')
    await expectAccessible(page)
    await page.context().setOffline(false)
    await page.setViewportSize({ width: 390, height: 844 })
    await textbox(page, 'Statement').click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.getByRole('toolbar', { name: 'Selection' }).waitFor()
    await expectAccessible(page)

    const guest = await browser.newContext({ colorScheme })
    const door = await guest.newPage()
    const link = await penholder.invite(id, 'CAN', 'commenter')
    await door.goto(link)
    await button(door, 'Join').click()
    await expect(door.getByText('Enter your name, so that the others know who writes.')).toBeVisible()
    await expectAccessible(door)
    await door.goto('about:blank')
    await door.goto(link.slice(0, -4))
    await expect(door.getByRole('heading', { level: 1 })).toHaveText('This link does not lead to a statement')
    await expectAccessible(door)
  })
}

test('keys lead through the page and say where the text is', async ({ browser }) => {
  const { page } = await drafting(browser)
  await expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the statement' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(textbox(page, 'Statement')).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByRole('region', { name: 'Comments', exact: true }).locator(':focus')).toHaveCount(1)
  await page.keyboard.press('F6')
  await expect(page.getByRole('contentinfo', { name: 'Status line' }).locator(':focus')).toHaveCount(1)
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expect(textbox(page, 'Statement')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('Saved. The server has everything you typed.')).toBeAttached()
  await page.keyboard.press('ControlOrMeta+Alt+Shift+c')
  await expect(page.getByRole('radio', { name: 'Read', exact: true })).toBeChecked()
  await expect(textbox(page, 'Statement')).toHaveAttribute('contenteditable', 'false')
  await page.keyboard.press('ControlOrMeta+Alt+Shift+z')
  await expect(textbox(page, 'Statement')).toHaveAttribute('contenteditable', 'true')
})

test('what is drawn beside the text does not read it: React walks through nothing while the focus is there', async ({
  browser,
}) => {
  const { page } = await drafting(browser)
  await caretAfter(page, 'Thank you')
  await page.evaluate(() => {
    const read = { times: 0 }
    Object.assign(globalThis, { read })
    const value = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue')
    const last = document.querySelector('.ProseMirror')?.lastElementChild
    Object.defineProperty(Node.prototype, 'nodeValue', {
      ...value,
      get(this: Node) {
        if (last?.contains(this) === true) read.times += 1
        return value?.get?.call(this)
      },
    })
  })
  const line = page.getByRole('contentinfo', { name: 'Status line' })
  const before = (await line.textContent()) ?? ''
  await page.keyboard.type(' dear')
  await expect(line).not.toHaveText(before)
  expect(await page.evaluate(() => (globalThis as unknown as { read: { times: number } }).read.times)).toBe(0)
})

test('Enter in the title goes on to the text, and both are undone in one order', async ({ browser }) => {
  const { page } = await drafting(browser)
  const title = textbox(page, 'Title')
  await title.fill('A new title')
  await title.press('Enter')
  await expect(textbox(page, 'Statement')).toBeFocused()
  await page.keyboard.type('First words. ')
  await expect(textbox(page, 'Statement').locator('p').first()).toHaveText('First words. Thank you, Madam Chair,')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(textbox(page, 'Statement').locator('p').first()).toHaveText('Thank you, Madam Chair,')
  await expect(title).toHaveValue('A new title')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(title).toHaveValue('Report of the Contact Group on Cooperation and Assistance')
})

test('the toolbar of the selection sets styles, marks and links, and refuses what is no address', async ({
  browser,
}) => {
  const { page } = await drafting(browser)
  const first = textbox(page, 'Statement').locator('p').first()
  await first.click({ clickCount: 3 })
  const toolbar = page.getByRole('toolbar', { name: 'Selection' })
  const style = toolbar.getByRole('combobox', { name: 'Style' })
  await expect(style).toHaveValue('salutation')
  await toolbar.getByRole('button', { name: 'Bold', exact: true }).click()
  await expect(first.locator('strong')).toHaveText('Thank you, Madam Chair,')
  await expect(toolbar.getByRole('button', { name: 'Bold', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('ControlOrMeta+k')
  const address = toolbar.getByRole('textbox', { name: 'Address of the link' })
  await address.fill('javascript:alert(1)')
  await address.press('Enter')
  await expect(toolbar.getByRole('alert')).toBeVisible()
  await address.fill('www.un.org')
  await address.press('Enter')
  await expect(first.getByRole('link')).toHaveAttribute('href', 'https://www.un.org')
  await style.selectOption({ label: 'Heading 2' })
  await expect(textbox(page, 'Statement').getByRole('heading', { level: 3 })).toHaveText('Thank you, Madam Chair,')
  await page.keyboard.press('Escape')
  await expect(toolbar).toHaveCount(0)
})

test('paragraphs are numbered beside the text, and no number is in it', async ({ browser }) => {
  const { page } = await drafting(browser)
  const paragraph = textbox(page, 'Statement').locator('p', { hasText: 'Norway was glad' })
  const number = (locator: typeof paragraph) =>
    locator.evaluate((element) => getComputedStyle(element, '::before').content)
  expect(await number(paragraph)).toContain('counter(paragraph)')
  expect(await number(textbox(page, 'Statement').locator('p', { hasText: 'Thank you, Madam Chair,' }))).toBe('none')
  expect(await paragraph.textContent()).toMatch(/^Norway/)
  await paragraph.click()
  await expect(page.getByRole('contentinfo', { name: 'Status line' })).toContainText(/Paragraph 1 of \d/)
})

test('the clock tells what is to spare and what is over', async ({ browser }) => {
  const { page } = await drafting(browser)
  const line = page.getByRole('contentinfo', { name: 'Status line' })
  await button(page, 'More fields').click()
  await textbox(page, 'Time limit').fill('3:00')
  await expect(line).toContainText(/\d+ words.*2:\d\d of 3:00 at 110 wpm.*\d+ s to spare/)
  await textbox(page, 'Time limit').fill('2 min')
  await expect(line).toContainText(/of 2:00 at 110 wpm.*0:\d\d over/)
})

test('an Arabic statement stands from right to left, its margin on the left', async ({ browser }) => {
  const { page } = await drafting(browser)
  await button(page, 'Language: English').click()
  await page.getByRole('menuitemradio', { name: 'العربية' }).click()
  await expect(button(page, 'Language: العربية')).toBeVisible()
  const sheet = page.getByRole('main', { name: 'Statement editor' }).getByRole('article')
  expect(await sheet.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  const { x, width } = (await sheet.boundingBox()) ?? { x: 0, width: 0 }
  expect(x).toBeGreaterThan(1440 - (x + width))
  await expect(page.getByRole('contentinfo', { name: 'Status line' })).toContainText('at 100 wpm')
  // Keys in a menu that is closing are the menu's.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+f')
  const bar = await page.getByRole('search', { name: 'Find and replace' }).getByRole('status').boundingBox()
  expect(bar?.x).toBeLessThan(1440 / 2)
  // Undo stands on the phone alone; its arrow points back, as the text is written.
  await page.setViewportSize({ width: 390, height: 844 })
  const arrow = button(page, 'Undo').locator('svg')
  expect(await arrow.evaluate((icon) => getComputedStyle(icon).transform)).toMatch(/-1/)
})

test('the theme is chosen in the menu and stays', async ({ browser }) => {
  const { page } = await drafting(browser, { colorScheme: 'light' })
  const paper = () => page.getByRole('article').evaluate((element) => getComputedStyle(element).backgroundColor)
  const light = await paper()
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: 'Theme' }).press('ArrowRight')
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter')
  await expect.poll(paper).not.toBe(light)
  await page.reload()
  await textbox(page, 'Statement').waitFor()
  expect(await paper()).not.toBe(light)
})

test('nothing reaches beyond the screen from 320 to 1920 px', async ({ browser }) => {
  const { page } = await drafting(browser)
  for (const width of [320, 390, 640, 641, 900, 1023, 1024, 1180, 1181, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    const beyond = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('header, main, footer')]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map(({ tagName, scrollWidth, clientWidth }) => `${tagName} ${scrollWidth} > ${clientWidth}`),
    )
    expect(beyond, `at ${width} px`).toEqual([])
  }
})

test('the join page fetches no editor before it is shown', async ({ browser }) => {
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const page = await (await browser.newContext()).newPage()
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
  await page.goto(link)
  await button(page, 'Join').waitFor()
  const shownWith = [...loaded]
  expect(shownWith.filter((path) => /editor|yjs|statement-page/.test(path))).toEqual([])
})

test('on the phone what does not fit stands under More formatting, and the bottom bar changes the mode', async ({
  browser,
}) => {
  const { page } = await drafting(browser, { viewport: { width: 390, height: 844 } })
  const first = textbox(page, 'Statement').locator('p').first()
  await first.click({ clickCount: 3 })
  const toolbar = page.getByRole('toolbar', { name: 'Selection' })
  await expect(toolbar.getByRole('button', { name: 'Superscript', exact: true })).toBeHidden()
  expect(await toolbar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  await toolbar.getByRole('button', { name: 'More formatting', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Superscript', exact: true }).click()
  await expect(first.locator('sup')).toHaveText('Thank you, Madam Chair,')
  await page.keyboard.press('Escape')
  await button(page, 'Mode: Edit').click()
  await page.getByRole('menuitemradio', { name: 'Read' }).click()
  await expect(button(page, 'Mode: Read')).toBeVisible()
  await expect(textbox(page, 'Statement')).toHaveAttribute('contenteditable', 'false')
})
