/** The people of a statement: brought to the table, let in by link, shown out, given the pen. */
import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible, expectFit, looks } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { statement } from './sheet.ts'
import { longTest, test } from './test.ts'

let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

type Browser = Parameters<typeof joinAs>[0]

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true })
const row = (page: Page, delegation: string) => page.getByRole('row').filter({ hasText: delegation })

/** A statement whose pen Canada holds, and Canada's page. */
async function pen(browser: Browser, options: Parameters<typeof joinAs>[3] = {}) {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
  return { id, canada: await joinAs(browser, link, 'Claire Roy', options) }
}

test('a delegation is added, its link copied, and somebody joins by it while the penholder watches', async ({
  browser,
}) => {
  const { canada } = await pen(browser)
  await button(canada, 'Share').click()
  await expect(canada.getByRole('dialog', { name: 'Delegations', exact: true })).toBeVisible()
  await expect(combobox(canada, 'Delegation')).toBeFocused()
  await canada.keyboard.type('norw')
  await canada.keyboard.press('Enter')
  await expect(combobox(canada, 'Delegation')).toHaveValue('Norway')
  await canada.keyboard.press('Enter')
  await expect(row(canada, 'Norway')).toContainText('Not here')
  await expect(combobox(canada, 'Delegation')).toHaveValue('')

  await combobox(canada, 'Delegation').fill('nor')
  await button(canada, 'Add').click()
  await expect(canada.getByText('Norway takes part already.')).toBeVisible()

  await button(canada, 'Copy the link of Norway').click()
  const shown = canada.getByRole('textbox', { name: 'Link of Norway', exact: true })
  const link = await shown.inputValue()
  expect(await shown.evaluate((field: HTMLInputElement) => field.value.slice(field.selectionStart ?? 0))).toBe(link)
  await expect(shown).toHaveAttribute('readonly')

  const norway = await joinAs(browser, link, 'Ingrid Solberg')
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'true')
  await expect(row(canada, 'Norway')).toContainText('Ingrid Solberg')
  await expect(button(norway, 'Share')).toHaveCount(0)
  await norway.context().close()
  await expect(row(canada, 'Norway')).toContainText('Last seen')

  await button(canada, 'Copy all links').click()
  await expect(canada.getByRole('textbox', { name: 'All links', exact: true })).toHaveValue(
    new RegExp(`Norway \\(Drafter\\)\\n${link.replaceAll('.', '\\.')}\\nOpen until \\d`),
  )
})

test('a revoked link shows its people out within a second, and lets them in again once renewed', async ({
  browser,
}) => {
  const { id, canada } = await pen(browser)
  const first = await penholder.invite(id, 'NOR')
  const norway = await joinAs(browser, first, 'Ingrid Solberg')
  const opened = norway.waitForEvent('websocket', (socket) => socket.url().includes('/collab/'))
  await norway.reload()
  const socket = await opened
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'true')
  await button(canada, 'Share').click()
  await button(canada, 'Revoke the link of Norway').click()
  const question = canada.getByRole('alertdialog', { name: 'Revoke the link of Norway?', exact: true })
  await expect(question).toContainText('Ingrid Solberg is signed out now. What Norway wrote stays.')
  await expect(question.getByRole('button', { name: 'Cancel', exact: true })).toBeFocused()
  // From the request to the closed socket: what the click and the notice take on a busy machine is none of the promise.
  const asked = canada.waitForRequest((request) => request.method() === 'DELETE').then(() => Date.now())
  const closed = socket.waitForEvent('close').then(() => Date.now())
  await question.getByRole('button', { name: 'Revoke', exact: true }).click()
  expect((await closed) - (await asked)).toBeLessThan(1000)
  await expect(norway.getByRole('alert')).toContainText(
    'You are signed out of this statement. The link of your delegation was withdrawn.',
  )
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'false')

  await norway.reload()
  await expect(norway.getByRole('heading', { level: 1 })).toHaveText('The link of your delegation was withdrawn')

  await norway.goto('about:blank')
  await norway.goto(first)
  await expect(norway.getByRole('heading', { level: 1 })).toHaveText('This invitation was withdrawn')
  await expect(norway.getByText(/^It ended on \d.*, \d\d:\d\d, .*Ask the penholder, Canada, whether/)).toBeVisible()
  await button(canada, 'Renew the link of Norway').click()
  await button(canada, 'Copy the link of Norway').click()
  const second = await canada.getByRole('textbox', { name: 'Link of Norway', exact: true }).inputValue()
  expect(second).not.toBe(first)
  await norway.goto('about:blank')
  await norway.goto(second)
  await button(norway, 'Join').click()
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'true')
})

