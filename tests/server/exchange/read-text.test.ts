/** Plain text into a statement, from whatever program it comes. */
import { describe, expect, test } from 'vitest'
import { decodeText } from '#shared/exchange/decode-text.ts'
import { blockText, plainText } from '#shared/statement/plain-text.ts'
import { readText } from '../../../server/exchange/read-text.ts'

const read = (source: string) =>
  readText(source).document.content.map((block) => {
    const { id: _, ...attrs } = block.attrs
    return `${[block.type, ...Object.values(attrs)].join(' ')}: ${blockText(block).replaceAll('\n', '⏎')}`
  })

const wide =
  'We note that a line which nobody would ever break by hand is a paragraph of its own, however the file parts them.'

describe('paragraphs', () => {
  test('are parted by blank lines, with any kind of line end', () => {
    for (const end of ['\n', '\r\n', '\r', '\u2028']) {
      expect(read(['One.', '', 'Two.', ' ', '', 'Three.', ''].join(end))).toEqual([
        'paragraph: One.',
        'paragraph: Two.',
        'paragraph: Three.',
      ])
    }
  })

  test('run on over lines that were wrapped, and keep breaks that were meant', () => {
    expect(read('The Group heard four reports from the field, and two\nof them showed what can be done.')).toEqual([
      'paragraph: The Group heard four reports from the field, and two of them showed what can be done.',
    ])
    expect(read('Delivered by\nIngrid Solberg\nOslo')).toEqual(['paragraph: Delivered by⏎Ingrid Solberg⏎Oslo'])
  })

  test('need no blank line where each is one long line', () => {
    expect(read(`Thank you, Madam Chair\n${wide}\n${wide}\nThank you.`)).toEqual([
      'salutation: Thank you, Madam Chair',
      `paragraph: ${wide}`,
      `paragraph: ${wide}`,
      'salutation: Thank you.',
    ])
  })

  test('have no title, and nothing is formatting', () => {
    expect(readText('# Not *a* title\n\n<b>x</b>').letterhead).toEqual({})
    expect(read('# Not *a* title\n\n<b>x</b>')).toEqual(['paragraph: # Not *a* title', 'paragraph: <b>x</b>'])
  })
})

test('lists: bullets of every kind with their indent, and numbers that count from one', () => {
  expect(read('We ask\n- one\n  • two\n    * three\n\n1. a\n2) b\nmore of b\n\n4. d')).toEqual([
    'paragraph: We ask',
    'bulletedItem 0: one',
    'bulletedItem 1: two',
    'bulletedItem 2: three',
    'numberedItem 0: a',
    'numberedItem 0: b⏎more of b',
    'paragraph: 4. d',
  ])
  expect(read('12. As a paragraph of an older text')).toEqual(['paragraph: 12. As a paragraph of an older text'])
  expect(read('-5 degrees\n\n1.5 million')).toEqual(['paragraph: -5 degrees', 'paragraph: 1.5 million'])
})

test('any text can be read, and every word of it is kept', () => {
  for (const source of ['', '\n', '\uFEFF', '\u0000', '-', '1.', '\uD800', '\t\t'])
    expect(() => readText(source)).not.toThrow()
  const words = Array.from({ length: 5000 }, (_, k) => `w${k}${k % 7 === 0 ? '\n' : ' '}${k % 13 === 0 ? '- ' : ''}`)
  const text = plainText(readText(words.join('')).document)
  for (let k = 0; k < 5000; k++) expect(text).toMatch(`w${k}`)
})

test('bytes are read as what they are', () => {
  const words = 'Señor Presidente – “11th”'
  expect(decodeText(Buffer.from(words))).toBe(words)
  expect(decodeText(Buffer.from(`\uFEFF${words}`, 'utf16le'))).toBe(words)
  expect(decodeText(Buffer.from(`\uFEFF${words}`, 'utf16le').swap16())).toBe(words)
  const windows = Buffer.from([0x53, 0x65, 0xf1, 0x6f, 0x72, 0x20, 0x93, 0x96, 0x94])
  expect(decodeText(windows)).toBe('Señor “–”')
})
