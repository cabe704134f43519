// A text that exists becomes a statement: seen before it does, with what was said about it, and out again as an archive.
import { readFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test'
import { word, xml, spaces } from '../server/exchange/word-package.ts'
import { expectAccessible, expectFit, expectStyled } from './accessible.ts'
import { Penholder } from './penholder.ts'
import { saved, statement } from './sheet.ts'
import { test } from './test.ts'
import { openWindow } from './windows.ts'

let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Import', exact: true })
const fileOf = (dialog: Locator) => dialog.getByLabel('File', { exact: true })
const preview = (dialog: Locator) => dialog.getByRole('region', { name: 'Preview', exact: true })
const card = (page: Page, voice: string) => page.getByRole('article', { name: `Comment by ${voice}`, exact: true })

/** Home of the administrator, who is set up once for all. */
async function home(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  cookies ??= await setUp(browser)
  const page = await openWindow(browser, options)
  await page.context().addCookies(cookies)
  await page.goto(penholder.url)
  await button(page, 'Account').waitFor()
  return page
}

let cookies: Awaited<ReturnType<typeof setUp>> | null = null
async function setUp(browser: Browser) {
  const context = await browser.newContext()
  const key = (await penholder.setUpLink()).split('#')[1]
  const answer = await context.request.post(`${penholder.url}/api/set-up`, {
    headers: { origin: penholder.url },
    data: { key, name: 'Claire Roy', delegation: 'CAN', passphrase: 'seven quiet rivers' },
  })
  expect(answer.status()).toBe(200)
  return context.cookies()
}

/** As the keys do it, with what a program or a folder has put on the clipboard. */
const paste = (page: Page, held: Dropped | { readonly text: string; readonly html: string }): Promise<void> =>
  page.evaluate(
    (given) => {
      const clipboardData = new DataTransfer()
      if ('text' in given) {
        clipboardData.setData('text/plain', given.text)
        clipboardData.setData('text/html', given.html)
      } else {
        const bytes = Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0))
        clipboardData.items.add(new File([bytes], given.name))
      }
      const where = document.activeElement ?? document.body
      where.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    'bytes' in held ? { name: held.name, base64: held.bytes.toString('base64') } : held,
  )

interface Dropped {
  readonly name: string
  readonly bytes: Buffer
}

/** As a hand does it that holds a file over the page and lets go. */
async function drop(page: Page, { name, bytes }: Dropped): Promise<void> {
  const held = await page.evaluateHandle(
    ([called, base64]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], called))
      return transfer
    },
    [name, bytes.toString('base64')] as const,
  )
  // A browser says it again and again while the file is held there.
  await expect(async () => {
    await page.dispatchEvent('main', 'dragover', { dataTransfer: held })
    await expect(page.getByText('Drop the file to import it')).toBeVisible({ timeout: 300 })
  }).toPass({ timeout: 10_000 })
  await page.dispatchEvent('main', 'drop', { dataTransfer: held })
}

const change = (kind: 'ins' | 'del', words: string): string =>
  `<w:${kind} w:id="9" w:author="Anna Berg" w:date="2010-06-24T10:00:00Z"><w:r><w:${kind === 'ins' ? 't' : 'delText'} xml:space="preserve">${words}</w:${kind === 'ins' ? 't' : 'delText'}></w:r></w:${kind}>`
const run = (words: string): string => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
const comment = (id: number, author: string, words: string): string =>
  `<w:comment w:id="${id}" w:author="${author}" w:date="2010-06-24T10:00:00Z"><w:p>${run(words)}</w:p></w:comment>`
const cell = (words: string): string => `<w:tc><w:p>${run(words)}</w:p></w:tc>`

