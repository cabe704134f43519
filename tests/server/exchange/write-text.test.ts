/** Plain text: what the paper says, in lines that every mail program and Notepad shows as they are. */
import { describe, expect, test } from 'vitest'
import { decodeText } from '#shared/exchange/decode-text.ts'
import { choices, type Choices } from '#shared/exchange/formats.ts'
import type { BlockJson } from '#shared/statement/schema.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import type { Paper } from '../../../server/exchange/paper.ts'
import { columns, widthOf } from '../../../server/exchange/wrap.ts'
import { writeText } from '../../../server/exchange/write-text.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'

const chosen = (more: Partial<Choices> = {}): Choices => choices.parse({ deliveryNote: 'none', ...more })
const block = (type: BlockJson['type'], text: string, attrs: Record<string, string | number> = {}): BlockJson => ({
  type,
  attrs: { id: text, ...attrs },
  content: [{ type: 'text', text }],
})
const paper = (content: readonly BlockJson[], more: Partial<Paper> = {}): Paper => ({
  document: { type: 'doc', content },
  letterhead: emptyLetterhead,
  language: 'en',
  penholder: 'Canada',
  at: Date.UTC(2010, 5, 25, 14, 5),
  remarks: [],
  hands: [],
  choices: chosen(),
  ...more,
})
const linesOf = (it: Paper): string[] => decodeText(writeText(it)).trimEnd().split('\r\n')

