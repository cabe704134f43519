import { expect, type Page } from '@playwright/test'
import { contactGroup, joinAs, Penholder } from './penholder.ts'
import { caretAfter, lines, saved, statement, type } from './sheet.ts'
import { longTest, test } from './test.ts'

// One server for all: each test has a statement of its own, and one that kills the server starts it again.
let penholder: Penholder
test.beforeAll(async () => {
  penholder = await Penholder.start()
})
test.afterAll(async () => {
  await penholder.stop()
})

async function meet(a: Page, b: Page): Promise<string[]> {
  await expect(saved(a)).toBeVisible()
  await expect(saved(b)).toBeVisible()
  await expect.poll(async () => JSON.stringify(await lines(a)) === JSON.stringify(await lines(b))).toBe(true)
  return await lines(a)
}

test('the statement opens as it was written, by the commands of the README', async ({ browser }) => {
  const said = await penholder.command('statement', '--from', contactGroup, '--penholder', 'NOR')
  const id = /\/statements\/([\w-]+)/.exec(said)?.[1] ?? ''
  const [link = ''] = /https?:\S+\/join#\S+/.exec(said) ?? []
  expect(await penholder.command('invite', '--statement', id, '--delegation', 'NOR', '--role', 'drafter')).toContain(
    link,
  )
  const page = await joinAs(browser, link, 'Ingrid Solberg')
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    'Report of the Contact Group on Cooperation and Assistance',
  )
  const text = statement(page)
  await expect(text.locator('sup')).toHaveText('th')
  await expect(text.locator('em')).toHaveText('three years at a time')
  await expect(text.locator('strong')).toHaveText('two pages at most')
  await expect(text.locator('blockquote')).toHaveText(/^What is not written down/)
  await expect(text.getByRole('listitem')).toHaveCount(6)
  await expect(page.getByRole('contentinfo', { name: 'Status line' })).toContainText(/\d+ words/)
  expect((await lines(page))[0]).toBe('Thank you, Madam Chair,')
})

test('a key is carried out where the caret is, though the browser has not told of it yet', async ({ browser }) => {
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const page = await joinAs(browser, link, 'Ingrid Solberg')
  await caretAfter(page, 'Thank you')
  await statement(page).evaluate((text) => {
    getSelection()?.collapse(text.lastElementChild, text.lastElementChild?.childNodes.length)
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }))
  })
  const now = await lines(page)
  expect([now[0], now.at(-1)]).toEqual(['Thank you, Madam Chair,', ''])
})

test('two delegations type, split, join and make headings in one paragraph at once', async ({ browser }) => {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const a = await joinAs(browser, link, 'Ingrid Solberg')
  const b = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
  await meet(a, b)

  await Promise.all([type(a, 'Norway was glad', ' and honoured'), type(b, 'out early where', ' ALPHA')])
  await Promise.all([type(a, 'one table,', '\nBRAVO '), type(b, 'donors, international', ' CHARLIE')])
  await Promise.all([
    (async () => {
      await caretAfter(a, 'BRAVO ')
      await a.keyboard.press('Home')
      await a.keyboard.press('Backspace')
    })(),
    type(b, 'Forty-one delegations', ' DELTA'),
  ])
  await Promise.all([
    (async () => {
      await caretAfter(a, 'The Group heard')
      await a.keyboard.press('Home')
      await a.keyboard.type('## ')
    })(),
    type(b, 'four reports', ' ECHO'),
  ])

  const text = (await meet(a, b)).join('\n')
  for (const words of [
    'Norway was glad and honoured to chair',
    'out early where ALPHA plans',
    'donors, international CHARLIE organizations',
    'one table,BRAVO  and to find',
    'Forty-one delegations DELTA took part',
    'four reports ECHO from the field',
  ]) {
    expect(text).toContain(words)
  }
  await expect(statement(b).locator('h3')).toContainText('The Group heard four reports ECHO')
})