/** A heading, a paragraph with two comments and a change of mind, a table, and a picture. */
const report = word(
  `<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>${run('Report of Norway')}</w:p>
  <w:p>${run('We propose ')}${change('del', 'three')}${change('ins', 'five')}${run(' ')}<w:commentRangeStart w:id="1"/>${run('members')}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>${run(' and ')}<w:commentRangeStart w:id="2"/>${run('two observers')}<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>${run('.')}</w:p>
  <w:tbl><w:tr>${cell('Region')}${cell('Asia')}</w:tr></w:tbl>
  <w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
  {
    'word/comments.xml': xml(
      `<w:comments ${spaces}>${comment(1, 'Anna Berg', 'How many?')}${comment(2, 'Li Wei', 'Which ones?')}</w:comments>`,
    ),
  },
)

test('a Word file dropped on Home shows what comes and what does not, becomes a statement, and goes round as an archive', async ({
  browser,
}) => {
  const page = await home(browser)
  let sent = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/sources')) sent += 1
  })
  await drop(page, { name: 'report.docx', bytes: report })
  const dialog = dialogOf(page)
  await expect(preview(dialog)).toContainText('We propose five members and two observers.')
  await expect(dialog).toContainText('2 comments by Anna Berg and Li Wei come along as imported.')
  await expect(dialog).toContainText('1 insertion and 1 deletion by Anna Berg.')
  await expect(dialog).toContainText('A picture is left out. A table becomes a paragraph for each cell.')
  await expect(dialog.getByRole('status')).toContainText('A picture is left out.')
  await expectAccessible(page)

  // The choice by keys: each is seen on the paper before anything is made.
  await dialog.getByRole('radio', { name: 'Accept all', exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(preview(dialog)).toContainText('We propose three members')
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: 'Show both', exact: true })).toBeChecked()
  await expect(preview(dialog).locator('s')).toHaveText('three')
  await expect(preview(dialog).locator('u')).toHaveText('five')
  // A large file on the line of a conference hall takes minutes.
  expect(sent).toBe(1)
  await button(dialog, 'Import').press('Enter')

  const expectHere = async (): Promise<void> => {
    await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Report of Norway')
    await expect(statement(page).locator('s')).toHaveText('three')
    await expect(statement(page).locator('[data-thread]')).toHaveText(['members', 'two observers'])
    await expect(card(page, 'imported: Anna Berg')).toContainText('How many?')
    await expect(card(page, 'imported: Li Wei')).toContainText('Which ones?')
  }
  await expectHere()
  await saved(page).waitFor()
  const first = page.url()

  await button(page, 'Export').click()
  const exporting = page.getByRole('dialog', { name: 'Export', exact: true })
  await exporting.getByRole('radio', { name: 'Archive', exact: true }).check()
  await exporting.getByRole('combobox', { name: 'Comments', exact: true }).selectOption('All')
  const coming = page.waitForEvent('download')
  await button(exporting, 'Export Archive').click()
  const file = await coming
  await page.goto(penholder.url)
  await drop(page, { name: file.suggestedFilename(), bytes: await readFile(await file.path()) })
  await expect(dialog).toContainText('2 comments by')
  await button(dialog, 'Import').click()
  await expect(page).toHaveURL(/\/statements\//)
  expect(page.url()).not.toBe(first)
  await expectHere()
})

test('what cannot be read is refused where it was chosen, with what to do; what is slow to send can be given up', async ({
  browser,
}) => {
  const page = await home(browser)
  const dialog = dialogOf(page)
  // Nothing of the dialog can be fetched at first; then all of it is, its looks as well.
  await page.route('**/assets/*', (route) => route.abort())
  await button(page, 'Import').click()
  await expect(dialog.getByRole('alert')).toContainText('This could not be fetched from the server.')
  await page.unroute('**/assets/*')
  await button(dialog, 'Try again').click()
  await fileOf(dialog).waitFor()
  await expectStyled(page)
  const choose = (name: string, buffer: Buffer) =>
    fileOf(dialog).setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await choose('report.doc', Buffer.from('old'))
  await expect(fileOf(dialog)).toHaveAccessibleDescription(
    'This is a Word file of the old kind. Open it in Word and save it as .docx.',
  )
  await choose('report.docx', report.subarray(0, 400))
  await expect(fileOf(dialog)).toHaveAccessibleDescription(/^This is not a Word document, or it is damaged\. Open it/)
  await expect(button(dialog, 'Import')).toBeDisabled()
  await choose('report.json', Buffer.from('{}'))
  await expect(fileOf(dialog)).toHaveAccessibleDescription(/^This is not an archive of Penholder/)

  // 96 kbit/s: a megabyte takes two minutes.
  const network = await page.context().newCDPSession(page)
  const throughput = { latency: 0, downloadThroughput: -1, uploadThroughput: 12_000 }
  await network.send('Network.emulateNetworkConditions', { offline: false, ...throughput })
  await choose('long.docx', Buffer.concat([report, randomBytes(1_000_000)]))
  await expect(preview(dialog)).toContainText('Reading long.docx…')
  await expect(button(dialog, 'Import')).toBeDisabled()
  await button(dialog, 'Stop reading').click()
  await expect(fileOf(dialog)).toBeFocused()
  await expect(fileOf(dialog)).toHaveValue('')
  await network.detach()
  await choose('report.docx', report)
  await expect(preview(dialog)).toContainText('We propose five members')
  await expect(fileOf(dialog)).toHaveAttribute('aria-invalid', 'false')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button(page, 'Import')).toBeFocused()

  // What is pasted where no field takes it opens the dialog, or takes the place of what is in it.
  await paste(page, { text: 'Norway thanks the Chair.', html: '<p>Norway <b>thanks</b> the Chair.</p>' })
  await expect(preview(dialog).locator('strong')).toHaveText('thanks')
  await expect(dialog.getByRole('textbox', { name: 'Paste text', exact: true })).toHaveValue('Norway thanks the Chair.')
  await paste(page, { name: 'report.docx', bytes: report })
  await expect(preview(dialog)).toContainText('We propose five members')
  await button(dialog, 'Cancel').click()
  await paste(page, { name: 'report.docx', bytes: report })
  await expect(preview(dialog)).toContainText('We propose five members')
})

test('a text in Arabic stands on its paper from the right, on a phone, in the dark', async ({ browser }) => {
  const page = await home(browser, { colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  await button(page, 'Import').click()
  const dialog = dialogOf(page)
  await dialog
    .getByRole('textbox', { name: 'Paste text', exact: true })
    .fill('# بيان المجموعة العربية\n\nالسيد الرئيس،\n\nتشكر المجموعة العربية الرئاسة.')
  const line = preview(dialog).getByText('تشكر المجموعة العربية الرئاسة.')
  await expect(line).toHaveCSS('direction', 'rtl')
  await expectAccessible(page)
  await expectFit(page)
})
