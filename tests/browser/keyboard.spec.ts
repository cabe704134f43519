// A day at the desk without a mouse: every control is reached by Tab, F6 and arrows, and shows that it is.
import { expect, type Locator, type Page } from '@playwright/test'
import { Penholder } from './penholder.ts'
import { longTest, test } from './test.ts'

let penholder: Penholder
test.beforeEach(async () => {
  penholder = await Penholder.start()
})
test.afterEach(async () => {
  await penholder.stop()
})

/** More stops than any of our screens has. */
const mostStops = 120

/** Presses Tab until the control has the focus, which must then be seen. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor()
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      expect(await control.evaluate((element) => element.matches(':focus-visible'))).toBe(true)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(control)}`)
}

async function press(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control)
  await page.keyboard.press('Enter')
}

/** Walks down an open menu to the item and takes it. */
async function take(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name, exact: true })
  await item.waitFor()
  for (let step = 0; step < mostStops; step += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Enter')
      return
    }
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`the arrows do not lead to ${name}`)
}

longTest('set up, draft, invite, withdraw, close, pass the pen and sign out, by keyboard alone', async ({ page }) => {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const textbox = (name: string) => page.getByRole('textbox', { name, exact: true })
  const combobox = (name: string) => page.getByRole('combobox', { name, exact: true })

  await page.goto(await penholder.setUpLink())
  await tabTo(page, textbox('Your name'))
  await page.keyboard.type('Claire Roy')
  await tabTo(page, combobox('Your delegation'))
  await page.keyboard.type('Canad')
  await page.keyboard.press('Enter')
  await expect(combobox('Your delegation')).toHaveValue('Canada')
  await tabTo(page, textbox('Passphrase'))
  await page.keyboard.type('seven quiet rivers')
  await page.keyboard.press('Enter')

  await press(page, button('New statement').first())
  await tabTo(page, combobox('Start from'))
  await page.keyboard.press('ArrowDown')
  await press(page, button('Create'))
  await tabTo(page, textbox('Title'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('By keyboard')
  await tabTo(page, textbox('Statement'))
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.type('Written without a mouse. ')
  await expect(textbox('Statement')).toContainText('Written without a mouse.')

  await press(page, button('Share'))
  await tabTo(page, combobox('Delegation'))
  await page.keyboard.type('Norway')
  await press(page, button('Add'))
  await press(page, button('Copy the link of Norway'))
  await expect(textbox('Link of Norway')).toHaveValue(/\/join#/)
  await press(page, button('Revoke the link of Norway'))
  await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }))
  await press(page, button('Renew the link of Norway'))
  await press(page, button('Pass the pen'))
  const passing = page.getByRole('dialog', { name: 'Pass the pen', exact: true })
  await expect(passing.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(passing).toBeHidden()
  await expect(button('Pass the pen')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button('Share')).toBeFocused()

  await press(page, button('Status: Drafting'))
  await take(page, 'Close drafting')
  await press(page, button('More'))
  await take(page, 'Find and replace')
  await expect(textbox('Find')).toBeFocused()
  await page.keyboard.type('without a mouse')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(textbox('Find')).toBeHidden()

  await press(page, button('Share'))
  await press(page, button('Pass the pen'))
  await press(page, passing.getByRole('button', { name: 'Pass the pen', exact: true }))
  await expect(passing).toBeHidden()
  // The row has other buttons now: the focus is among them, and not lost with the one that led here.
  await expect(button('Revoke the link of Canada')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Delegations', exact: true }).locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(textbox('Statement')).toHaveAttribute('contenteditable', 'false')

  await press(page, page.getByRole('link', { name: 'Statements', exact: true }))
  await press(page, button('Account'))
  await take(page, 'Sign out')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
})
