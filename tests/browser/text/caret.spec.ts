/** The caret of one person while another writes. */
import { expect, test } from './two-people.ts'

test('a caret that the browser has moved and not told of yet stays where it was put', async ({ two, page }) => {
  await two.open(['p one two three', 'p four'])
  await two.select('a', 0, 3)
  await two.breathe()
  // In one task, as a message that comes between the arrow key and the event that tells of it.
  await page.evaluate(() => {
    const words = document.activeElement?.querySelector('p')?.firstChild
    if (!words) throw new Error('the editor has no focus')
    getSelection()?.collapse(words, 7)
    window.harness.act('b', { kind: 'type', block: 1, at: 0, text: 'B' })
  })
  await two.breathe()
  await page.keyboard.type('!')
  expect(await two.meet()).toEqual(['paragraph one two! three', 'paragraph Bfour'])
})
