/** Bad Wi-Fi: the page is closed and opened again without a connection, and nothing typed is missing afterwards. */
import { expect, type Page } from '@playwright/test'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { lines, mark, statement, type } from './sheet.ts'
import { test } from './test.ts'

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
  // No question is asked: this device keeps it.
  await first.close({ runBeforeUnload: true })
  await expect.poll(() => first.isClosed()).toBe(true)

  const second = await context.newPage()
  await second.goto(`${penholder.url}/statements/${id}`)
  await expect(statement(second)).toBeVisible()
  expect(await says(second)).toBe(before)
  await expect(mark(second, 'Kept on this device')).toBeVisible()
  await expect(connection(second)).toContainText('8 changes kept on this device')
  await type(second, 'donors, international', ' THREE')
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

test('refused when the page is opened again: the words are offered until the person has read it, once', async ({
  browser,
}) => {
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
  await first.close({ runBeforeUnload: true })
  await expect.poll(() => first.isClosed()).toBe(true)
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
})

test('Home opens offline as last known, for whoever used the device last, and not after signing out', async ({
  browser,
}) => {
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
})
