// PDF, read back by another reader than the one that wrote it: words, tags, title, language, outline, and no code.
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterEach, describe, expect, test } from 'vitest'
import { choices, type Choices } from '#shared/exchange/formats.ts'
import type { BlockJson } from '#shared/statement/schema.ts'
import { emptyLetterhead, language as languages } from '#shared/statement/statement.ts'
import type { Paper } from '../../../server/exchange/paper.ts'
import { terms } from '../../../server/exchange/terms.ts'
import { drawPage, writePdf } from '../../../server/exchange/write-pdf.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'

const opened: PDFDocumentProxy[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pdf) => pdf.loadingTask.destroy()))
})

async function read(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  // It takes the bytes over.
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  opened.push(pdf)
  return pdf
}

/** The words of all pages, as a reader hears them. */
const wordsOf = async (pdf: PDFDocumentProxy): Promise<string> => (await pagesOf(pdf)).join(' ').replace(/\s+/g, ' ')

async function pagesOf(pdf: PDFDocumentProxy): Promise<string[]> {
  const pages: string[] = []
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join(''))
  }
  return pages
}

interface Tag {
  readonly role: string
  readonly lang?: string
  readonly children: readonly (Tag | { readonly type: string })[]
}

async function rolesOf(pdf: PDFDocumentProxy, page: number): Promise<string[]> {
  const tree: Tag | null = await (await pdf.getPage(page)).getStructTree()
  const walk = (tag: Tag): string[] => [
    tag.role,
    ...tag.children.flatMap((child) => ('role' in child ? walk(child) : [])),
  ]
  return tree === null ? [] : walk(tree)
}

/** In which languages the elements of the first page say that they are. */
async function languagesOf(pdf: PDFDocumentProxy): Promise<string[]> {
  const tree: Tag | null = await (await pdf.getPage(1)).getStructTree()
  const walk = ({ lang, children }: Tag): string[] => [
    ...(lang === undefined ? [] : [lang]),
    ...children.flatMap((child) => ('role' in child ? walk(child) : [])),
  ]
  return tree === null ? [] : walk(tree)
}

const chosen = (more: Partial<Choices> = {}): Choices => choices.parse({ deliveryNote: 'check', ...more })
const hardBreak = { type: 'hardBreak' as const }
const block = (type: BlockJson['type'], text: string, attrs: Record<string, string | number> = {}): BlockJson => ({
  type,
  attrs: { id: text, ...attrs },
  content: [{ type: 'text', text }],
})
const paper = (content: readonly BlockJson[], more: Partial<Paper> = {}): Paper => ({
  document: { type: 'doc', content },
  letterhead: { ...emptyLetterhead, title: 'Report of the Group', meeting: 'Standing Committee', symbol: 'UCG/3' },
  language: 'en',
  penholder: 'Canada',
  at: Date.UTC(2010, 5, 25, 14, 5),
  remarks: [],
  hands: [],
  choices: chosen(),
  ...more,
})

const report = paper([
  block('salutation', 'Thank you, Chair,'),
  block('heading', 'The past year', { level: 1 }),
  {
    ...block('paragraph', ''),
    content: [
      { type: 'text', text: 'We met on the 11' },
      { type: 'text', text: 'th', marks: [{ type: 'superscript' }] },
      { type: 'text', text: ' day' },
      { type: 'footnoteReference', attrs: { note: 'n' } },
      { type: 'text', text: ', see ' },
      { type: 'text', text: 'the site', marks: [{ type: 'link', attrs: { href: 'https://example.org/' } }] },
      { type: 'text', text: '.' },
    ],
  },
  block('numberedItem', 'first', { depth: 0 }),
  block('numberedItem', 'below', { depth: 1 }),
  block('numberedItem', 'second', { depth: 0 }),
  block('bulletedItem', 'point', { depth: 0 }),
  block('quote', 'Quoted words.'),
  block('footnote', 'As agreed.', { note: 'n' }),
])

