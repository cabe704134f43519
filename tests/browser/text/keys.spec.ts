/** Keys, replacements and notes where only a real browser can say what happens. */
import { expect, test } from './two-people.ts'

test.use({ samePage: true })

test('two people type into one paragraph, split it, and meet', async ({ two, page }) => {
  await two.open(['p one two', 'p three'])
  await two.select('a', 0, 3)
  await page.keyboard.type('X')
  await two.act('b', { kind: 'type', block: 0, at: -1, text: 'Y' })
  await page.keyboard.press('Enter')
  await page.keyboard.type('Z')
  expect(await two.meet()).toEqual(['paragraph oneX', 'paragraph Z twoY', 'paragraph three'])
})

test('Enter and Backspace at the start of a block leave its id and what another types in it', async ({ two, page }) => {
  await two.open(['p one', 'h1 two'])
  await two.select('a', 1, 0)
  for (let time = 0; time < 3; time += 1) {
    await page.keyboard.press('Enter')
    await two.act('b', { kind: 'type', block: 2 + time, at: -1, text: 'x' })
  }
  expect(await two.meet()).toEqual(['paragraph one', 'paragraph ', 'paragraph ', 'paragraph ', 'heading twoxxx'])
  expect(await page.locator('#a h2').getAttribute('data-id')).toBe('block-1')
  for (let time = 0; time < 3; time += 1) await page.keyboard.press('Backspace')
  expect(await two.meet()).toEqual(['paragraph one', 'heading twoxxx'])
  expect(await page.locator('#a h2').getAttribute('data-id')).toBe('block-1')
})

test('styles and marks are typed', async ({ two, page }) => {
  await two.open(['p '])
  await two.select('a', 0, 0)
  await page.keyboard.type('# Title')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- first **bold** word')
  await page.keyboard.press('Enter')
  await page.keyboard.type('second')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('see https://un.org now')
  expect(await two.meet()).toEqual([
    'heading Title',
    'bulletedItem first bold word',
    'bulletedItem second',
    'paragraph see https://un.org now',
  ])
  await expect(page.locator('#b strong')).toHaveText('bold')
  await expect(page.locator('#b a')).toHaveAttribute('href', 'https://un.org')
  await expect(page.locator('#b [data-depth="1"]')).toHaveText('second')
})

test('an empty text takes the first words of both', async ({ two, page }) => {
  await two.open([])
  await page.evaluate(() => window.harness.link(false))
  await two.select('a', 0, 0)
  await page.keyboard.type('mine')
  await two.act('b', { kind: 'type', block: 0, at: 0, text: 'theirs' })
  await page.evaluate(() => window.harness.link(true))
  expect((await two.meet()).toSorted()).toEqual(['paragraph mine', 'paragraph theirs'])
})

test('all selected and deleted, undone and redone, while another types', async ({ two, page }) => {
  await two.open(['h1 one', 'p two', '1 three'])
  await two.select('a', 1, 1)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await two.act('b', { kind: 'type', block: 0, at: -1, text: 'X' })
  expect((await two.meet()).join('|')).toMatch(/^\w+ X$/)
  await page.keyboard.press('Control+z')
  const back = (await two.meet()).join('|')
  expect(back.replace('X', '')).toBe('heading one|paragraph two|numberedItem three')
  await page.keyboard.press('Control+Shift+z')
  expect((await two.meet()).join('|')).toMatch(/^\w+ X$/)
})

test('a correction takes the place of the word while another types in it', async ({ two, page }) => {
  await two.open(['p say teh word'])
  await two.select('a', 0, 4, 0, 7)
  await two.act('b', { kind: 'type', block: 0, at: 0, text: 'X' })
  // The browser asks before it replaces; a page that does not answer gets the word as if it were typed.
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.setData('text/plain', 'the')
    const init = { inputType: 'insertReplacementText', dataTransfer, bubbles: true, cancelable: true }
    const text = document.activeElement!
    if (text.dispatchEvent(new InputEvent('beforeinput', init))) document.execCommand('insertText', false, 'the')
  })
  await two.breathe()
  expect(await two.meet()).toEqual(['paragraph Xsay the word'])
})

test('text that extensions and the browser insert arrives once', async ({ two, page }) => {
  await two.open(['p one two'])
  await two.select('a', 0, 4, 0, 7)
  await page.evaluate(() => document.execCommand('insertText', false, 'three'))
  await two.breathe()
  expect(await two.meet()).toEqual(['paragraph one three'])
  // A keyboard that changes the page behind the editor's back.
  await page.evaluate(() => {
    const text = document.querySelector('#a p')!.firstChild as Text
    text.insertData(3, '!')
  })
  await two.breathe()
  expect(await two.meet()).toEqual(['paragraph one! three'])
})

test.describe('footnotes', () => {
  test('the note opens with the caret in it; both are numbered in the order of the text', async ({ two, page }) => {
    await two.open(['p one two'])
    await two.select('a', 0, 7)
    await page.evaluate(() => window.harness.command('a', 'insertFootnote'))
    await page.keyboard.type('of two')
    await two.select('a', 0, 3)
    await page.evaluate(() => window.harness.command('a', 'insertFootnote'))
    await page.keyboard.type('of one')
    expect(await two.meet()).toEqual(['paragraph one\uFFFC two\uFFFC', 'footnote of one', 'footnote of two'])
    expect(await page.evaluate(() => window.harness.numbers('b'))).toEqual(['1', '2', '1', '2'])
  })

  test('Backspace takes the reference alone; its note is still shown; undo brings the number back', async ({
    two,
    page,
  }) => {
    await two.open(['p one'])
    await two.select('a', 0, 3)
    await page.evaluate(() => window.harness.command('a', 'insertFootnote'))
    await page.keyboard.type('note')
    await two.select('a', 0, 4)
    await page.keyboard.press('Backspace')
    expect(await two.meet()).toEqual(['paragraph one', 'footnote note'])
    await expect(page.locator('#b [data-orphan]')).toHaveText('note')
    await page.keyboard.press('Control+z')
    expect(await two.meet()).toEqual(['paragraph one\uFFFC', 'footnote note'])
    expect(await page.evaluate(() => window.harness.numbers('b'))).toEqual(['1', '1'])
  })

  test('the caret passes a reference with the arrow keys, and words go on behind it', async ({ two, page }) => {
    await two.open(['p one'])
    await two.select('a', 0, 3)
    await page.evaluate(() => window.harness.command('a', 'insertFootnote'))
    await two.select('a', 0, 4)
    await page.keyboard.type(' on')
    await page.keyboard.press('Home')
    for (let time = 0; time < 5; time += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('!')
    const [line] = await two.meet()
    expect(line!.replaceAll('!', '')).toBe('paragraph one\uFFFC on')
  })
})