longTest('role, expiry and limit of a link are changed in its row', async ({ browser }) => {
  const { id, canada } = await pen(browser)
  const link = await penholder.invite(id, 'NOR')
  const norway = await joinAs(browser, link, 'Ingrid Solberg')
  await button(canada, 'Share').click()

  await combobox(canada, 'Role of Norway').selectOption('Observer')
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'false')
  await expect(norway.getByRole('status', { name: 'Your standing', exact: true })).toHaveText(
    'Your delegation is an observer now. You can read.',
  )

  await button(canada, 'More about Norway').click()
  await canada.getByRole('menuitem', { name: 'Limit of people…' }).click()
  await canada.getByRole('textbox', { name: 'How many people may join as Norway', exact: true }).fill('1')
  await canada.keyboard.press('Enter')
  await expect(row(canada, 'Norway')).toContainText('1 of 1 joined')
  const second = await (await browser.newContext()).newPage()
  await second.goto(link)
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Everybody this link lets in is here')

  await combobox(canada, 'Expiry of Norway').selectOption({ label: 'Another time…' })
  const time = canada.getByLabel(/^The link of Norway expires, /)
  await time.fill('2020-01-01T12:00')
  await button(canada, 'Set').click()
  await expect(canada.getByText('Choose a time to come.')).toBeVisible()
  await time.fill('2140-06-26T18:00')
  await button(canada, 'Set').click()
  await expect(canada.getByText('Choose a time within 400 days. A link can be renewed.')).toBeVisible()
  const year = new Date().getFullYear() + 1
  await time.fill(`${year}-01-03T18:00`)
  await button(canada, 'Set').click()
  await expect(combobox(canada, 'Expiry of Norway').locator('option:checked')).toHaveText(`3 January ${year}, 18:00`)
  await canada.reload()
  await button(canada, 'Share').click()
  await expect(combobox(canada, 'Expiry of Norway').locator('option:checked')).toHaveText(`3 January ${year}, 18:00`)
})

longTest('a person is removed, then their delegation; what they wrote stays', async ({ browser }) => {
  const { id, canada } = await pen(browser)
  const norway = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg', {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await statement(norway).locator('p').first().click()
  await norway.keyboard.type('WRITTEN ')
  await expect(statement(canada)).toContainText('WRITTEN')
  await button(canada, 'Share').click()
  await button(canada, 'More about Norway').click()
  await canada.getByRole('menuitem', { name: 'Remove Ingrid Solberg' }).click()
  // Words that were on their way stay in reach of whoever is shown out.
  await norway.context().setOffline(true)
  await norway.keyboard.type('UNSENT ')
  await norway.keyboard.press('Control+Alt+m')
  await norway.getByRole('textbox', { name: 'Comment', exact: true }).pressSequentially('UNSAID')
  await button(norway, 'Send').click()
  await button(canada, 'Remove').click()
  await expect(row(canada, 'Norway')).not.toContainText('Ingrid Solberg')
  await norway.context().setOffline(false)
  await expect(norway.getByRole('alert')).toContainText('You were removed from it.')
  await expect(norway.getByRole('alert')).toContainText('ask the penholder, Canada, to let you in again')
  // Seven letters and a comment.
  const words = /^UNSENT \n\nComment on the paragraph “.*WRITTEN .+”:\nUNSAID$/
  const copied = (): Promise<string> => norway.evaluate(() => navigator.clipboard.readText())
  await button(norway, 'Copy my 8 changes').click()
  expect(await copied()).toMatch(words)
  await norway.reload()
  await expect(norway.getByRole('heading', { level: 1 })).toHaveText('You were removed from this statement')
  await norway.evaluate(() => navigator.clipboard.writeText(''))
  await button(norway, 'Copy my words that were not sent').click()
  expect(await copied()).toMatch(words)
  await expectAccessible(norway)
  await expect(row(canada, 'Norway')).not.toContainText('Ingrid Solberg')
  await button(canada, 'More about Norway').click()
  await canada.getByRole('menuitem', { name: 'Remove Norway' }).click()
  await button(canada, 'Remove').click()
  await expect(row(canada, 'Norway')).toHaveCount(0)
  await button(canada, 'Done').click()
  await expect(statement(canada)).toContainText('WRITTEN')
})