describe('a PDF', () => {
  test('says what the paper says, in its order, with its numbers', async () => {
    const pdf = await read(writePdf(report))
    const words = await wordsOf(pdf)
    const order = ['Check against delivery', 'Standing Committee', 'UCG/3', 'Report of the Group', 'Thank you, Chair,']
    const text = ['The past year', 'We met on the 11', 'th', 'day', 'the site', '1.', 'first', '(a)', 'below', '2.']
    let at = 0
    for (const piece of [...order, ...text, 'second', '•', 'point', 'Quoted words.', 'As agreed.', 'Page 1 of 1']) {
      const found = words.indexOf(piece, at)
      expect(found, `${piece} after ${words.slice(0, at)}`).toBeGreaterThanOrEqual(0)
      at = found
    }
  })

  test('is tagged, and has title, author, subject, symbol, language and outline', async () => {
    const pdf = await read(writePdf(report))
    const { info, metadata } = await pdf.getMetadata()
    expect(info).toMatchObject({
      Title: 'Report of the Group',
      Author: 'Canada',
      Subject: 'Standing Committee',
      Keywords: 'UCG/3',
      Language: 'en',
    })
    // What Typst writes when its own checks of PDF/UA-1 have passed.
    expect(metadata?.get('pdfuaid:part')).toBe('1')
    const roles = await rolesOf(pdf, 1)
    for (const role of ['H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody', 'BlockQuote', 'Link', 'Note'])
      expect(roles, role).toContain(role)
    const [top] = await pdf.getOutline()
    expect(top?.title).toBe('Report of the Group')
    expect(top?.items.map(({ title }) => title)).toEqual(['The past year'])
    const annotations = await (await pdf.getPage(1)).getAnnotations()
    expect(annotations.map(({ url }) => url)).toContain('https://example.org/')
    // The sign of a note leads to the line of its words, and their number back to the line of the sign.
    const ways = annotations.flatMap(({ dest, rect }) => (Array.isArray(dest) ? [{ to: dest[3], from: rect[3] }] : []))
    const [sign, back] = ways
    expect(ways).toHaveLength(2)
    expect(Math.abs(sign?.to - back?.from)).toBeLessThan(12)
    expect(Math.abs(back?.to - sign?.from)).toBeLessThan(12)
    expect(sign?.from).toBeGreaterThan(back?.from + 100)
  })

  test.each(['Report of the Group', ''])(
    'leaves out no level of its headings where the text does, title "%s"',
    async (title) => {
      const levels = [2, 3, 3, 1, 3, 2]
      // One is empty as yet.
      const text = [
        ...levels.map((level, k) => block('heading', `Heading ${k}`, { level })),
        block('heading', ' ', { level: 1 }),
      ]
      const pdf = await read(writePdf(paper(text, { letterhead: { ...emptyLetterhead, title } })))
      expect((await pdf.getMetadata()).metadata?.get('pdfuaid:part')).toBe('1')
      const ranks = (await rolesOf(pdf, 1)).filter((role) => /^H\d$/.test(role)).map((role) => Number(role.slice(1)))
      expect(ranks).toEqual(title === '' ? [1, 2, 2, 1, 2, 2] : [1, 2, 3, 3, 2, 3, 3])
    },
  )

  test.each(['paragraph', 'bulletedItem', 'heading'] as const)(
    'has each note on the page of its sign, where a %s moves to the next as well',
    async (type) => {
      const pages: (readonly [sign: number, note: number])[] = []
      for (let lines = 29; lines <= 35; lines += 1) {
        const above: BlockJson = {
          type: 'paragraph',
          attrs: { id: 'above' },
          content: Array.from({ length: 2 * lines }, (_, k) =>
            k % 2 === 0 ? { type: 'text', text: 'Line' } : hardBreak,
          ),
        }
        const held: BlockJson = {
          type,
          attrs: { id: 'held', level: 1, depth: 0 },
          content: [
            { type: 'text', text: 'words '.repeat(type === 'heading' ? 1 : 30) + 'signed' },
            { type: 'footnoteReference', attrs: { note: 'n' } },
            { type: 'text', text: ' words'.repeat(type === 'heading' ? 0 : 10) },
          ],
        }
        const note = block('footnote', 'noted '.repeat(20), { note: 'n' })
        const pdf = await read(writePdf(paper([above, held, block('paragraph', 'Behind it. '.repeat(30)), note])))
        const words = await pagesOf(pdf)
        pages.push([
          words.findIndex((said) => said.includes('signed')),
          words.findIndex((said) => said.includes('noted')),
        ])
      }
      expect(pages).toEqual(pages.map(([sign]) => [sign, sign]))
      expect(new Set(pages.map(([sign]) => sign))).toEqual(new Set([0, 1]))
    },
  )

  test('of one paper is the same, byte by byte', () => {
    expect(writePdf(report)).toEqual(writePdf(structuredClone(report)))
  })

  test('embeds its faces, in each of the six languages', async () => {
    const said = {
      en: 'We thank the co-chair’s team.',
      fr: 'L’œuvre où « tous » coopèrent.',
      es: '¿Cuándo? Mañana.',
      ru: 'Съезд государств-участников.',
      ar: 'مؤتمر الدول الأطراف',
      zh: '缔约国会议——公约',
    }
    for (const language of languages.options) {
      const bytes = writePdf(paper([block('paragraph', said[language])], { language }))
      const pdf = await read(bytes)
      // PDF/UA-1 passes only when every character has a shape in an embedded face.
      expect((await pdf.getMetadata()).metadata?.get('pdfuaid:part'), language).toBe('1')
      const words = (await wordsOf(pdf)).normalize('NFKC')
      const letters = said[language].normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? []
      expect(
        letters.filter((letter) => !words.includes(letter)),
        language,
      ).toEqual([])
      expect(bytes.length, language).toBeLessThan(150_000)
    }
  })

  test('says what it says of itself in the language that was asked for, around a text in its own', async () => {
    const letterhead = { ...emptyLetterhead, title: 'تقرير', date: '٢٠١٠' }
    const arabic = paper([block('paragraph', 'مؤتمر الدول الأطراف')], { language: 'ar', letterhead })
    for (const paperLanguage of languages.exclude(['ar']).options) {
      const pdf = await read(writePdf({ ...arabic, choices: chosen({ paperLanguage }) }))
      const { info, metadata } = await pdf.getMetadata()
      expect(info).toMatchObject({ Language: 'ar' })
      expect(metadata?.get('pdfuaid:part'), paperLanguage).toBe('1')
      const { deliveryNote, page, fields } = terms[paperLanguage]
      // Typst sets figures apart from Chinese.
      const letters = (text: string): string => text.replace(/\s/g, '')
      const words = letters(await wordsOf(pdf))
      for (const said of [deliveryNote.check, fields.date, page.join('1')]) {
        expect(words, paperLanguage).toContain(letters(said))
      }
      // Screen readers are told where they are to change their voice.
      expect(await languagesOf(pdf), paperLanguage).toContain(paperLanguage)
    }
  })

  test('has line numbers, every one or every fifth, anew on each page', async () => {
    const long = Array.from({ length: 60 }, (_, k) => block('salutation', `Line ${'x'.repeat(k % 7)}`))
    const numbers = async (lineNumbers: Choices['lineNumbers']): Promise<string[][]> => {
      const pdf = await read(writePdf(paper(long, { choices: chosen({ lineNumbers }) })))
      const pages: string[][] = []
      for (let page = 1; page <= pdf.numPages; page += 1) {
        const { items } = await (await pdf.getPage(page)).getTextContent()
        pages.push(items.flatMap((item) => ('str' in item && /^\d+$/.test(item.str) ? [item.str] : [])))
      }
      return pages
    }
    const [first = [], second = []] = await numbers('every')
    expect(first.slice(0, 3)).toEqual(['1', '2', '3'])
    expect(second.slice(0, 3)).toEqual(['1', '2', '3'])
    expect((await numbers('fifth'))[0]?.slice(0, 3)).toEqual(['5', '10', '15'])
    expect((await numbers('none')).flat()).toEqual([])
  })

  test('in large print has larger letters, line and paragraph numbers and the moment of the version', async () => {
    const pdf = await read(writePdf({ ...report, choices: chosen({ largePrint: 'yes', paragraphNumbers: 'no' }) }))
    const { items } = await (await pdf.getPage(1)).getTextContent()
    const size = items.flatMap((item) => ('str' in item && item.str.startsWith('We met') ? [item.height] : []))
    expect(size).toEqual([16])
    expect(await wordsOf(pdf)).toContain('Version of 25 June 2010, 14:05 UTC')
    // Numbers of lines are no part of what is read aloud, nor of the lists that they stand beside.
    expect((await pdf.getMetadata()).metadata?.get('pdfuaid:part')).toBe('1')
  })

  test('lines are equally far apart whatever faces stand in them, and numbers of lists on the line of their words', async () => {
    const baselines = async (content: readonly BlockJson[], language: 'ar' | 'zh') => {
      const { items } = await (await (await read(writePdf(paper(content, { language })))).getPage(1)).getTextContent()
      return items.flatMap((item) => ('str' in item ? [{ text: item.str, y: Number(item.transform[5]) }] : []))
    }
    const chinese = await baselines(
      [block('quote', `“${'会议使与会者有机会了解最新情况'.repeat(4)}——${'会议'.repeat(40)}”`)],
      'zh',
    )
    const lines = [
      ...new Set(chinese.filter(({ text }) => text.includes('会议')).map(({ y }) => Math.round(y * 10) / 10)),
    ]
    const steps = lines.slice(1).map((y, k) => Math.round((lines[k] ?? 0) - y))
    expect(steps.length).toBeGreaterThan(2)
    expect(new Set(steps).size).toBe(1)
    const arabic = await baselines([block('numberedItem', 'الدول الأطراف', { depth: 0 })], 'ar')
    const item = arabic.find(({ text }) => text.includes('1'))
    expect(item?.y).toBeCloseTo(arabic.find(({ text }) => text.includes('الدول'))?.y ?? 0, 1)
  })
})

