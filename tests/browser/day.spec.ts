// A contact group's whole day from the screen: set up in the morning, twelve delegations invited, bad Wi-Fi in the
// afternoon, a lost link, the pen passed on at night. Four browsers; the other delegations are clients without one.
import { expect, type Page } from '@playwright/test'
import { HeadlessClient } from '../headless-client.ts'
import { joinAs, Penholder } from './penholder.ts'
import { saved, statement } from './sheet.ts'
import { test } from './test.ts'
import { openWindow } from './windows.ts'

let penholder: Penholder
test.beforeEach(async () => {
  penholder = await Penholder.start()
})
test.afterEach(async () => {
  await penholder.stop()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const delegations = (page: Page) => page.getByRole('dialog', { name: 'Delegations', exact: true })

/** The delegations that the chair invites, beside her own. */
const invited = [
  ['Norway', 'Drafter'],
  ['Mozambique', 'Drafter'],
  ['International Committee of the Red Cross', 'Commenter'],
  ['Cambodia', 'Drafter'],
  ['Colombia', 'Drafter'],
  ['Jordan', 'Drafter'],
  ['Belgium', 'Drafter'],
  ['Thailand', 'Drafter'],
  ['Switzerland', 'Drafter'],
  ['Peru', 'Drafter'],
  ['Zambia', 'Observer'],
] as const

/** A paragraph of its own at the end, where the caret stays. */
async function beginParagraph(page: Page, words: string): Promise<void> {
  await statement(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type(words)
  await expect(saved(page)).toBeVisible()
}

/** Adds the delegation in the open dialog, and answers its link as the screen shows it. */
async function invite(page: Page, delegation: string, role: string): Promise<string> {
  const dialog = delegations(page)
  await dialog.getByRole('combobox', { name: 'Delegation', exact: true }).fill(delegation)
  await dialog.getByRole('combobox', { name: 'Role', exact: true }).selectOption(role)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  return linkOf(page, delegation)
}

async function linkOf(page: Page, delegation: string): Promise<string> {
  const dialog = delegations(page)
  await dialog.getByRole('button', { name: `Copy the link of ${delegation}`, exact: true }).click()
  return dialog.getByRole('textbox', { name: `Link of ${delegation}`, exact: true }).inputValue()
}

/** Joins without a browser, by the same two requests that the join page makes, and opens the room. */
async function joinHeadless(link: string, name: string): Promise<HeadlessClient> {
  const answer = await fetch(`${penholder.url}/api/invitations/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: penholder.url },
    body: JSON.stringify({ key: new URL(link).hash.slice(1), name }),
  })
  expect(answer.status).toBe(200)
  const { statementId } = (await answer.json()) as { statementId: string }
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const url = `${penholder.url.replace('http', 'ws')}/collab/${statementId}`
  return HeadlessClient.open({ url, cookie, headers: { origin: penholder.url } })
}

test('a day at the desk, from set-up to the passing of the pen', async ({ browser }) => {
  test.setTimeout(180_000)
  // Morning: the chair sets Penholder up and begins with a template.
  const chair = await openWindow(browser)
  await chair.goto(await penholder.setUpLink())
  await textbox(chair, 'Your name').fill('Claire Roy')
  await chair.getByRole('combobox', { name: 'Your delegation', exact: true }).fill('Canada')
  await textbox(chair, 'Passphrase').fill('a quiet morning in Geneva')
  await button(chair, 'Create administrator').click()
  await button(chair, 'New statement').first().click()
  const fresh = chair.getByRole('dialog', { name: 'New statement', exact: true })
  await fresh.getByRole('combobox', { name: 'Start from', exact: true }).selectOption({ index: 1 })
  await fresh.getByRole('button', { name: 'Create', exact: true }).click()
  await statement(chair).waitFor()
  await textbox(chair, 'Title').fill('Report of the Contact Group')
  await expect(saved(chair)).toBeVisible()

  // She invites eleven delegations.
  await button(chair, 'Share').click()
  const links = new Map<string, string>()
  for (const [delegation, role] of invited) links.set(delegation, await invite(chair, delegation, role))
  await expect(delegations(chair).getByRole('row')).toHaveCount(1 + 1 + invited.length)
  await delegations(chair).getByRole('button', { name: 'Done', exact: true }).click()

  const link = (delegation: string): string => links.get(delegation) ?? ''
  const norway = await joinAs(browser, link('Norway'), 'Ingrid Solberg', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  const mozambique = await joinAs(browser, link('Mozambique'), 'Alberto Mabunda')
  const others = await Promise.all(
    invited.slice(3).map(([delegation]) => joinHeadless(link(delegation), `Delegate of ${delegation}`)),
  )

  // All write at once, each browser in a paragraph of its own.
  for (const [page, delegation] of [
    [chair, 'Canada'],
    [norway, 'Norway'],
    [mozambique, 'Mozambique'],
  ] as const) {
    await beginParagraph(page, `On behalf of ${delegation}:`)
    for (const other of [chair, norway, mozambique])
      await expect(statement(other)).toContainText(`On behalf of ${delegation}:`)
  }
  await Promise.all([
    chair.keyboard.type(' Words of Canada.'),
    norway.keyboard.type(' Words of Norway.'),
    mozambique.keyboard.type(' Words of Mozambique.'),
    ...others.slice(0, -1).map(async (client, place) => {
      client.type(` Words of ${invited[place + 3]?.[0]}.`)
      await client.barrier()
    }),
  ])
  for (const [delegation, role] of [['Canada', 'Drafter'], ...invited] as const)
    if (role === 'Drafter') await expect(statement(chair)).toContainText(`Words of ${delegation}.`)
  await expect(button(chair, 'Norway, 1 person')).toBeVisible()

  // Afternoon: the Wi-Fi of one delegation fails, and both sides go on.
  await mozambique.context().setOffline(true)
  await expect(mozambique.getByRole('status', { name: 'Connection', exact: true })).toContainText('You are offline.')
  await mozambique.keyboard.type(' Written without Wi-Fi.')
  await chair.keyboard.type(' Written meanwhile.')
  await expect(mozambique.getByRole('status', { name: 'Kept on this device', exact: true })).toBeVisible()
  await mozambique.context().setOffline(false)
  for (const page of [chair, norway, mozambique]) {
    await expect(statement(page)).toContainText('Written without Wi-Fi.')
    await expect(statement(page)).toContainText('Written meanwhile.')
    await expect(saved(page)).toBeVisible()
  }

  // A link went to the wrong people: it is withdrawn, and a new one given.
  await button(chair, 'Share').click()
  await delegations(chair).getByRole('button', { name: 'Revoke the link of Norway', exact: true }).click()
  const question = chair.getByRole('alertdialog', { name: 'Revoke the link of Norway?', exact: true })
  await expect(question).toContainText('Ingrid Solberg')
  await question.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(statement(norway)).toHaveAttribute('contenteditable', 'false')
  await delegations(chair).getByRole('button', { name: 'Renew the link of Norway', exact: true }).click()
  const renewed = await linkOf(chair, 'Norway')
  expect(renewed).not.toBe(link('Norway'))
  await norway.goto(renewed)
  await textbox(norway, 'Your name').fill('Ingrid Solberg')
  await button(norway, 'Join').click()
  await expect(statement(norway)).toContainText('Words of Norway.')

  // Evening: drafting is closed to all but the pen, and the pen is passed on.
  await delegations(chair).getByRole('button', { name: 'Done', exact: true }).click()
  await button(chair, 'Status: Drafting').click()
  await chair.getByRole('menuitem', { name: 'Close drafting', exact: true }).click()
  await expect(statement(mozambique)).toHaveAttribute('contenteditable', 'false')
  await expect(statement(chair)).toHaveAttribute('contenteditable', 'true')
  await button(chair, 'Share').click()
  await delegations(chair).getByRole('button', { name: 'Pass the pen', exact: true }).click()
  const passing = chair.getByRole('dialog', { name: 'Pass the pen', exact: true })
  await passing.getByRole('combobox').selectOption('Mozambique')
  await passing.getByRole('button', { name: 'Pass the pen', exact: true }).click()
  await expect(statement(mozambique)).toHaveAttribute('contenteditable', 'true')
  await expect(statement(chair)).toHaveAttribute('contenteditable', 'false')
  await beginParagraph(mozambique, 'The last word.')

  // Night: what everybody has is the same, and on Home it is found by its words.
  await expect(saved(mozambique)).toBeVisible()
  for (const client of others) await client.shows('The last word.')
  const [first, ...rest] = others.map(({ text }) => text.toString())
  for (const text of rest) expect(text).toBe(first)
  await Promise.all(others.map((client) => client.close()))
  await chair.goto(penholder.url)
  await chair.getByRole('searchbox', { name: 'Search statements', exact: true }).fill('without wi')
  await expect(chair.getByRole('table', { name: 'Statements', exact: true }).getByRole('link')).toHaveText([
    'Report of the Contact Group',
  ])
})
