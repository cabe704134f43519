/** Bad Wi-Fi: the page is closed and opened again without a connection, and nothing typed is missing afterwards. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { lines, mark, statement, type } from './sheet.ts'
import { longTest, test } from './test.ts'

test.use({ serviceWorkers: 'allow' })

let penholder: Penholder
test.beforeEach(async () => {
  penholder = await Penholder.start()
})
test.afterEach(async () => {
  await penholder.stop()
})

const connection = (page: Page) => page.getByRole('status', { name: 'Connection' })

const says = async (page: Page): Promise<string> => (await lines(page)).join('\n')

/** Waits until the page opens again without a connection. */
const readyForOffline = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50))
  })

/**
 * Waits until this device or the server has every word. The database is behind the keys for a moment; whoever leaves in
 * it is asked, and Playwright says yes for them where nobody listens: the words that were not kept yet are lost.
 */
const mayLeave = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true)

/** Closes the page as a hand does it: no question is asked. */
async function leave(page: Page): Promise<void> {
  await mayLeave(page)
  const questions: string[] = []
  page.on('dialog', (dialog) => {
    questions.push(dialog.type())
    void dialog.accept()
  })
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => page.isClosed()).toBe(true)
  expect(questions).toEqual([])
}

test('typed offline, closed, opened again offline, typed on, online: everything is merged and saved', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const pen = await joinAs(browser, link, 'Ingrid Solberg')
  const first = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
  await expect(mark(first, 'Saved')).toBeVisible()
  await readyForOffline(first)
  const context = first.context()
  await context.setOffline(true)
  await expect(mark(first, 'Kept on this device')).toBeVisible()
  await type(first, 'Norway was glad', ' ONE')
  await type(first, 'Forty-one delegations', '\nTWO')
  const before = await says(first)
  await type(pen, 'four reports', ' MEANWHILE')
  await leave(first)

  const second = await context.newPage()
  await second.goto(`${penholder.url}/statements/${id}`)
  await expect(statement(second)).toBeVisible()
  expect(await says(second)).toBe(before)
  await expect(mark(second, 'Kept on this device')).toBeVisible()
  await expect(connection(second)).toContainText('8 changes kept on this device')
  await type(second, 'donors, international', ' THREE')
  await mayLeave(second)
  await second.reload()
  await expect(connection(second)).toContainText('14 changes kept on this device')
  await context.setOffline(false)

  await expect(mark(second, 'Saved')).toBeVisible()
  await expect.poll(() => says(pen)).toContain('glad ONE to')
  await expect.poll(async () => (await says(second)) === (await says(pen))).toBe(true)
  for (const words of ['glad ONE to', 'delegations\nTWO', 'international THREE', 'reports MEANWHILE'])
    expect(await says(second)).toContain(words)
  await expect(connection(second)).toContainText('14 changes sent.')
  // Nothing is sent or counted again.
  await second.reload()
  await expect(mark(second, 'Saved')).toBeVisible()
  await expect(connection(second)).toBeEmpty()
  expect(await says(second)).toBe(await says(pen))
})

longTest('where the browser keeps nothing, whoever leaves with unsent words is asked first', async ({ browser }) => {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const pen = await joinAs(browser, link, 'Ingrid Solberg')
  const page = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
  await page.reload()
  await expect(mark(page, 'Saved')).toBeVisible()
  await page.context().setOffline(true)
  await type(page, 'Norway was glad', ' UNSENT')
  const question = page.waitForEvent('dialog')
  const closing = page.close({ runBeforeUnload: true })
  expect((await question).type()).toBe('beforeunload')
  await (await question).dismiss()
  await closing
  await expect(statement(page)).toContainText('glad UNSENT to')

  await page.context().setOffline(false)
  await expect(mark(page, 'Saved')).toBeVisible()
  await expect(statement(pen)).toContainText('glad UNSENT to')
  await leave(page)
})