longTest('the pen is passed: Share goes with it', async ({ browser }) => {
  const { id, canada } = await pen(browser)
  const norway = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  await button(canada, 'Share').click()
  await button(canada, 'Pass the pen').click()
  const dialog = canada.getByRole('dialog', { name: 'Pass the pen', exact: true })
  await expect(dialog).toContainText('Norway then holds the pen')
  await dialog.getByRole('button', { name: 'Pass the pen', exact: true }).click()
  await expect(button(norway, 'Share')).toBeVisible()
  await expect(norway.getByText('Your delegation holds the pen now.')).toBeVisible()
  await expect(canada.getByText('Norway holds the pen now.')).toBeVisible()
  await expect(canada.getByRole('dialog')).toHaveCount(0)
  await expect(button(canada, 'Share')).toHaveCount(0)
  await expect(statement(canada)).toHaveAttribute('contenteditable', 'true')
})

longTest('drafting is closed to the others and opened again', async ({ browser }) => {
  const { id, canada } = await pen(browser)
  const norway = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  await button(canada, 'Status: Drafting').click()
  await canada.getByRole('menuitem', { name: 'Close drafting', exact: true }).click()
  await expect(norway.getByText('Drafting is closed.', { exact: true })).toBeVisible()
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'false')
  await expect(statement(canada)).toHaveAttribute('contenteditable', 'true')
  await expectAccessible(norway)
  await button(canada, 'Status: Drafting').click()
  await canada.getByRole('menuitem', { name: 'Open drafting', exact: true }).click()
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'true')
  await expect(norway.getByText('Drafting is closed.', { exact: true })).toHaveCount(0)
})

longTest('a statement is archived from its menu and brought back from its notice', async ({ browser }) => {
  const { id, canada } = await pen(browser)
  const norway = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  await button(canada, 'More').click()
  await canada.getByRole('menuitem', { name: 'Archive statement', exact: true }).click()
  await expect(norway.getByText('This statement is archived.', { exact: true })).toBeVisible()
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'false')
  await expect(button(norway, 'Bring back')).toHaveCount(0)
  await button(canada, 'Bring back').click()
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'true')
})

longTest('a nameplate is followed to where that delegation writes, until Esc', async ({ browser }) => {
  const { id, canada } = await pen(browser, { viewport: { width: 1440, height: 500 } })
  const norway = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  const desk = canada.getByRole('main')
  const scrolled = () => desk.evaluate((element) => element.scrollTop)
  await statement(norway).focus()
  await norway.keyboard.press('Control+End')
  await norway.keyboard.type('HERE')
  await expect(statement(canada)).toContainText('HERE')
  expect(await scrolled()).toBe(0)
  await button(canada, 'Norway, 1 person').click()
  await expect(canada.getByText('Following Ingrid Solberg, Norway')).toBeVisible()
  await expect.poll(scrolled).toBeGreaterThan(200)
  await norway.keyboard.press('Control+Home')
  await norway.keyboard.type('THERE')
  await expect.poll(scrolled).toBeLessThan(200)
  await canada.keyboard.press('Escape')
  await expect(canada.getByText('Following Ingrid Solberg, Norway')).toHaveCount(0)

  // On a phone the list of who is here stands under More.
  await canada.setViewportSize({ width: 390, height: 500 })
  await button(canada, 'More').click()
  await canada.getByRole('menuitem', { name: 'Who is here', exact: true }).click()
  const who = canada.getByRole('dialog', { name: 'Who is here', exact: true })
  await button(who, 'Norway, 1 person').click()
  await expect(who).toHaveCount(0)
  await expect(canada.getByText('Following Ingrid Solberg, Norway')).toBeVisible()
  await canada.keyboard.press('Escape')
  await canada.setViewportSize({ width: 1440, height: 500 })
  await norway.context().close()
  await expect(canada.getByRole('img', { name: /^Norway, last seen \d\d:\d\d$/ })).toBeVisible({ timeout: 3000 })
})