test('one goes offline, the server is killed and comes back: both texts equal, nothing typed is missing', async ({
  browser,
}) => {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const a = await joinAs(browser, link, 'Ingrid Solberg')
  const b = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
  await type(a, 'Forty-one delegations', ' FIRST')
  await meet(a, b)

  await b.context().setOffline(true)
  await expect(b.getByRole('status', { name: 'Kept on this device', exact: true })).toBeVisible()
  await expect(b.getByRole('status', { name: 'Connection' })).toContainText('You are offline.')
  await type(b, 'Norway was glad', ' OFFLINE')
  await type(b, 'four reports', '\nSPLIT')
  await type(a, 'donors, international', ' ONLINE')
  await expect(saved(a)).toBeVisible()

  await penholder.kill('SIGKILL')
  await type(a, 'Several delegations', ' WITHOUT')
  await expect(a.getByRole('status', { name: 'Kept on this device', exact: true })).toBeVisible()
  await penholder.launch()
  await expect(saved(a)).toBeVisible({ timeout: 15_000 })
  // Longer than any clock of the socket: it must not have given up by then.
  if (process.env['LONG'] === '1') {
    test.setTimeout(120_000)
    await b.waitForTimeout(30_000)
  }
  await b.context().setOffline(false)

  const text = (await meet(a, b)).join('\n')
  for (const words of [
    'FIRST',
    'glad OFFLINE to',
    'international ONLINE',
    'delegations WITHOUT',
    'four reports\nSPLIT from',
  ]) {
    expect(text).toContain(words)
  }
})

longTest('what is marked as saved is there after kill -9', async ({ browser }) => {
  const { link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const page = await joinAs(browser, link, 'Ingrid Solberg')
  await type(page, 'Norway was glad', ' SAVED')
  await expect(saved(page)).toBeVisible()
  const before = await lines(page)
  await penholder.kill('SIGKILL')
  await page.context().close()
  await penholder.launch()
  const later = await joinAs(browser, link, 'Ingrid Solberg')
  expect(await lines(later)).toEqual(before)
  expect(before.join()).toContain('glad SAVED to')
})

test('the title is one text for everybody', async ({ browser }) => {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const a = await joinAs(browser, link, 'Ingrid Solberg')
  const b = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
  const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true })
  await title(a).focus()
  await a.keyboard.press('Control+Home')
  await title(b).focus()
  await b.keyboard.press('Control+End')
  await Promise.all([a.keyboard.type('Final ', { delay: 10 }), b.keyboard.type(', 2026', { delay: 10 })])
  const whole = 'Final Report of the Contact Group on Cooperation and Assistance, 2026'
  await expect(title(a)).toHaveValue(whole)
  await expect(title(b)).toHaveValue(whole)
})

test('an observer reads and changes nothing', async ({ browser }) => {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const a = await joinAs(browser, link, 'Ingrid Solberg')
  const observer = await joinAs(browser, await penholder.invite(id, 'ICRC', 'observer'), 'Anne Favre')
  const before = await lines(observer)
  await expect(statement(observer)).toHaveAttribute('contenteditable', 'false')
  await statement(observer).click()
  await observer.keyboard.type('intruder')
  await type(a, 'Norway was glad', ' LIVE')
  await expect.poll(async () => (await lines(observer)).join('\n')).toBe(before.join('\n').replace('glad', 'glad LIVE'))
})

test('everybody sees who is present, by the names that the server gives', async ({ browser }) => {
  const { id, link } = await penholder.statement({ from: contactGroup, penholder: 'NOR' })
  const a = await joinAs(browser, link, 'Ingrid Solberg')
  const b = await joinAs(browser, await penholder.invite(id, 'CAN'), 'Marc Tremblay')
  const present = (page: Page) => page.getByRole('group', { name: 'Present now' })
  await expect(present(a).getByRole('button', { name: 'Canada, 1 person', exact: true })).toBeVisible()
  await expect(present(b).getByRole('button', { name: 'Norway, 1 person', exact: true })).toBeVisible()
  await type(b, 'Norway was glad', ' ')
  await expect(a.locator('.caret[data-who="CAN"]')).toHaveCount(1)
  await b.context().close()
  await expect(present(a).getByRole('button', { name: 'Canada, 1 person', exact: true })).toHaveCount(0)
})
