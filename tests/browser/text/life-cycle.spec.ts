/** The life of an editor: mounted twice in strict mode, taken away and put back, its plugins made anew. */
import { expect, test } from './two-people.ts'

test('five mounts while the other types leave one text, and each can write', async ({ two, page }) => {
  await two.open(['p one'])
  for (let time = 0; time < 5; time += 1) {
    await page.evaluate(() => window.harness.mounted('a', false))
    await two.act('b', { kind: 'type', block: 0, at: -1, text: 'b' })
    await page.evaluate(() => window.harness.mounted('a', true))
    await two.meet()
    await two.select('a', 0, 0)
    await page.keyboard.type('a')
  }
  expect(await two.meet()).toEqual(['paragraph aaaaaonebbbbb'])
})

test('mounts in quick succession keep every word', async ({ two, page }) => {
  await two.open(['p one'])
  await page.evaluate(() => {
    for (let time = 0; time < 5; time += 1) {
      window.harness.mounted('a', false)
      window.harness.act('b', { kind: 'type', block: 0, at: -1, text: 'b' })
      window.harness.mounted('a', true)
    }
  })
  expect(await two.meet()).toEqual(['paragraph onebbbbb'])
  await two.select('a', 0, 0)
  await page.keyboard.type('a')
  expect(await two.meet()).toEqual(['paragraph aonebbbbb'])
})

test('words typed before the plugins are made anew are undone after it, and so across a new mount', async ({
  two,
  page,
}) => {
  await two.open(['p one'])
  await two.select('a', 0, 3)
  await page.keyboard.type(' two')
  await page.evaluate(() => window.harness.registerPlugin('a'))
  await page.keyboard.press('Control+z')
  expect(await two.meet()).toEqual(['paragraph one'])
  await page.keyboard.press('Control+Shift+z')
  await page.evaluate(() => window.harness.mounted('a', false))
  await page.evaluate(() => window.harness.mounted('a', true))
  expect(await two.meet()).toEqual(['paragraph one two'])
  await page.evaluate(() => window.harness.undo('a'))
  expect(await two.meet()).toEqual(['paragraph one'])
})

test('a change in the same task as the mount is written', async ({ two, page }) => {
  await two.open(['p one'])
  await page.evaluate(() => {
    window.harness.mounted('a', false)
    window.harness.mounted('a', true)
    window.harness.act('a', { kind: 'type', block: 0, at: -1, text: '!' })
  })
  expect(await two.meet()).toEqual(['paragraph one!'])
})