longTest(
  'refused when the page is opened again: the words are offered until the person has read it, once',
  async ({ browser }) => {
    const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
    const pen = await joinAs(browser, link, 'Ingrid Solberg')
    const first = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await expect(mark(first, 'Saved')).toBeVisible()
    const context = first.context()
    await context.setOffline(true)
    await expect(mark(first, 'Kept on this device')).toBeVisible()
    await type(first, 'Norway was glad', ' UNSENT')
    await leave(first)
    const closed = await pen.evaluate(async (statementId) => {
      const sent = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"drafting":"pen"}' }
      return (await fetch(`/api/statements/${statementId}/drafting`, sent)).status
    }, id)
    expect(closed).toBe(200)
    await context.setOffline(false)

    const second = await context.newPage()
    const copy = second.getByRole('button', { name: 'Copy my 7 changes', exact: true })
    await second.goto(`${penholder.url}/statements/${id}`)
    await copy.click()
    expect(await second.evaluate(() => navigator.clipboard.readText())).toBe(' UNSENT')
    await expect(mark(second, 'Locked')).toBeVisible()
    expect(await says(second)).toBe(await says(pen))
    await second.reload()
    await expect(copy).toBeVisible()
    await second.getByRole('alert').getByRole('button', { name: 'Close this notice' }).click()
    await second.reload()
    await expect(mark(second, 'Locked')).toBeVisible()
    await expect(copy).toHaveCount(0)
    expect(await says(second)).not.toContain('UNSENT')
  },
)

longTest(
  'Home opens offline as last known, for whoever used the device last, and not after signing out',
  async ({ browser }) => {
    test.setTimeout(90_000)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const headers = { origin: penholder.url }
    const [, key] = (await penholder.setUpLink()).split('#')
    const account = { name: 'Claire Roy', delegation: 'CAN', passphrase: 'seven quiet rivers' }
    await context.request.post(`${penholder.url}/api/set-up`, { headers, data: { key, ...account } })
    const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
    await penholder.statement({ title: 'Never opened here', penholder: 'JOR' })
    const row = (title: string) =>
      page.getByRole('table', { name: 'Statements' }).getByRole('row').filter({ hasText: title })
    const title = 'Report of the Contact Group'
    await page.goto(`${penholder.url}/statements/${id}`)
    await expect(mark(page, 'Locked')).toBeVisible()
    await readyForOffline(page)
    await page.getByRole('link', { name: 'Statements', exact: true }).click()
    await expect(row('Never opened here').getByRole('link')).toBeVisible()

    await context.setOffline(true)
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('You are offline.')
    await expect(row('Never opened here')).toContainText('Not kept on this device')
    await expect(row('Never opened here').getByRole('link')).toHaveCount(0)
    const create = page.getByRole('button', { name: 'New statement', exact: true })
    await expect(create).toHaveAttribute('aria-disabled', 'true')
    await create.click({ force: true })
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await row(title).getByRole('link').click()
    await expect(statement(page)).toContainText('Norway was glad')

    // The session ended without signing out, and somebody else takes the device.
    const refused = page.getByRole('heading', { name: 'The server cannot be reached', exact: true })
    await context.setOffline(false)
    await context.clearCookies()
    await page.goto(link)
    await page.getByRole('textbox', { name: 'Your name', exact: true }).fill('Ingrid Solberg')
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(mark(page, 'Saved')).toBeVisible()
    await context.setOffline(true)
    await page.goto(penholder.url)
    await expect(refused).toBeVisible()
    await context.setOffline(false)
    // It comes by itself, and from then on it is hers.
    await expect(row(title)).toBeVisible({ timeout: 15_000 })
    await context.setOffline(true)
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('You are offline.')
    await expect(row(title).getByRole('link')).toBeVisible()
    await expect(row('Never opened here')).toHaveCount(0)

    await context.setOffline(false)
    await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 15_000 })
    await page.getByRole('button', { name: 'Account', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
    await context.setOffline(true)
    await page.reload()
    await expect(refused).toBeVisible()
  },
)