describe('what stands in a text is never code', () => {
  const hostile = [
    '#panic("x")',
    '#read("/paper.json")',
    '#read("paper.typ")',
    '#read("../../../package.json")',
    '#import "paper.typ": *',
    '#import "@preview/cetz:0.3.0"',
    '#include "paper.typ"',
    '#eval("1+1")',
    '#plugin("x.wasm")',
    '#image("paper.typ")',
    '#json("/paper.json")',
    '#sys.inputs',
    '#let a = 1',
    '#set page(width: 1pt)',
    '#show: none',
    '#show regex(".*"): none',
    '#{ while true {} }',
    '#range(1000000000)',
    '#pagebreak()',
    '#metadata("x") <x>',
    '#context query(heading)',
    '#bibliography("x.bib")',
    '#raw(read("paper.typ"))',
    '#link("file:///etc/passwd")[x]',
    '$ integral $',
    '`#panic()`',
    '```typ #panic() ```',
    '= Heading',
    '- item',
    '+ item',
    '/ term: x',
    '<label>',
    '@label',
    '@paper',
    '\\u{0041}',
    '\\#panic()',
    '//comment',
    '/* comment */',
    '*bold* _emph_',
    '~',
    '---',
    '"quotes" \'x\'',
    ']#panic()[',
    '}#panic(){',
    ')#panic()(',
    '\\',
    '#',
    '##panic()',
    '%{x} ${x} {{x}}',
    '"}],"x":[{"kind":"words"',
  ]

  test(`${hostile.length} hostile strings are printed as they are, wherever words may stand`, async () => {
    expect(hostile.length).toBe(50)
    const letters = (text: string): string => text.replace(/\s/g, '')
    const blocks = hostile.map((text) => block('salutation', text))
    const text = letters(await wordsOf(await read(writePdf(paper(blocks)))))
    for (const each of hostile) expect(text).toContain(letters(each))
    for (const each of hostile) {
      const letterhead = { ...emptyLetterhead, title: each, meeting: each, symbol: each, date: each }
      const remark = {
        at: null,
        quote: each,
        resolved: false,
        comments: [{ author: each, delegation: each, code: 'X', at: 0, text: [{ type: 'text' as const, text: each }] }],
      }
      const content = [
        block('heading', each, { level: 1 }),
        block('quote', each),
        block('numberedItem', each, { depth: 0 }),
      ]
      const everywhere = paper(content, { letterhead, remarks: [remark], choices: chosen({ comments: 'all' }) })
      const said = letters(await wordsOf(await read(writePdf(everywhere))))
      expect(said.split(letters(each)).length - 1, each).toBeGreaterThanOrEqual(9)
    }
  })
})

test('the preview is of the paper that is asked for, whichever was looked at before', () => {
  const before = drawPage(report, 1)
  const changed = drawPage({ ...report, letterhead: { ...report.letterhead, title: 'Another title' } }, 1)
  expect(changed.bytes).not.toEqual(before.bytes)
  expect(drawPage(structuredClone(report), 1)).toEqual(before)
})

describe('statements by chance', () => {
  test.each(seeds(1, 12, 150))('seed %i is set, and its pages are those of the preview', async (seed) => {
    const random = seeded(seed)
    const it = randomPaper(random)
    const pdf = await read(writePdf(it))
    const { bytes, pages } = drawPage(it, pdf.numPages)
    expect(pages).toBe(pdf.numPages)
    const drawn = Buffer.from(bytes).toString()
    expect(drawn).toMatch(/^<svg [^>]*>\n<rect/)
    // Every letter that is used is there.
    const used = new Set([...drawn.matchAll(/xlink:href="#(\w+)"/g)].map(([, id]) => id))
    for (const id of used) expect(drawn).toContain(`<symbol id="${id}"`)
    expect(() => drawPage(it, pages + 1)).toThrow('not-found')
  })
})
