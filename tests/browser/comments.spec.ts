/**
 * Comments as delegations use them: whoever holds the pen, a commenter of another delegation, and an observer. Each in
 * a browser of their own, and every act through what the page names.
 */
import { type Browser, expect, type Page } from '@playwright/test'
import { listThreads } from '#shared/thread/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { expectAccessible, expectFit, looks } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { caretAfter, mark, saved, select, statement, type } from './sheet.ts'
import { test } from './test.ts'
import { openWindow } from './windows.ts'

// One server for all: each test has a statement of its own.
let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const card = (page: Page, delegation: string, words = '') =>
  page.getByRole('article', { name: `Comment by ${delegation}`, exact: true }).filter({ hasText: words })
const paragraph = (page: Page, words: string) => statement(page).locator('p', { hasText: words })
/** The words that are marked in the text, in its order. */
const marked = (page: Page) => statement(page).locator('[data-thread]')

/** What was just done, and the way back. */
const notification = (page: Page) => page.getByRole('status', { name: 'Notification', exact: true })
const undoOffered = (page: Page) => notification(page).getByRole('button', { name: 'Undo', exact: true })

type Options = Parameters<typeof joinAs>[3]

/** Norway holds the pen, Canada comments, the Red Cross observes. */
async function table(browser: Browser, options: Options = {}) {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const canadaLink = await penholder.invite(id, 'CAN', 'commenter')
  const [norway, canada] = await Promise.all([
    joinAs(browser, link, 'Ingrid Solberg', options),
    joinAs(browser, canadaLink, 'Marc Tremblay', options),
  ])
  const observer = (): Promise<Page> =>
    penholder.invite(id, 'ICRC', 'observer').then((invited) => joinAs(browser, invited, 'Pia Keller'))
  return { id, norway, canada, canadaLink, observer }
}

/** Another device of the same person. */
async function elsewhere(browser: Browser, page: Page, options: Options = {}): Promise<Page> {
  const other = await openWindow(browser, options)
  await other.context().addCookies(await page.context().cookies())
  return other
}

/** By the handle beside it. */
async function beginOnParagraph(page: Page, words: string, number: number): Promise<void> {
  await paragraph(page, words).hover()
  await button(page, `Comment on paragraph ${number}`).click()
  await expect(textbox(page, 'Comment')).toBeFocused()
}

/** Writes into the open composer and sends it. In one go, as dictation does: a test that is about keys types. */
async function write(page: Page, words: string): Promise<void> {
  await textbox(page, 'Comment').focus()
  await page.keyboard.insertText(words)
  await button(page, 'Send').click()
}

async function reply(page: Page, to: ReturnType<typeof card>, words: string): Promise<void> {
  await to.click()
  await textbox(page, 'Reply').pressSequentially(words)
  await page.keyboard.press('ControlOrMeta+Enter')
}

