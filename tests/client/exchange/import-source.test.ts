/** What somebody chose or pasted is read as what it is, or refused with the reason that helps. */
import { describe, expect, test } from 'vitest'
import { readFile, readPastedText } from '../../../client/exchange/import-source.ts'

const file = (name: string, content: string | Uint8Array<ArrayBuffer>, type = ''): File =>
  new File([content], name, { type })

describe('a file', () => {
  test.each([
    ['report.md', 'markdown'],
    ['REPORT.MARKDOWN', 'markdown'],
    ['report.txt', 'text'],
    ['report.html', 'html'],
    ['report.htm', 'html'],
  ])('%s is read as %s', async (name, format) => {
    expect(await readFile(file(name, 'Thank you, Mr. Co-Chair.'))).toEqual({
      source: { format, content: 'Thank you, Mr. Co-Chair.' },
    })
  })

  test.each([
    ['report.docx', 'word'],
    ['report.doc', 'word'],
    ['report.odt', 'word'],
    ['report.pdf', 'pdf'],
    ['report.png', 'kind'],
  ])('%s is refused: %s', async (name, unreadable) => {
    expect(await readFile(file(name, 'PK'))).toEqual({ unreadable })
  })

  test('with the name of a text and the bytes of something else is refused', async () => {
    expect(await readFile(file('report.txt', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0])))).toEqual({
      unreadable: 'kind',
    })
  })

  test('without words is refused', async () => {
    expect(await readFile(file('report.md', ' \n'))).toEqual({ unreadable: 'empty' })
  })

  test('longer than a statement can be is refused', async () => {
    expect(await readFile(file('report.txt', 'a'.repeat(2_000_001)))).toEqual({ unreadable: 'long' })
  })

  test('of an unknown ending is read where the system calls it text, and as what its words say', async () => {
    expect(await readFile(file('README.rst', '# Report\n\nWords.', 'text/x-rst'))).toEqual({
      source: { format: 'markdown', content: '# Report\n\nWords.' },
    })
  })

  test.each([
    ['UTF-8', new Uint8Array([0xc3, 0xa9])],
    ['UTF-16 with its mark', new Uint8Array([0xff, 0xfe, 0xe9, 0x00])],
    ['Windows-1252', new Uint8Array([0xe9])],
  ])('in %s keeps its accents', async (_encoding, bytes) => {
    expect(await readFile(file('report.txt', bytes))).toEqual({ source: { format: 'text', content: 'é' } })
  })
})

describe('a paste', () => {
  const formatted = { text: 'Report\n\nWords.', html: '<h1>Report</h1><p>Words.</p>' }

  test('keeps its formatting', () => {
    expect(readPastedText(formatted.text, formatted)).toEqual({ source: { format: 'html', content: formatted.html } })
  })

  test('that somebody changed is what stands in the field', () => {
    expect(readPastedText('Report\n\nOther words.', formatted)).toEqual({
      source: { format: 'text', content: 'Report\n\nOther words.' },
    })
  })

  test('of Markdown from an editor that colours it is Markdown', () => {
    const text = '# Report\n\nSome **weighty** words.'
    expect(readPastedText(text, { text, html: '<div><span style="color:blue"># Report</span></div>' })).toEqual({
      source: { format: 'markdown', content: text },
    })
  })

  test.each([
    ['# Report\n\nWords.', 'markdown'],
    ['Report\n======\n\nWords.', 'markdown'],
    ['See [the plan](https://example.org/plan).', 'markdown'],
    ['<p>Words.</p>', 'html'],
    ['1. The Parties agree.\n2. They meet again.', 'text'],
    ['We need 5 * 3 ** 2 * 4 * more.', 'text'],
    ['Article 5 [up to five] years', 'text'],
    ['a < b > c', 'text'],
  ])('%j is read as %s', (text, format) => {
    expect(readPastedText(text, null)).toEqual({ source: { format, content: text } })
  })

  test('of nothing is nothing', () => {
    expect(readPastedText(' \n', formatted)).toEqual({ unreadable: 'nothing' })
  })
})