test('Windows and all others open it right: the mark of UTF-8, and CRLF alone', () => {
  const bytes = writeText(paper([block('paragraph', 'Señor'), block('paragraph', 'x')]))
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(Buffer.from(bytes).toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

test('reads like the paper: letterhead, numbers in the margin, lists, quotes, notes at the end', () => {
  const letterhead = { ...emptyLetterhead, title: 'Report', meeting: 'Meeting', symbol: 'UCG/3', date: '25 June 2010' }
  const link = [{ type: 'link', attrs: { href: 'https://example.org/' } }] as const
  const content = [
    block('salutation', 'Thank you, Chair,'),
    block('heading', 'Part', { level: 1 }),
    {
      ...block('paragraph', ''),
      content: [
        { type: 'text', text: 'We note' },
        { type: 'footnoteReference', attrs: { note: 'a' } },
        { type: 'hardBreak' },
        { type: 'text', text: 'this', marks: link },
        { type: 'text', text: '.' },
      ],
    } as const,
    block('numberedItem', 'one', { depth: 0 }),
    block('numberedItem', 'two', { depth: 1 }),
    block('bulletedItem', 'three', { depth: 2 }),
    block('quote', 'Quoted'),
    block('footnote', 'Noted', { note: 'a' }),
    block('footnote', 'Loose', { note: 'b' }),
  ]
  const choice = chosen({ deliveryNote: 'check', draftMark: 'yes' })
  expect(linesOf(paper(content, { letterhead, choices: choice }))).toEqual([
    `${' '.repeat(50)}Check against delivery`,
    '',
    'Meeting',
    'UCG/3',
    'Draft. Version of 25 June 2010, 14:05 UTC',
    '',
    'Report',
    '======',
    '',
    'Date: 25 June 2010',
    '',
    '     Thank you, Chair,',
    '',
    '     Part',
    '     ====',
    '',
    '  1  We note[1]',
    '     this <https://example.org/>.',
    '',
    '     1.  one',
    '         (a) two',
    '             •   three',
    '',
    '         Quoted',
    '',
    '     [*] Loose',
    '',
    'Notes',
    '-----',
    '',
    '[1] Noted',
  ])
})

test('without paragraph numbers nothing is set in', () => {
  const choice = chosen({ paragraphNumbers: 'no' })
  expect(linesOf(paper([block('paragraph', 'First'), block('paragraph', 'Second')], { choices: choice }))).toEqual([
    'First',
    '',
    'Second',
  ])
})

test('not wrapped, each paragraph, note and comment is one line, and the delivery note stands at its beginning', () => {
  const long = 'The Parties meet again in Cartagena. '.repeat(8).trim()
  const ingrid = { author: 'Ingrid Solberg', delegation: 'Norway', code: 'NOR', at: Date.UTC(2010, 5, 24, 10, 0) }
  const comments = [{ ...ingrid, text: [{ type: 'text', text: long }] as const }]
  const remarks = [
    { at: { from: { block: 1, offset: 0 }, to: { block: 1, offset: 3 } }, quote: 'The', resolved: false, comments },
  ]
  const content = [
    block('heading', long, { level: 1 }),
    block('paragraph', `${long}\nIt`),
    block('numberedItem', long, { depth: 0 }),
    { ...block('paragraph', ''), content: [{ type: 'footnoteReference', attrs: { note: 'a' } }] } as const,
    block('footnote', long, { note: 'a' }),
  ]
  const choice = chosen({ deliveryNote: 'check', wrapped: 'no', comments: 'open' })
  expect(linesOf(paper(content, { choices: choice, remarks })).filter((line) => line !== '')).toEqual([
    'Check against delivery',
    `     ${long}`,
    `     ${'='.repeat(72)}`,
    `  1  ${long}`,
    '     It',
    `     1.  ${long}`,
    '  2  [1]',
    'Notes',
    '-----',
    `[1] ${long}`,
    'Comments',
    '--------',
    '1 “The”',
    '    Ingrid Solberg (Norway), 24 June 2010, 10:00 UTC:',
    `    ${long}`,
  ])
})

test('comments stand at the end, by the paragraph and the words that they are about', () => {
  const ingrid = { author: 'Ingrid Solberg', delegation: 'Norway', code: 'NOR', at: Date.UTC(2010, 5, 24, 10, 0) }
  const comments = [{ ...ingrid, text: [{ type: 'text', text: 'Why?' }] as const }]
  const at = { from: { block: 0, offset: 0 }, to: { block: 0, offset: 5 } }
  const remarks = [
    { at, quote: 'First', resolved: true, comments },
    { at: null, quote: 'gone', resolved: false, comments },
  ]
  expect(linesOf(paper([block('paragraph', 'First')], { remarks })).slice(2)).toEqual([
    'Comments',
    '--------',
    '',
    '1 “First” (resolved)',
    '    Ingrid Solberg (Norway), 24 June 2010, 10:00 UTC:',
    '    Why?',
    '',
    'On words that are no longer in the text: “gone”',
    '    Ingrid Solberg (Norway), 24 June 2010, 10:00 UTC:',
    '    Why?',
  ])
})

test('a line that begins in the other direction, or ends with a sign, keeps the direction of its paragraph', () => {
  const choice = chosen({ paragraphNumbers: 'no' })
  const [arabic, , english] = linesOf(
    paper([block('paragraph', 'الألغام 2010.'), block('paragraph', 'Mines (الألغام).')], {
      language: 'ar',
      choices: choice,
    }),
  )
  expect(arabic).toBe('الألغام 2010.\u200f')
  expect(english).toBe('Mines (الألغام).')
  const long = linesOf(
    paper([block('paragraph', `الألغام ${'Convention '.repeat(12)}`)], { language: 'ar', choices: choice }),
  )
  expect(long.length).toBeGreaterThan(1)
  for (const line of long.slice(1)) expect(line[0]).toBe('\u200f')
})

test('what the paper says of itself is in the language that was asked for', () => {
  const letterhead = { ...emptyLetterhead, title: 'تقرير', date: '2010' }
  const choice = chosen({ deliveryNote: 'check', draftMark: 'yes', paperLanguage: 'en' })
  expect(
    linesOf(paper([block('paragraph', 'الألغام')], { language: 'ar', letterhead, choices: choice })).slice(0, 8),
  ).toEqual([
    'Check against delivery',
    '',
    'Draft. Version of 25 June 2010, 14:05 UTC',
    '',
    'تقرير',
    '=====',
    '',
    'Date: 2010',
  ])
})

describe.each(seeds(1, 12, 100))('of a statement by chance, seed %i', (seed) => {
  const it = randomPaper(seeded(seed))
  const lines = linesOf(it)

  test('no line is wider than 72 columns but for a word that is longer', () => {
    const tooWide = lines.filter((line) => widthOf(line) > columns && /\S\s+\S/.test(line.trim().slice(1)))
    // What a link or a bracket makes longer is one word with what stands before it.
    expect(tooWide.filter((line) => !line.includes('<http'))).toEqual([])
  })

  test('every word of the text is there, in its order', () => {
    const all = lines.join('').replace(/[\s\u200e\u200f]/g, '')
    let at = 0
    const apart = new Set(it.document.content.filter(({ type }) => type === 'footnote'))
    for (const part of it.document.content) {
      if (apart.has(part)) at = 0
      for (const node of part.content ?? []) {
        if (!('text' in node)) continue
        const words = node.text.replace(/\s/g, '')
        const found = all.indexOf(words, apart.has(part) ? 0 : at)
        expect(found, words).toBeGreaterThanOrEqual(0)
        if (!apart.has(part)) at = found
      }
    }
  })
})