test('who may not write in the text comments on it; all see it at once, answer it, mend it and settle it', async ({
  browser,
}) => {
  const { norway, canada, observer } = await table(browser)
  const redCross = await observer()
  await expect(statement(canada)).toHaveAttribute('contenteditable', 'false')
  await beginOnParagraph(canada, 'Norway was glad', 1)
  await canada.keyboard.type('Could this be ')
  await canada.keyboard.press('ControlOrMeta+b')
  await canada.keyboard.type('shorter')
  await canada.keyboard.press('ControlOrMeta+b')
  await canada.keyboard.press('Enter')
  await canada.keyboard.type('See https://www.un.org for one, @norw')
  await canada.getByRole('option', { name: 'Norway' }).first().click()
  await canada.keyboard.press('ControlOrMeta+Enter')

  for (const page of [norway, redCross, canada]) {
    const shown = card(page, 'Canada', 'Could this be shorter')
    await expect(shown).toContainText('@Norway')
    await expect(shown.locator('b', { hasText: 'shorter' })).toHaveText('shorter')
    await expect(shown.getByRole('link', { name: 'https://www.un.org' })).toBeVisible()
  }
  // An observer reads, and has nothing to write with.
  await paragraph(redCross, 'Norway was glad').hover()
  await card(redCross, 'Canada').click()
  for (const name of ['Comment on paragraph 1', 'Resolve', 'Send', 'Delete comment'])
    await expect(button(redCross, name)).toHaveCount(0)
  await expect(textbox(redCross, 'Reply')).toHaveCount(0)
  await redCross.keyboard.press('ControlOrMeta+Alt+m')
  await expect(textbox(redCross, 'Comment')).toHaveCount(0)

  await reply(norway, card(norway, 'Canada'), 'It can, and will be')
  await expect(card(canada, 'Canada')).toContainText('It can, and will be')
  await norway.getByRole('button', { name: 'Comment of Ingrid Solberg: more' }).click()
  await norway.getByRole('menuitem', { name: 'Edit comment' }).click()
  await textbox(norway, 'Edit comment').fill('It can, by tomorrow')
  await norway.keyboard.press('ControlOrMeta+Enter')
  await expect(card(redCross, 'Canada')).toContainText('It can, by tomorrow')
  await expect(card(redCross, 'Canada')).not.toContainText('and will be')

  // With a reply a deleted comment leaves its place, without one nothing.
  await card(canada, 'Canada').click()
  await button(canada, 'Delete comment').click()
  await expect(card(norway, 'Canada')).toContainText('Deleted by its author')
  await expect(card(norway, 'Canada')).not.toContainText('Could this be')
  // The button that was pressed is gone: the focus stays with the card.
  await button(norway, 'Resolve').click()
  await button(norway, 'Reopen').waitFor()
  await expect(card(norway, 'Canada')).toBeFocused()
  await expect(card(norway, 'Canada')).toContainText('Ingrid Solberg')
  await button(norway, 'Reopen').click()
  await button(norway, 'Resolve').waitFor()
  await expect(card(norway, 'Canada')).toBeFocused()
  await button(norway, 'Delete comment').click()
  for (const page of [norway, canada, redCross]) await expect(card(page, 'Canada')).toHaveCount(0)
  await expect(statement(norway)).toBeFocused()
  await undoOffered(norway).click()
  for (const page of [norway, canada, redCross]) await expect(card(page, 'Norway')).toContainText('It can, by tomorrow')
  await expect(card(norway, 'Norway')).toBeFocused()

  // What somebody is writing outlives what it answers.
  await card(canada, 'Norway').click()
  await textbox(canada, 'Reply').pressSequentially('Tomorrow is fine')
  await button(norway, 'Delete comment').click()
  await expect(textbox(canada, 'Comment')).toHaveText('Tomorrow is fine')
  await expect(textbox(canada, 'Comment')).toBeFocused()
  await button(canada, 'Send').click()
  for (const page of [norway, redCross]) await expect(card(page, 'Canada')).toContainText('Tomorrow is fine')
})

