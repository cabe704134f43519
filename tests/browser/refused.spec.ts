/** What the server refuses on return: the page goes on with the server's text, and nothing typed is lost. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { lines, mark, statement, type } from './sheet.ts'
import { longTest, test } from './test.ts'

let penholder: Penholder
test.beforeEach(async () => {
  penholder = await Penholder.start()
})
test.afterEach(async () => {
  await penholder.stop()
})

const copy = (page: Page) => page.getByRole('button', { name: /^Copy my \d+ changes$|^Copy my 1 change$/ })

const says = async (page: Page): Promise<string> => (await lines(page)).join('\n')

/** As the screen of the delegation that holds the pen does it. */
const put = (page: Page, path: string, body: unknown): Promise<number> =>
  page.evaluate(
    async ([address, sent]) =>
      (await fetch(address!, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: sent })).status,
    [`/api${path}`, JSON.stringify(body)],
  )

async function twoDelegations(browser: Parameters<typeof joinAs>[0]) {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const pen = await joinAs(browser, link, 'Ingrid Solberg')
  const guest = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay', {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await expect(mark(guest, 'Saved')).toBeVisible()
  const drafting = (value: 'open' | 'pen') => put(pen, `/statements/${id}/drafting`, { drafting: value })
  return { id, pen, guest, drafting }
}

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('You are offline.')
}

longTest(
  'a role taken away meanwhile: the text as the server has it, to read, and the words to copy',
  async ({ browser }) => {
    const { id, pen, guest } = await twoDelegations(browser)
    await goOffline(guest)
    await type(guest, 'Norway was glad', ' UNSENT')
    await type(pen, 'four reports', ' MEANWHILE')
    const delegationId: string = await pen.evaluate(async (statementId) => {
      const { participations } = await (await fetch(`/api/statements/${statementId}`)).json()
      return participations.find(({ delegation }: { delegation: { code: string } }) => delegation.code === 'CAN')
        .delegation.id
    }, id)
    expect(await put(pen, `/statements/${id}/delegations/${delegationId}/role`, { role: 'commenter' })).toBe(200)
    await guest.context().setOffline(false)

    await expect(guest.getByRole('alert')).toContainText('You can read this statement, but not change it.')
    await expect(mark(guest, 'Locked')).toBeVisible()
    await expect(statement(guest)).toHaveAttribute('contenteditable', 'false')
    await expect.poll(() => says(guest)).toBe(await says(pen))
    expect(await says(guest)).toContain('MEANWHILE')
    await copy(guest).click()
    expect(await guest.evaluate(() => navigator.clipboard.readText())).toBe(' UNSENT')
    await guest.getByRole('button', { name: 'Close this notice' }).click()
    await expect(guest.getByRole('alert')).toHaveCount(0)
  },
)

longTest('drafting closed meanwhile, then opened again: the page follows without a reload', async ({ browser }) => {
  const { pen, guest, drafting } = await twoDelegations(browser)
  await goOffline(guest)
  await type(guest, 'Norway was glad', ' UNSENT')
  expect(await drafting('pen')).toBe(200)
  await guest.context().setOffline(false)
  // One notice says what happened, who may write, and where the words are.
  await expect(guest.getByRole('alert')).toHaveText(
    /^Drafting is closed\. Only Norway, which .* Your last 7 changes were not saved\. Their words are kept here/,
  )
  await expect(guest.getByRole('status', { name: 'Your standing', exact: true })).toBeEmpty()
  await expect(copy(guest)).toBeVisible()
  await expect(statement(guest)).toHaveAttribute('contenteditable', 'false')
  expect(await drafting('open')).toBe(200)
  await expect(statement(guest)).toHaveAttribute('contenteditable', 'true')
  await expect(guest.getByRole('alert')).toContainText('Drafting was closed at the time. You can write again now.')
  await type(guest, 'four reports', ' AFTERWARDS')
  await expect(mark(guest, 'Saved')).toBeVisible()
  await expect.poll(() => says(pen)).toContain('four reports AFTERWARDS')
  expect(await says(pen)).not.toContain('UNSENT')
})

longTest(
  'refused, but still allowed: the words are carried over and saved, and the caret stays with them',
  async ({ browser }) => {
    const { pen, guest, drafting } = await twoDelegations(browser)
    await goOffline(guest)
    await type(guest, 'four reports', '\nSPLIT')
    await type(guest, 'Norway was glad', ' UNSENT')
    expect(await drafting('pen')).toBe(200)
    // Drafting is opened again before the refused page asks how it stands.
    await guest.route('**/api/statements/*', async (route) => {
      await drafting('open')
      await route.continue()
    })
    await guest.context().setOffline(false)
    await expect(mark(guest, 'Saved')).toBeVisible()
    await expect.poll(() => says(pen)).toContain('four reports\nSPLIT from')
    await expect(statement(guest)).toBeFocused()
    await guest.keyboard.type(' AND ON')
    await expect.poll(() => says(pen)).toContain('glad UNSENT AND ON to')
    await expect(mark(guest, 'Saved')).toBeVisible()
    await expect(guest.getByRole('alert')).toHaveCount(0)
    expect(await says(guest)).toBe(await says(pen))
  },
)

test('a text restored from a backup: the page shows it, and offers what was not sent', async ({ browser }) => {
  const { id, guest } = await twoDelegations(browser)
  await goOffline(guest)
  await type(guest, 'Norway was glad', ' UNSENT')
  await penholder.kill('SIGTERM')
  const db = new Database(join(penholder.folder, 'penholder.sqlite'))
  db.prepare('update statements set epoch = epoch + 1 where id = ?').run(id)
  db.close()
  await penholder.launch()
  await guest.context().setOffline(false)
  await expect(guest.getByRole('alert')).toContainText('The text was restored from a backup.', { timeout: 20_000 })
  await copy(guest).click()
  expect(await guest.evaluate(() => navigator.clipboard.readText())).toBe(' UNSENT')
  expect(await says(guest)).not.toContain('UNSENT')
  await type(guest, 'four reports', ' AFTERWARDS')
  await expect(mark(guest, 'Saved')).toBeVisible()
})