longTest(
  'two tabs of one person offline on one statement: either reopened has the words of both, and all have them once',
  async ({ browser }) => {
    const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
    const pen = await joinAs(browser, link, 'Ingrid Solberg')
    const one = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
    await expect(mark(one, 'Saved')).toBeVisible()
    await readyForOffline(one)
    const context = one.context()
    const other = await context.newPage()
    await other.goto(`${penholder.url}/statements/${id}`)
    await expect(mark(other, 'Saved')).toBeVisible()
    await context.setOffline(true)
    for (const tab of [one, other]) await expect(mark(tab, 'Kept on this device')).toBeVisible()
    await type(one, 'Norway was glad', ' ONE')
    await type(other, 'Forty-one delegations', ' OTHER')
    await leave(one)

    const again = await context.newPage()
    await again.goto(`${penholder.url}/statements/${id}`)
    for (const words of ['glad ONE to', 'delegations OTHER took']) await expect(statement(again)).toContainText(words)
    await context.setOffline(false)
    for (const tab of [again, other]) await expect(mark(tab, 'Saved')).toBeVisible()
    await expect.poll(() => says(pen)).toContain('delegations OTHER took')
    const text = await says(pen)
    expect(text.match(/ ONE| OTHER/g)).toEqual([' ONE', ' OTHER'])
    for (const tab of [again, other]) await expect.poll(() => says(tab)).toBe(text)
  },
)

longTest(
  'signing out with words that were not sent: asks first, leads to them, and wipes what is left',
  async ({ browser }) => {
    const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
    const pen = await joinAs(browser, link, 'Ingrid Solberg')
    const first = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const context = first.context()
    const writeOffline = async (page: Page, words: string): Promise<Page> => {
      await expect(mark(page, 'Saved')).toBeVisible()
      await context.setOffline(true)
      await expect(mark(page, 'Kept on this device')).toBeVisible()
      await type(page, 'Norway was glad', words)
      await leave(page)
      await context.setOffline(false)
      const home = await context.newPage()
      await home.goto(penholder.url)
      await home.getByRole('button', { name: 'Account', exact: true }).click()
      await home.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
      return home
    }
    const question = (page: Page) =>
      page.getByRole('alertdialog', { name: 'Words that were not sent are on this device', exact: true })

    const second = await writeOffline(first, ' SENT')
    await expect(question(second)).toBeVisible()
    await expectAccessible(second)
    await second.getByRole('link', { name: 'Open the statement with 5 changes not sent', exact: true }).click()
    await expect.poll(() => says(pen)).toContain('glad SENT to')

    const third = await writeOffline(second, ' LOST')
    await question(third).getByRole('button', { name: 'Stay signed in', exact: true }).click()
    await expect(third.getByRole('heading', { name: 'Statements', exact: true })).toBeVisible()
    await third.getByRole('button', { name: 'Account', exact: true }).click()
    await third.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await question(third).getByRole('button', { name: 'Copy my words that were not sent', exact: true }).click()
    expect(await third.evaluate(() => navigator.clipboard.readText())).toBe(' LOST')
    await question(third).getByRole('button', { name: 'Sign out and lose them', exact: true }).click()
    // Nobody has an account on this server.
    await expect(third.getByRole('heading', { name: 'Set up Penholder', exact: true })).toBeVisible()
    const kept = await third.evaluate(async () => {
      const request = indexedDB.open('penholder')
      await new Promise((resolve) => request.addEventListener('success', resolve))
      const stores = [...request.result.objectStoreNames]
      const reading = request.result.transaction(stores)
      const counts = stores.map((store) => reading.objectStore(store).count())
      await new Promise((resolve) => reading.addEventListener('complete', resolve))
      return counts.reduce((sum, { result }) => sum + result, 0)
    })
    expect(kept).toBe(0)
    expect(await says(pen)).not.toContain('LOST')
  },
)