longTest('another device is signed in as the same delegate: by link or code, once', async ({ browser }) => {
  const { id, canada } = await pen(browser)
  const norway = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  await button(norway, 'More').click()
  const made = norway.waitForResponse(/device-links$/)
  await norway.getByRole('menuitem', { name: 'Use on another device', exact: true }).click()
  const { link, code } = (await (await made).json()) as { link: string; code: string }
  await expect(norway.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  await expect(norway.getByRole('timer', { name: 'Time left' })).toHaveText(/^[45]:\d\d$/)
  await expect(norway.getByText(code, { exact: true })).toBeVisible()
  await expectAccessible(norway)

  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await phone.goto(link)
  await phone.reload()
  await expectAccessible(phone)
  await button(phone, 'Use this device').click()
  await expect(statement(phone)).toHaveAttribute('contenteditable', 'true')
  // One person at two places.
  await expect(button(canada, 'Norway, 1 person')).toBeVisible()

  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(link)
  await button(stranger, 'Use this device').click()
  await expect(stranger.getByRole('alert')).toHaveText('This link was used already. Ask for a new one.')
  await button(stranger, 'Enter a code instead').click()
  await stranger.getByRole('textbox', { name: 'Code', exact: true }).fill(code)
  await button(stranger, 'Use this device').click()
  await expect(stranger.getByText('This code is not right, or its five minutes are over.')).toBeVisible()
})

for (const { colorScheme, viewport } of looks) {
  test(`axe finds nothing in the dialog and what it asks, ${colorScheme}, ${viewport.width} px`, async ({
    browser,
  }) => {
    const { id, canada } = await pen(browser, { colorScheme, viewport })
    await penholder.invite(id, 'NOR')
    await penholder.invite(id, 'ICBL', 'commenter')
    if (viewport.width > 640) await button(canada, 'Share').click()
    else {
      await button(canada, 'More').click()
      await canada.getByRole('menuitem', { name: 'Share', exact: true }).click()
    }
    await expect(row(canada, 'Norway')).toBeVisible()
    await button(canada, 'Copy the link of Norway').click()
    await canada.getByRole('textbox', { name: 'Link of Norway', exact: true }).waitFor()
    await expectAccessible(canada)
    await button(canada, 'Revoke the link of Norway').click()
    await canada.getByRole('alertdialog').waitFor()
    await expectAccessible(canada)
    await canada.keyboard.press('Escape')
    await button(canada, 'Pass the pen').click()
    await canada.getByRole('combobox', { name: 'To', exact: true }).waitFor()
    await expectAccessible(canada)
  })
}

test('on a phone everything about the statement can be hit, and at 400 % nothing lies beside the screen', async ({
  browser,
}) => {
  const { id, canada } = await pen(browser, { viewport: { width: 390, height: 844 }, hasTouch: true })
  await penholder.invite(id, 'NOR')
  const open = async (entry: string): Promise<void> => {
    await button(canada, 'More').click()
    await canada.getByRole('menuitem', { name: entry, exact: true }).click()
  }
  await expectFit(canada)
  for (const [entry, name] of [
    ['Share', 'Delegations'],
    ['Who is here', 'Who is here'],
    ['Speaking time', 'Speaking time'],
    ['Use on another device', 'Use on another device'],
  ] as const) {
    await open(entry)
    const dialog = canada.getByRole('dialog', { name, exact: true })
    await dialog.waitFor()
    // The menu that led here goes, and leaves the focus to the dialog.
    await canada.getByRole('menu').waitFor({ state: 'detached' })
    await expectFit(canada)
    // 1280 by 1024 px at 400 %.
    await canada.setViewportSize({ width: 320, height: 256 })
    expect(await canada.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await canada.setViewportSize({ width: 390, height: 844 })
    await canada.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await open('Find and replace')
  await canada.getByRole('textbox', { name: 'Find', exact: true }).waitFor()
  await expectFit(canada)
})
