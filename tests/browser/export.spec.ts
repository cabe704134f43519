// From the page to a file that can be handed in: choices, the pages before the click, and the file itself.
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { expectAccessible, expectFit, expectStyled, looks } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { longTest, test } from './test.ts'

let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })
const choice = (within: Locator, name: string) => within.getByRole('combobox', { name, exact: true })
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Export', exact: true })
const page = (dialog: Locator) => dialog.getByRole('region', { name: 'Preview', exact: true }).getByRole('img')

/** The bytes that the browser was given, and under which name. */
async function download(on: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming = on.waitForEvent('download')
  await press()
  const file = await coming
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

test('an observer sees the pages, says how the paper will be delivered, and gets it as Word, PDF and text', async ({
  browser,
}) => {
  const { id } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
  const observer = await joinAs(browser, await penholder.invite(id, 'NOR', 'observer'), 'Ingrid Solberg')
  await button(observer, 'Export').click()
  const dialog = dialogOf(observer)
  await expect(page(dialog)).toHaveAttribute('alt', /^Page 1 of \d+$/)
  expect(await page(dialog).evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(
    Math.round((595.276 * 96) / 72),
  )
  await expect(dialog).toContainText('English, clean.docx')

  // Without a delivery note nothing leaves the room.
  await button(dialog, 'Export DOCX').click()
  await expect(dialog).toContainText('Choose a delivery note, so that the interpreters know what to follow.')
  await choice(dialog, 'Delivery note').selectOption('Check against delivery')
  await choice(dialog, 'Line numbers').selectOption('Every fifth line')
  const word = await download(observer, () => button(dialog, 'Export DOCX').click())
  expect(word.name).toMatch(/^Report of the Contact Group .*, English, clean\.docx$/)
  expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
  await expect(dialog).toBeHidden()

  // What was chosen is remembered, but for the delivery note.
  await button(observer, 'Export').click()
  await expect(choice(dialog, 'Line numbers')).toHaveValue('fifth')
  await expect(choice(dialog, 'Delivery note')).toHaveValue('unsaid')
  await choice(dialog, 'Delivery note').selectOption('Read out verbatim')
  await dialog.getByRole('radio', { name: 'PDF', exact: true }).check()
  const pdf = await download(observer, () => button(dialog, 'Export PDF').click())
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')

  await button(observer, 'Export').click()
  await choice(dialog, 'Delivery note').selectOption('Read out verbatim')
  await dialog.getByRole('radio', { name: 'TXT', exact: true }).check()
  await expect(choice(dialog, 'Line numbers')).toBeDisabled()
  await expect(dialog.getByText('TXT has none of this.').first()).toBeAttached()
  await expect(dialog.getByRole('region', { name: 'Preview', exact: true })).toContainText('Read out verbatim')
  await dialog.getByText('More options').click()
  await dialog.getByRole('switch', { name: 'Lines of 72 characters', exact: true }).uncheck()
  // The paper's own words alone are in another language.
  await expect(choice(dialog, 'Language').getByRole('option')).toHaveText([
    'English',
    'Français',
    'Español',
    'Русский',
    'العربية',
    '中文',
  ])
  await expect(choice(dialog, 'Language')).toHaveValue('en')
  await choice(dialog, 'Language').selectOption('Français')
  await expect(dialog.getByRole('region', { name: 'Preview', exact: true })).toContainText('À lire tel quel')
  const text = await download(observer, () => button(dialog, 'Export TXT').click())
  expect(text.name).toMatch(/, English, clean\.txt$/)
  expect(text.bytes.toString()).toContain('À lire tel quel')
  expect(text.bytes.toString()).toContain('Contact Group')
  expect(text.bytes.toString()).toMatch(/.{200}/)

  // Every word that was ever typed is for whoever holds the pen.
  await button(observer, 'Export').click()
  await expect(choice(dialog, 'Language')).toHaveValue('fr')
  await dialog.getByRole('radio', { name: 'Archive', exact: true }).check()
  await expect(dialog.getByRole('region', { name: 'Preview', exact: true })).toContainText('the same statement again.')
  await expect(dialog.getByRole('switch', { name: 'Update log', exact: true })).toHaveCount(0)
})

longTest(
  'the language of the paper’s own words is remembered for texts of this language, and no other',
  async ({ browser }) => {
    const { link } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
    const canada = await joinAs(browser, link, 'Claire Roy')
    const dialog = dialogOf(canada)
    const exported = async (): Promise<string> => {
      await choice(dialog, 'Delivery note').selectOption('None')
      return (await download(canada, () => button(dialog, 'Export DOCX').click())).name
    }
    const turnTo = async (from: string, to: string): Promise<void> => {
      await button(canada, `Language: ${from}`).click()
      await canada.getByRole('menuitemradio', { name: to, exact: true }).click()
      await button(canada, 'Export').click()
    }
    await turnTo('English', 'العربية')
    await expect(choice(dialog, 'Language')).toHaveValue('ar')
    await choice(dialog, 'Language').selectOption('English')
    expect(await exported()).toMatch(/, Arabic, clean\.docx$/)
    await turnTo('العربية', 'Français')
    await expect(choice(dialog, 'Language')).toHaveValue('fr')
    await exported()
    await turnTo('Français', 'العربية')
    await expect(choice(dialog, 'Language')).toHaveValue('en')
  },
)

longTest('without a server the text can be copied, and with it again the pages are there', async ({ browser }) => {
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
  const canada = await joinAs(browser, link, 'Claire Roy', { permissions: ['clipboard-read', 'clipboard-write'] })
  // The dialog itself is fetched when it is first opened.
  await button(canada, 'Export').click()
  const dialog = dialogOf(canada)
  await expect(page(dialog)).toBeVisible()
  await button(dialog, 'Cancel').click()
  await canada.context().setOffline(true)
  await button(canada, 'Export').click()
  await expect(dialog).toContainText('Export needs the server.')
  await button(dialog, 'Copy the text').click()
  expect(await canada.evaluate(() => navigator.clipboard.readText())).toContain('Thank you')
  await choice(dialog, 'Delivery note').selectOption('None')
  await button(dialog, 'Export DOCX').click()
  await expect(dialog.getByRole('status')).toContainText('Export needs the server.')
  // On plain http the browser keeps its clipboard to itself.
  await canada.evaluate(() => Reflect.defineProperty(navigator, 'clipboard', { value: undefined }))
  await dialog.getByRole('radio', { name: 'TXT', exact: true }).check()
  await button(dialog, 'Copy the text').click()
  await expect(dialog.getByRole('textbox', { name: 'The text', exact: true })).toHaveValue(/Thank you/)
  await canada.context().setOffline(false)
  await expect(dialog.getByRole('region', { name: 'Preview', exact: true }).getByText('Thank you')).toBeVisible()
  await download(canada, () => button(dialog, 'Export TXT').click())
})

longTest(
  'without a server the text can be copied before the dialog was ever fetched, and later it is',
  async ({ browser }) => {
    const { link } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
    const canada = await joinAs(browser, link, 'Claire Roy', { permissions: ['clipboard-read', 'clipboard-write'] })
    const dialog = dialogOf(canada)
    await canada.context().setOffline(true)
    await button(canada, 'Export').click()
    await expect(dialog).toContainText('Export needs the server.')
    await expectAccessible(canada)
    await button(dialog, 'Copy the text').click()
    await expect(button(dialog, 'Copied')).toBeVisible()
    expect(await canada.evaluate(() => navigator.clipboard.readText())).toContain('Thank you')
    await button(dialog, 'Close').click()
    // So is every dialog: where it cannot be, the page stays as it is.
    await button(canada, 'Share').click()
    const delegations = canada.getByRole('dialog', { name: 'Delegations', exact: true })
    await expect(delegations.getByRole('alert')).toContainText('This could not be fetched from the server.')
    await canada.context().setOffline(false)
    await button(delegations, 'Try again').click()
    await button(delegations, 'Done').click()
    await button(canada, 'Export').click()
    await expect(page(dialog)).toBeVisible()
    await expectStyled(canada)
  },
)

longTest('a long export can be given up, and one that fails says what can be done', async ({ browser }) => {
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
  const canada = await joinAs(browser, link, 'Claire Roy')
  await button(canada, 'Export').click()
  const dialog = dialogOf(canada)
  await expect(dialog).toContainText('Word may break lines elsewhere.')
  await choice(dialog, 'Delivery note').selectOption('None')
  await canada.route('**/export/**', () => {})
  await button(dialog, 'Export DOCX').click()
  await expect(button(dialog, 'Preparing…')).toBeVisible()
  await expect(dialog.getByRole('status')).toHaveText('Preparing…')
  const given = canada.waitForEvent('requestfailed')
  await button(dialog, 'Cancel').click()
  expect((await given).url()).toContain('/export/docx')
  await expect(button(dialog, 'Export DOCX')).toBeVisible()

  const refuse = (code: string) =>
    canada.route('**/export/**', (route) => route.fulfill({ status: 500, json: { code } }))
  await refuse('export-failed')
  await dialog.getByRole('radio', { name: 'PDF', exact: true }).check()
  await button(dialog, 'Export PDF').click()
  await expect(dialog.getByRole('status')).toHaveText('The PDF could not be made. Try DOCX, or try again.')
  await choice(dialog, 'Paper size').selectOption('Letter')
  await expect(dialog.getByRole('status')).toHaveText('')
  await refuse('export-too-slow')
  await button(dialog, 'Export PDF').click()
  await expect(dialog.getByRole('status')).toContainText('The file took too long to make.')
  await canada.unroute('**/export/**')
  await download(canada, () => button(dialog, 'Export PDF').click())
})

for (const look of looks) {
  test(`everybody can use it, ${look.colorScheme}, ${look.viewport.width} px`, async ({ browser }) => {
    const { link } = await penholder.statement({ from: contactGroup, penholder: 'CAN' })
    const canada = await joinAs(browser, link, 'Claire Roy', look)
    if (look.viewport.width < 640) {
      await button(canada, 'More').click()
      await canada.getByRole('menuitem', { name: 'Export', exact: true }).click()
    } else await button(canada, 'Export').click()
    const dialog = dialogOf(canada)
    await expect(page(dialog)).toBeVisible()
    await dialog.getByText('More options').click()
    await expectAccessible(canada)
    if (look.viewport.width < 640) await expectFit(canada)
    await dialog.getByRole('radio', { name: 'Archive', exact: true }).check()
    await expect(dialog.getByRole('switch', { name: 'Update log', exact: true })).toBeVisible()
  })
}
