import { expect, test } from './two-people.ts'

test('two people type into one paragraph, split it, and meet', async ({ two, page }) => {
  await two.open(['p one two', 'p three'])
  await two.select('a', 0, 3)
  await page.keyboard.type('X')
  await two.act('b', { kind: 'type', block: 0, at: 8, text: 'Y' })
  await page.keyboard.press('Enter')
  await page.keyboard.type('Z')
  expect(await two.meet()).toEqual(['paragraph oneX', 'paragraph Z twoY', 'paragraph three'])
})