test('selected words, also across paragraphs, keep their comments through cut, paste, undo and deletion', async ({
  browser,
}) => {
  const { norway, canada } = await table(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  await select(norway, 'steady contribution')
  await norway.keyboard.press('ControlOrMeta+Alt+m')
  await write(norway, 'How much?')
  // As on plain http, where a page cannot write to the clipboard.
  await norway.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await button(norway, 'Comment of Ingrid Solberg: more').click()
  await norway.getByRole('menuitem', { name: 'Copy link', exact: true }).click()
  await canada.goto(await textbox(norway, 'Copy link').inputValue())
  await expect(card(canada, 'Norway')).toHaveAttribute('aria-current', 'true')
  await paragraph(norway, 'Norway was glad').hover()
  await button(norway, 'Paragraph 1 options').click()
  await norway.getByRole('menuitem', { name: 'Copy link to paragraph', exact: true }).click()
  const [link = ''] = (await norway.getByText(/#p-/).textContent())?.match(/http\S+#p-\S+/) ?? []
  await canada.goto(link)
  await expect(paragraph(canada, 'Norway was glad')).toHaveClass(/pointed/)
  await select(norway, 'say so before', 'We then turned')
  await norway.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Comment', exact: true }).click()
  await write(norway, 'Two paragraphs')
  await caretAfter(norway, 'We thank the')
  await norway.keyboard.press('ControlOrMeta+Alt+m')
  await write(norway, 'Thanks to whom?')
  await expect(card(canada, 'Norway')).toHaveCount(3)
  await expect(marked(canada).first()).toHaveText('steady contribution')

  await select(norway, 'steady contribution')
  await norway.keyboard.press('ControlOrMeta+x')
  await expect(statement(canada)).not.toContainText('steady contribution')
  await caretAfter(norway, 'two pages at most')
  await norway.keyboard.type(' ')
  await norway.keyboard.press('ControlOrMeta+v')
  for (const page of [norway, canada])
    await expect(paragraph(page, 'two pages at most').locator('[data-thread]')).toHaveText('steady contribution')
  for (const _act of ['paste', 'space', 'cut']) await norway.keyboard.press('ControlOrMeta+z')
  for (const page of [norway, canada])
    await expect(paragraph(page, 'The Group heard').locator('[data-thread]').first()).toHaveText('steady contribution')

  // Its paragraph deleted, the third is listed with its words, and is put to others by hand.
  await select(norway, 'We thank the interpreters, who stayed with us half an hour longer than they had to.')
  await norway.keyboard.press('Backspace')
  await norway.keyboard.press('Backspace')
  await expect(statement(canada)).not.toContainText('We thank')
  await button(norway, '1 not in the text').click()
  await expect(button(norway, 'Not in the text 1')).toHaveAttribute('aria-pressed', 'true')
  await expect(card(norway, 'Norway')).toHaveCount(1)
  await expect(card(norway, 'Norway')).toContainText('We thank the interpreters')
  await select(norway, 'Madam Chair.')
  await button(norway, 'Attach to the selected words').click()
  await expect(button(norway, 'Not in the text 0')).toBeVisible()
  await expect(marked(canada).last()).toHaveText('Madam Chair.')
  await undoOffered(norway).click()
  await expect(button(norway, 'Not in the text 1')).toBeVisible()
  await expect(marked(canada).filter({ hasText: 'Madam Chair.' })).toHaveCount(0)
})

test('a comment goes where its words are moved, past others that say the same; undo brings it back to them', async ({
  browser,
}) => {
  const { norway, canada } = await table(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  const [before, old, now] = ['in any year before.', 'Meeting in November.', 'than they had to.']
  const selectThem = async (place: string): Promise<void> => {
    await caretAfter(norway, place)
    for (const _letter of ' We agree.') await norway.keyboard.press('Shift+ArrowRight')
  }
  const expectAt = async (place: string): Promise<void> => {
    for (const page of [norway, canada]) {
      await expect(marked(page)).toHaveText(' We agree.')
      await expect(paragraph(page, place).locator('[data-thread]')).toHaveCount(1)
    }
  }
  for (const place of [before, old]) await type(norway, place, ' We agree.')
  await selectThem(old)
  await norway.keyboard.press('ControlOrMeta+Alt+m')
  await write(norway, 'Do we?')
  await expectAt(old)

  await selectThem(old)
  await norway.keyboard.press('ControlOrMeta+x')
  await expect(paragraph(canada, old)).not.toContainText('We agree.')
  await caretAfter(norway, now)
  await norway.keyboard.press('ControlOrMeta+v')
  await expectAt(now)
  await selectThem(now)
  await norway.keyboard.press('Backspace')
  await expect(paragraph(canada, now)).not.toContainText('We agree.')
  await norway.keyboard.press('ControlOrMeta+z')
  await expectAt(now)
})

test('for the own delegation only; unseen until looked at, on every device; a mention on Home leads to it', async ({
  browser,
}) => {
  const { id, norway, canada, canadaLink } = await table(browser)
  const lucie = await joinAs(browser, canadaLink, 'Lucie Gagnon')
  await beginOnParagraph(canada, 'Norway was glad', 1)
  await canada.getByRole('combobox', { name: 'Who can read it', exact: true }).selectOption('Canada only')
  await write(canada, 'Between us: too long')
  await expect(card(lucie, 'Canada', 'Between us')).toBeVisible()
  await beginOnParagraph(canada, 'The Group heard', 2)
  await canada.keyboard.type('Four, @ingr')
  await canada.getByRole('option', { name: 'Ingrid Solberg' }).click()
  await canada.keyboard.press('ControlOrMeta+Enter')
  await expect(card(norway, 'Canada')).toHaveCount(1)
  await expect(card(norway, 'Canada')).toContainText('Four, @Ingrid Solberg')

  // The same person elsewhere, who has seen nothing yet.
  const phone = await elsewhere(browser, norway)
  await phone.goto(penholder.url)
  const mention = phone.getByRole('region', { name: 'Mentions' }).getByRole('link').first()
  await expect(mention).toContainText('Four, @Ingrid Solberg')
  await mention.click()
  await expect(card(phone, 'Canada')).toHaveAttribute('aria-current', 'true')
  await expect(paragraph(phone, 'The Group heard')).toBeInViewport()
  await button(norway, 'All comments').click()
  await expect(button(norway, 'Unseen 0')).toBeVisible()
  await expect(button(norway, 'Mentions you 1')).toBeVisible()

  // Nobody else has any trace of what is between Canada's delegates; they have it on every list.
  const answer = await norway.request.get(`${penholder.url}/api/statements/${id}/threads`)
  expect(await answer.text()).not.toContain('Between us')
  await button(lucie, 'All comments').click()
  await expect(button(lucie, 'All 2')).toBeVisible()
  await expect(button(lucie, 'Unseen 2')).toBeVisible()
  await button(lucie, 'Mark all as seen').click()
  await expect(button(lucie, 'Unseen 0')).toBeVisible()
})

test.describe('without a connection', () => {
  test.use({ serviceWorkers: 'allow' })

  test('a comment waits in sight, outlives a reload, and is sent once', async ({ browser }) => {
    const { id, norway, canada } = await table(browser)
    await canada.evaluate(async () => {
      await navigator.serviceWorker.ready
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50))
    })
    await canada.context().setOffline(true)
    await expect(canada.getByRole('status', { name: 'Connection', exact: true })).toContainText('You are offline.')
    await beginOnParagraph(canada, 'Norway was glad', 1)
    await write(canada, 'Written on the train')
    await expect(card(canada, 'Canada')).toContainText('Will be sent')
    await canada.reload()
    await expect(card(canada, 'Canada')).toContainText('Will be sent')
    await canada.context().setOffline(false)
    await expect(card(norway, 'Canada')).toContainText('Written on the train')
    await expect(card(canada, 'Canada')).not.toContainText('Will be sent')
    await canada.reload()
    await expect(card(canada, 'Canada')).toHaveCount(1)
    const answer = await norway.request.get(`${penholder.url}/api/statements/${id}/threads`)
    expect(listThreads.answer.parse(await answer.json())).toHaveLength(1)
  })
})

/** Threads as a day brings them: four of two delegations, one of them resolved. */
async function discussed(browser: Browser, options: Options = {}) {
  const { id, norway, canada } = await table(browser, options)
  await beginOnParagraph(canada, 'Norway was glad', 1)
  await write(canada, 'First of Canada')
  await beginOnParagraph(canada, 'The Group heard', 2)
  await write(canada, 'Second of Canada')
  await beginOnParagraph(norway, 'We then turned', 3)
  await write(norway, 'Third, of Norway')
  await beginOnParagraph(norway, 'On national ownership', 4)
  await write(norway, 'Settled, of Norway')
  await button(norway, 'Resolve').click()
  await expect(card(canada, 'Norway', 'Third')).toBeVisible()
  return { id, norway, canada }
}

test('the panel lists all, filters and counts as the server does; keys go from thread to thread', async ({
  browser,
}) => {
  const { id, norway, canada } = await discussed(browser)
  await expectAccessible(norway)
  await button(norway, 'All comments').click()
  const panel = norway.getByRole('region', { name: 'Comments', exact: true })
  const listed = panel.getByRole('article')
  await expect(listed).toHaveCount(await countOnServer(norway, id))
  const filters: [string, string[]][] = [
    ['Open 3', ['First', 'Second', 'Third']],
    ['Resolved 1', ['Settled']],
    ['Mine 2', ['Third', 'Settled']],
    ['Mentions you 0', []],
  ]
  for (const [name, expected] of filters) {
    await panel.getByRole('button', { name, exact: true }).click()
    await expect(listed).toHaveCount(expected.length)
    for (const [k, words] of expected.entries()) await expect(listed.nth(k)).toContainText(words)
  }
  await expect(panel).toContainText('No comment mentions you or your delegation.')
  await button(norway, 'Show all comments').click()
  const delegations = panel.getByRole('group', { name: 'Filter by delegation', exact: true })
  await delegations.getByRole('button', { name: 'Norway, 1 open', exact: true }).click()
  await expect(listed).toHaveCount(2)
  await delegations.getByRole('button', { name: 'All 4', exact: true }).click()
  await panel.getByRole('searchbox', { name: 'Search comments', exact: true }).fill('second of')
  await expect(listed).toHaveCount(1)
  await norway.keyboard.press('Escape')
  await panel.getByRole('combobox', { name: 'Order', exact: true }).selectOption('Latest first')
  await expect(listed.first()).toContainText('Settled')
  await expectAccessible(norway)
  await button(norway, 'Close the list').click()

  // From the last of their own, around the end to the first, and back.
  await expect(canada.locator('article[aria-current=true]')).toContainText('Second')
  for (const [key, words] of [
    ['Alt+ArrowDown', 'Third'],
    ['Alt+ArrowDown', 'First'],
    ['Alt+ArrowUp', 'Third'],
  ] as const) {
    await canada.keyboard.press(key)
    await expect(canada.locator('article[aria-current=true]')).toContainText(words)
  }
  await canada.keyboard.press('Escape')
  await expect(canada.locator('article[aria-current=true]')).toHaveCount(0)
})

test('a comment that comes draws nothing anew but its card, its paragraph, the counts and what says that it came', async ({
  browser,
}) => {
  const { norway, canada } = await discussed(browser)
  await norway.getByRole('main').click({ position: { x: 5, y: 5 } })
  await beginOnParagraph(canada, 'On national ownership', 4)
  await textbox(canada, 'Comment').pressSequentially('Fifth, of Canada')
  await norway.evaluate(() => {
    const drawn = new Set<string>()
    Object.assign(globalThis, { drawn })
    const isExpected = (element: Element | null): boolean =>
      element?.closest('#comments, p[data-id], [role=status], [aria-live], footer [aria-label^="Comments, "]') !== null
    new MutationObserver((changes) => {
      for (const { target, type, attributeName } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const card = element?.closest('[data-card]')
        const paragraph = element?.closest('p[data-id]')
        if (card ? card.textContent.includes('Fifth') : paragraph?.textContent.startsWith('On national')) continue
        if (card || paragraph || !isExpected(element))
          drawn.add(`${element?.outerHTML.slice(0, 80)} ${type} ${attributeName}`)
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
  await button(canada, 'Send').click()
  await expect(card(norway, 'Canada', 'Fifth')).toBeVisible()
  await expect(paragraph(norway, 'On national')).toHaveClass(/discussed-paragraph/)
  // What is drawn late would be drawn by now.
  await norway.waitForTimeout(600)
  expect(await norway.evaluate(() => [...(globalThis as unknown as { drawn: Set<string> }).drawn])).toEqual([])
})

const countOnServer = async (page: Page, id: StatementId): Promise<number> => {
  const answer = await page.request.get(`${penholder.url}/api/statements/${id}/threads`)
  return listThreads.answer.parse(await answer.json()).length
}

for (const look of looks.filter(({ viewport }) => viewport.width < 640)) {
  test(`on a phone the comments come in a sheet, ${look.colorScheme}`, async ({ browser }) => {
    const { id, canada, norway: desk } = await discussed(browser)
    const norway = await elsewhere(browser, desk, look)
    await norway.goto(`${penholder.url}/statements/${id}`)
    await button(norway, 'Comments, 3').click()
    const sheet = norway.getByRole('dialog', { name: 'Comments', exact: true })
    await expect(sheet.getByRole('article')).toContainText('First')
    await expectFit(norway)
    await expectAccessible(norway)
    await sheet.getByRole('button', { name: 'Next comment', exact: true }).click()
    await expect(sheet.getByRole('article')).toContainText('Second')
    await expect(paragraph(norway, 'The Group heard')).toBeInViewport()
    await sheet.getByRole('button', { name: 'Previous comment', exact: true }).click()
    await expect(sheet.getByRole('article')).toContainText('First')
    await textbox(norway, 'Reply').pressSequentially('From the phone')
    await sheet.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(card(canada, 'Canada', 'First')).toContainText('From the phone')
    // What offers to take a deletion back lies above the sheet, and over nothing of it.
    await button(norway, 'Delete comment').click()
    await expect(undoOffered(norway)).toBeVisible()
    await expect
      .poll(async () => {
        const [offer, below] = await Promise.all([notification(norway).boundingBox(), sheet.boundingBox()])
        return offer!.y + offer!.height <= below!.y
      })
      .toBe(true)
    await undoOffered(norway).click()
    await expect(card(canada, 'Canada', 'First')).toContainText('From the phone')
    await sheet.getByRole('button', { name: 'All comments', exact: true }).click()
    await expectFit(norway)
    await expectAccessible(norway)
    await norway.keyboard.press('Escape')
    await expect(sheet.getByRole('button', { name: 'All comments', exact: true })).toBeFocused()
    await button(norway, 'Close').click()
    await expect(sheet).toHaveCount(0)
  })
}

test('an Arabic statement has its comments on the left, at the height of their words', async ({ browser }) => {
  const { norway } = await table(browser)
  await button(norway, 'Language: English').click()
  await norway.getByRole('menuitemradio', { name: 'العربية' }).click()
  await select(norway, 'announce their support')
  await norway.keyboard.press('ControlOrMeta+Alt+m')
  await write(norway, 'وقد سرت كندا باستضافة الاجتماع')
  const shown = card(norway, 'Norway')
  await expect(shown).toBeVisible()
  const [words, box, sheet] = await Promise.all([
    marked(norway).first().boundingBox(),
    shown.boundingBox(),
    norway.getByRole('main').getByRole('article').first().boundingBox(),
  ])
  expect(box!.x + box!.width).toBeLessThanOrEqual(sheet!.x)
  expect(Math.abs(box!.y - words!.y)).toBeLessThan(40)

  // Where there is no margin the drawer comes from the same side; what it says is in the language of the interface.
  await norway.setViewportSize({ width: 900, height: 800 })
  await button(norway, 'Comments, 1').click()
  const drawer = norway.getByRole('dialog', { name: 'Comments', exact: true })
  await expect.poll(async () => (await drawer.boundingBox())?.x).toBe(0)
  await expect(drawer.getByRole('heading', { name: 'Comments' })).toHaveCSS('direction', 'ltr')
  await button(norway, 'Delete comment').click()
  await expect(undoOffered(norway)).toHaveCSS('direction', 'ltr')
  await undoOffered(norway).click()
  await expect(shown).toContainText('وقد سرت كندا')
  await expect(saved(norway)).toBeVisible()
  await expect(mark(norway, 'Saved')).toBeVisible()
})
