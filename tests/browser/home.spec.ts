/** The front of the house, as delegates use it: home, new statements, import, accounts, administration. */
import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible, expectFit, looks } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { longTest, test } from './test.ts'
import { openWindow } from './windows.ts'

// One server for all, with an administrator and a statement; each test brings what else it needs.
let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
  const key = (await penholder.setUpLink()).split('#')[1]
  const answer = await fetch(`${penholder.url}/api/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: penholder.url },
    body: JSON.stringify({
      key,
      name: 'Claire Roy',
      delegation: 'CAN',
      passphrase,
    }),
  })
  expect(answer.status).toBe(200)
  await penholder.statement({ title: 'Statement of Jordan', penholder: 'JOR' })
})
test.afterAll(async () => {
  await penholder.stop()
})

/** The list asks again by itself, once the text has come to rest. */
const follows = { timeout: 30_000 }

const passphrase = 'seven quiet rivers'
const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true })
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name, exact: true })
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const table = (page: Page) => page.getByRole('table', { name: 'Statements', exact: true })
const row = (page: Page, title: string) => table(page).getByRole('row').filter({ hasText: title })

async function signIn(page: Page, name = 'Claire Roy', secret = passphrase): Promise<void> {
  await page.goto(penholder.url)
  await textbox(page, 'Name').fill(name)
  await textbox(page, 'Passphrase').fill(secret)
  await button(page, 'Sign in').click()
  await button(page, 'Account').waitFor()
}

async function chooseInMenu(page: Page, menu: string, entry: string): Promise<void> {
  await button(page, menu).click()
  await page.getByRole('menuitem', { name: entry, exact: true }).click()
}

longTest('the first start leads by keys alone from set-up to a first statement', async ({ browser }) => {
  const fresh = await Penholder.start()
  const page = await openWindow(browser)
  await page.goto(await fresh.setUpLink())
  await expect(textbox(page, 'Your name')).toBeFocused()
  await page.keyboard.type('Claire Roy')
  await page.keyboard.press('Tab')
  await page.keyboard.type('cana')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('Start with a blank sheet, or with the text you already have')
  await expectAccessible(page)

  await button(page, 'New statement').press('Enter')
  await expect(dialog(page, 'New statement')).toBeVisible()
  await expect(textbox(page, 'Your name')).toBeFocused()
  await expect(textbox(page, 'Your name')).toHaveValue('Claire Roy')
  await expect(combobox(page, 'Your delegation')).toHaveValue('Canada')
  await expect(combobox(page, 'Start from')).toHaveValue('blank')
  await page.keyboard.press('Escape')
  await expect(button(page, 'New statement')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(textbox(page, 'Statement')).toBeVisible()
  await textbox(page, 'Title').fill('Opening statement')
  await expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible()
  await page.goto(fresh.url)
  await expect(row(page, 'Opening statement').getByRole('cell', { name: /^Canada, / })).toBeVisible(follows)
  await page.close()
  await fresh.stop()
})

longTest('a template begins a statement for another delegation, under another name', async ({ browser }) => {
  const page = await openWindow(browser)
  await signIn(page)
  await button(page, 'Templates').click()
  await dialog(page, 'Templates')
    .getByRole('button', { name: /^National statement/ })
    .click()
  await expect(combobox(page, 'Start from')).toHaveValue('national-statement')
  await textbox(page, 'Your name').fill('')
  await button(page, 'Create').click()
  await expect(page.getByText('Enter your name, so that the others know who writes.')).toBeVisible()
  await textbox(page, 'Your name').fill('Claire Roy-Martin')
  await combobox(page, 'Your delegation').fill('Nowhereland, ZZZ')
  await combobox(page, 'Your delegation').fill('NRO')
  await button(page, 'Create').click()
  await expect(page.getByText('No delegation has this code or name.')).toBeVisible()
  await combobox(page, 'Your delegation').fill('NOR')
  await button(page, 'Create').click()
  await expect(textbox(page, 'Statement')).toBeVisible()
  await page.goto(penholder.url)
  await expect(page.getByRole('banner')).toContainText('Claire Roy-Martin')
  await expect(table(page).getByText('NOR', { exact: true })).toBeVisible()

  await chooseInMenu(page, 'Account', 'Sign out')
  await expect(heading(page)).toHaveText('Sign in')
  await signIn(page, 'Claire Roy-Martin')
  await button(page, 'New statement').click()
  await textbox(page, 'Your name').fill('Claire Roy')
  await button(page, 'Create').click()
  await expect(textbox(page, 'Statement')).toBeVisible()
})

longTest(
  'what exists comes in: a file, a paste with its formatting, and no Word file that is none',
  async ({ browser }) => {
    const page = await openWindow(browser)
    await signIn(page)
    await button(page, 'Import').click()
    const importing = dialog(page, 'Import')
    await importing.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(importing.getByText('Choose a file, or paste a text.')).toBeVisible()
    const word = { name: 'report.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') }
    await importing.getByLabel('File', { exact: true }).setInputFiles(word)
    await expect(importing.getByText(/^This is not a Word document, or it is damaged\./)).toBeVisible()
    await importing.getByLabel('File', { exact: true }).setInputFiles(contactGroup)
    await expect(importing.getByText(/^Read as Markdown/)).toBeVisible()
    await importing.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(textbox(page, 'Title')).toHaveValue('Report of the Contact Group on Cooperation and Assistance')

    await page.goto(penholder.url)
    await button(page, 'Import').click()
    await textbox(page, 'Paste text').evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'Statement of Peru\n\nWe thank the Chair.')
      clipboardData.setData('text/html', '<h1>Statement of Peru</h1><p>We <b>thank</b> the Chair.</p>')
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    // A page cannot paste for the browser; it typed what the browser would have inserted.
    await textbox(page, 'Paste text').fill('Statement of Peru\n\nWe thank the Chair.')
    await expect(importing.getByText(/^Formatting is kept/)).toBeVisible()
    await importing.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(textbox(page, 'Title')).toHaveValue('Statement of Peru')
    await expect(textbox(page, 'Statement').locator('strong')).toHaveText('thank')

    await page.goto(penholder.url)
    await button(page, 'Import').click()
    await importing.evaluate((form) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['# Dropped\n\nWords.'], 'dropped.md', { type: 'text/markdown' }))
      const event = { dataTransfer, bubbles: true, cancelable: true }
      const target = form.querySelector('form')
      target?.dispatchEvent(new DragEvent('dragover', event))
      target?.dispatchEvent(new DragEvent('drop', event))
    })
    await expect(importing.getByText(/^Read as Markdown/)).toBeVisible()
    await importing.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(textbox(page, 'Title')).toHaveValue('Dropped')
  },
)

longTest('the list is searched, and follows what others write', async ({ browser }) => {
  const page = await openWindow(browser)
  await signIn(page)
  await expect(row(page, 'Statement of Jordan')).toBeVisible()
  await page.keyboard.press('/')
  const search = page.getByRole('search').getByRole('searchbox', { name: 'Search statements', exact: true })
  await expect(search).toBeFocused()
  await page.keyboard.type('jord')
  await expect(table(page).getByRole('link')).toHaveText(['Statement of Jordan'])
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 statement found')
  await search.fill('an island of its own')
  await expect(page.getByText('Nothing matches “an island of its own”. Clear the search')).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Clear the search').click()
  await expect(row(page, 'Statement of Jordan')).toBeVisible()
  await expect(search).toHaveValue('')

  const { id } = await penholder.statement({ title: 'A text for two', penholder: 'CAN' })
  const guest = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  await textbox(guest, 'Statement').click()
  await guest.keyboard.type('Norway aligns itself with this statement.')
  await expect(row(page, 'A text for two')).toContainText('Norway, just now', follows)
  await expect(row(page, 'A text for two')).toContainText('Canada, Norway')
  // Wherever a row is hit, it is its link that is hit.
  await row(page, 'A text for two').getByRole('cell').nth(3).click({ force: true })
  await expect(textbox(page, 'Statement')).toContainText('Norway aligns itself')

  // A guest finds the statement, and no way to make another.
  await guest.goto(penholder.url)
  await expect(table(guest).getByRole('link')).toHaveText(['A text for two'])
  await expect(button(guest, 'New statement')).toHaveCount(0)
  await expect(button(guest, 'Import')).toHaveCount(0)
})

longTest('what is archived is folded away, and brought back by whoever may', async ({ browser }) => {
  const page = await openWindow(browser)
  await signIn(page)
  const { id } = await penholder.statement({ title: 'Of last year', penholder: 'CAN' })
  const guest = await joinAs(browser, await penholder.invite(id, 'NOR'), 'Ingrid Solberg')
  const archived = await page.request.put(`${penholder.url}/api/statements/${id}/archived`, {
    data: { archived: true },
    headers: { origin: penholder.url },
  })
  expect(archived.status()).toBe(200)
  await guest.goto(penholder.url)
  await button(guest, 'Archived, 1').click()
  await expect(row(guest, 'Of last year')).toBeVisible()
  await expect(button(guest, 'Bring back')).toHaveCount(0)

  await page.reload()
  await expect(button(page, 'Archived, 1')).toHaveAttribute('aria-expanded', 'false')
  await expect(row(page, 'Of last year')).toHaveCount(0)
  await button(page, 'Archived, 1').click()
  await row(page, 'Of last year').getByRole('button', { name: 'Bring back', exact: true }).click()
  await expect(button(page, 'Archived, 1')).toHaveCount(0)
  await expect(row(page, 'Of last year').getByRole('link')).toBeFocused()
})

longTest(
  'the administrator moves a pen whose laptop is gone, and makes a copy of the statement',
  async ({ browser }) => {
    const { id, link } = await penholder.statement({
      title: 'Statement of Norway',
      from: contactGroup,
      penholder: 'NOR',
    })
    const norway = await joinAs(browser, link, 'Ingrid Solberg')
    const jordan = await joinAs(browser, await penholder.invite(id, 'JOR'), 'Omar Haddad')
    const page = await openWindow(browser)
    await signIn(page)
    await page.goto(`${penholder.url}/statements/${id}`)
    await button(page, 'Share').click()
    await button(page, 'Pass the pen').click()
    await expect(dialog(page, 'Pass the pen')).toContainText('Norway stays as a drafter.')
    await combobox(page, 'To').selectOption('Jordan')
    await button(dialog(page, 'Pass the pen'), 'Pass the pen').click()
    await expect(jordan.getByText('Your delegation holds the pen now.')).toBeVisible()
    await expect(button(jordan, 'Share')).toBeVisible()
    await expect(norway.getByText('Jordan holds the pen now.')).toBeVisible()
    await button(page, 'Done').click()

    await chooseInMenu(page, 'More', 'Duplicate')
    await expect(page).not.toHaveURL(new RegExp(id))
    await expect(page.getByRole('textbox', { name: 'Statement', exact: true })).toContainText('Norway was glad')
    await expect(textbox(page, 'Title')).toHaveValue('Statement of Norway')
  },
)

longTest('a colleague gets an account by a link, rights by a switch, and a new passphrase', async ({ browser }) => {
  await penholder.statement({ title: 'Statement of Norway', penholder: 'NOR' })
  const chair = await openWindow(browser)
  await signIn(chair)
  await chooseInMenu(chair, 'Account', 'Administration')
  await expect(heading(chair)).toHaveText('Administration')
  const invite = async (delegation: string): Promise<string> => {
    await button(chair, 'Invite a colleague').click()
    await combobox(chair, 'Delegation').fill(delegation)
    await button(chair, 'Make the link').click()
    const link = await textbox(chair, 'Link').inputValue()
    await button(chair, 'Done').click()
    return link
  }
  const unused = await invite('Cambodia')
  await button(chair, 'Withdraw: New account for Cambodia').click()
  await expect(button(chair, 'Withdraw: New account for Cambodia')).toHaveCount(0)
  const link = await invite('Norway')
  await expect(button(chair, 'Withdraw: New account for Norway')).toBeVisible()

  const colleague = await openWindow(browser)
  await colleague.goto(unused)
  await expect(heading(colleague)).toHaveText('This link does not lead to an account')
  await expectAccessible(colleague)
  await colleague.goto('about:blank')
  await colleague.goto(link)
  await expect(heading(colleague)).toHaveText('Make your account')
  await expect(colleague.getByText('You are invited to Penholder, as the delegation of Norway')).toBeVisible()
  await expectAccessible(colleague)
  await button(colleague, 'Make account').click()
  await expect(colleague.getByText('Use at least 8 characters.')).toBeVisible()
  await textbox(colleague, 'Your name').fill('Claire Roy')
  await textbox(colleague, 'Passphrase').fill('northern lights')
  await button(colleague, 'Make account').click()
  await expect(colleague.getByText('Somebody signs in with this name already. Choose another.')).toBeVisible()
  await textbox(colleague, 'Your name').fill('Ingrid Solberg')
  await button(colleague, 'Make account').click()
  await expect(heading(colleague)).toHaveText('Statements')
  await button(colleague, 'New statement').click()
  await expect(combobox(colleague, 'Your delegation')).toHaveValue('Norway')
  await expect(combobox(colleague, 'Your delegation')).not.toBeEditable()
  await expect(colleague.getByText(/Only the administrator can create a statement for another/)).toBeVisible()
  await colleague.keyboard.press('Escape')
  await colleague.goto(`${penholder.url}/administration`)
  await expect(heading(colleague)).toHaveText('This page cannot be opened')

  await chair.reload()
  const rights = chair.getByRole('switch', { name: 'Creates statements: Ingrid Solberg', exact: true })
  await expect(rights).toBeChecked()
  await rights.press('Space')
  await expect(rights).not.toBeChecked()
  await colleague.goto(penholder.url)
  await expect(heading(colleague)).toHaveText('Statements')
  await expect(button(colleague, 'New statement')).toHaveCount(0)

  await chooseInMenu(chair, 'More about Ingrid Solberg', 'Reset passphrase')
  const reset = await textbox(chair, 'Link').inputValue()
  await button(chair, 'Done').click()
  const again = await openWindow(browser)
  await again.goto(reset)
  await expect(heading(again)).toHaveText('Choose a new passphrase')
  await expect(textbox(again, 'Your name')).toHaveValue('Ingrid Solberg')
  await expect(textbox(again, 'Your name')).not.toBeEditable()
  await textbox(again, 'Passphrase').fill('midnight sun')
  await button(again, 'Show what is typed').click()
  await expect(textbox(again, 'Passphrase')).toHaveAttribute('type', 'text')
  await button(again, 'Set passphrase').click()
  await expect(heading(again)).toHaveText('Statements')
  await chooseInMenu(again, 'Account', 'Sign out everywhere')
  await expect(heading(again)).toHaveText('Sign in')
  await expect(again.getByText('Invited? Open your invitation link again.')).toBeVisible()
  await signIn(again, 'Ingrid Solberg', 'midnight sun')

  await chair.reload()
  await chair.getByRole('switch', { name: 'Administers: Claire Roy', exact: true }).press('Space')
  await chair.getByRole('alertdialog').getByRole('button', { name: 'Give up', exact: true }).click()
  await expect(chair.getByText('Somebody must be left to administer Penholder.')).toBeVisible()
  await chooseInMenu(chair, 'More about Ingrid Solberg', 'Remove account')
  await chair.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(chair.getByRole('table', { name: 'People' }).getByText('Ingrid Solberg')).toHaveCount(0)
  await again.goto(penholder.url)
  await expect(heading(again)).toHaveText('Sign in')
})

for (const { colorScheme, viewport } of looks) {
  test(`axe finds nothing, ${colorScheme}, ${viewport.width} px`, async ({ browser }) => {
    const page = await openWindow(browser, { colorScheme, viewport })
    await page.goto(penholder.url)
    await expect(heading(page)).toHaveText('Sign in')
    await expectAccessible(page)
    await signIn(page)
    await row(page, 'Statement of Jordan').waitFor()
    await expectAccessible(page)
    for (const name of ['New statement', 'Templates', 'Import']) {
      await button(page, name).click()
      await dialog(page, name).waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await dialog(page, name).waitFor({ state: 'detached' })
    }
    await page.goto(`${penholder.url}/administration`)
    await page.getByRole('table', { name: 'People' }).waitFor()
    await expectAccessible(page)
    await button(page, 'Invite a colleague').click()
    await dialog(page, 'Invite a colleague').waitFor()
    await expectAccessible(page)
  })
}

test('on a phone nothing lies beside the screen, and everything can be hit', async ({ browser }) => {
  const page = await openWindow(browser, { viewport: { width: 390, height: 844 }, hasTouch: true })
  await signIn(page)
  await row(page, 'Statement of Jordan').waitFor()
  await expectFit(page)
  for (const name of ['New statement', 'Templates', 'Import']) {
    await button(page, name).click()
    await dialog(page, name).waitFor()
    await expectFit(page)
    await page.keyboard.press('Escape')
    await dialog(page, name).waitFor({ state: 'detached' })
  }
  await page.goto(`${penholder.url}/administration`)
  await page.getByRole('table', { name: 'People' }).waitFor()
  await expectFit(page)
})
