/** Copy, paste and drag through the browser's own clipboard and its own parser of HTML. */
import { expect, test } from './two-people.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('what is copied and pasted comes back as it was, through the clipboard of the system', async ({ two, page }) => {
  const lines = ['h1 Title', 'p two  spaces', 'q quote', '1 first', '1 second', '- dot']
  await two.open(lines)
  await two.select('a', 0, 0)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+End')
  // The browser tells of a moved caret in a task of its own; no hand is quick enough to be before it.
  await two.breathe()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+v')
  const shown = await two.meet()
  expect(shown.slice(-lines.length)).toEqual(shown.slice(0, lines.length))
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    return await (await item!.getType('text/html')).text()
  })
  expect(html).toContain('<ol type="1"><li data-depth="0">first</li><li data-depth="0">second</li></ol><ul>')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('1. first\n2. second\n\u2022 dot')
})

test('Word, with the style sheet that the browser applies', async ({ two }) => {
  await two.open(['p '])
  await two.select('a', 0, 0)
  const item = (level: number, marker: string, words: string) =>
    `<p class=MsoListParagraphCxSpMiddle style='mso-add-space:auto;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>` +
    `<![if !supportLists]><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp; </span>` +
    `</span><![endif]>${words}<o:p></o:p></p>`
  await two.paste('a', {
    'text/plain': 'unused',
    'text/html': `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
      p.MsoNormal, p.MsoListParagraphCxSpMiddle {mso-style-parent:""; margin:0cm; font-weight:normal;}
      h2 {mso-style-next:Normal; font-weight:bold;} span.Strong {font-weight:bold;} --></style></head><body>
      <h2>Heading<o:p></o:p></h2><p class=MsoNormal><o:p>&nbsp;</o:p></p>
      <p class=MsoNormal>Some <span class=Strong>bold</span> words<img src="file:///C:/x.png"><o:p></o:p></p>
      ${item(1, '1.', 'first')}${item(2, 'a.', 'deeper')}${item(1, '2.', 'second')}</body></html>`,
  })
  expect(await two.meet()).toEqual([
    'heading Heading',
    'paragraph Some bold words',
    'numberedItem first',
    'numberedItem deeper',
    'numberedItem second',
  ])
})

test('pasting several blocks into a paragraph where another types, and undoing it', async ({ two, page }) => {
  await two.open(['p one two'])
  await two.select('a', 0, 4)
  await two.act('b', { kind: 'type', block: 0, at: 0, text: 'X' })
  await two.paste('a', {
    'text/html': '<h1>Title</h1><ul><li><p>item</p></li></ul><blockquote><p>quote</p></blockquote>',
  })
  await two.act('b', { kind: 'type', block: 0, at: -1, text: 'Y' })
  const pasted = await two.meet()
  expect(pasted.join('|')).toContain('bulletedItem item|quote quote')
  await page.keyboard.press('Control+z')
  expect((await two.meet()).map((line) => line.replace('Y', ''))).toEqual(['paragraph Xone two'])
})

test('plain text is one paragraph a line', async ({ two }) => {
  await two.open(['p '])
  await two.select('a', 0, 0)
  await two.paste('a', { 'text/plain': 'one\n\n2. two\r\n*three*' })
  expect(await two.meet()).toEqual(['paragraph one', 'paragraph 2. two', 'paragraph *three*'])
})

test('a word is dragged into another block while the other types and splits', async ({ two, page }) => {
  await two.open(['p alpha beta', 'p gamma delta'])
  await two.select('a', 0, 6, 0, 10)
  const places = await page.evaluate(() => {
    const centre = (block: number, from: number, to: number) => {
      const range = document.createRange()
      const text = document.querySelectorAll('#a p')[block]!.firstChild!
      range.setStart(text, from)
      range.setEnd(text, to)
      const { left, top, width, height } = range.getBoundingClientRect()
      return { left, x: left + width / 2, y: top + height / 2 }
    }
    return { word: centre(0, 6, 10), target: centre(1, 6, 11) }
  })
  await page.mouse.move(places.word.x, places.word.y)
  await page.mouse.down()
  await page.mouse.move(places.word.x + 5, places.word.y + 5)
  await two.act('b', { kind: 'type', block: 0, at: 0, text: 'X' })
  await page.mouse.move(places.target.left, places.target.y, { steps: 4 })
  await two.act('b', { kind: 'split', block: 1, at: 2 })
  const moved = await page.evaluate(() => {
    const range = document.createRange()
    const text = document.querySelectorAll('#a p')[2]!.firstChild!
    range.setStart(text, 4)
    range.setEnd(text, 9)
    const { left, top, height } = range.getBoundingClientRect()
    return { x: left, y: top + height / 2 }
  })
  await page.mouse.move(moved.x, moved.y, { steps: 4 })
  await page.mouse.up()
  await two.breathe()
  expect(await two.meet()).toEqual(['paragraph Xalpha ', 'paragraph ga', 'paragraph mma betadelta'])
  await page.keyboard.press('Control+z')
  expect(await two.meet()).toEqual(['paragraph Xalpha beta', 'paragraph ga', 'paragraph mma delta'])
})
