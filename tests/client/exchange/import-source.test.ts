/** What somebody chose or pasted is read as what it is, or refused with the reason that helps. */
import { describe, expect, test } from 'vitest'
import { base64Of, readFile, readPastedText } from '../../../client/exchange/import-source.ts'

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
    ['report.docx', 'docx', 'UEsDBA=='],
    ['REPORT.DOCM', 'docx', 'UEsDBA=='],
    ['report.json', 'archive', 'PK\u0003\u0004'],
  ])('%s goes to the server as %s, whole', async (name, format, content) => {
    expect(await readFile(file(name, new Uint8Array([0x50, 0x4b, 3, 4])))).toEqual({ source: { format, content } })
  })

  test('of 10 MB is sent, and of one byte more it is not', async () => {
    expect('source' in (await readFile(file('report.docx', new Uint8Array(10_000_000))))).toBe(true)
    expect(await readFile(file('report.docx', new Uint8Array(10_000_001)))).toEqual({ unreadable: 'large' })
  })

  test('that is gone, or is a folder, is refused', async () => {
    const gone = file('report.docx', 'PK')
    gone.arrayBuffer = () => Promise.reject(new DOMException('', 'NotFoundError'))
    expect(await readFile(gone)).toEqual({ unreadable: 'gone' })
  })

  test.each([
    ['report.doc', 'oldWord'],
    ['report.odt', 'otherOffice'],
    ['report.rtf', 'otherOffice'],
    ['report.pages', 'pages'],
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
    expect(await readFile(file('report.docx', ''))).toEqual({ unreadable: 'empty' })
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

test('base64 in pieces is what it is in one', () => {
  // 50,000 bytes: three pieces, and a rest that is no multiple of three.
  const bytes = Uint8Array.from({ length: 50_000 }, (_, k) => (k * 7919) % 256)
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'))
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

  test('without formatting is what its words are', () => {
    expect(readPastedText('Words.', { text: 'Words.', html: '' })).toEqual({
      source: { format: 'text', content: 'Words.' },
    })
  })

  test('of nothing is nothing', () => {
    expect(readPastedText(' \n', formatted)).toEqual({ unreadable: 'nothing' })
  })
})
