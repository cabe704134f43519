/** A DOCX as Word reads it: whole by the standard, and saying what the paper says, in its words, numbers and threads. */
import { describe, expect, test } from 'vitest'
import { choices, type Choices } from '#shared/exchange/formats.ts'
import { countItems, itemOf } from '#shared/statement/lists.ts'
import type { BlockJson } from '#shared/statement/schema.ts'
import { atoms, blocks, marks } from '#shared/statement/schema.ts'
import { emptyLetterhead, language } from '#shared/statement/statement.ts'
import type { Paper, Remark } from '../../../server/exchange/paper.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'
import { all, type Element, faultsOf, parseXml, textOf, unpack } from './docx-parts.ts'

const chosen = (more: Partial<Choices> = {}): Choices => choices.parse({ deliveryNote: 'none', ...more })

const said = (text: string, more: Partial<BlockJson> = {}): BlockJson => ({
  type: 'paragraph',
  attrs: { id: text },
  ...more,
  content: more.content ?? [{ type: 'text', text }],
})

const paper = (content: readonly BlockJson[], more: Partial<Paper> = {}): Paper => ({
  document: { type: 'doc', content },
  letterhead: { ...emptyLetterhead, title: 'Report of the Contact Group' },
  language: 'en',
  penholder: 'Canada',
  at: Date.UTC(2010, 5, 25, 14, 5),
  remarks: [],
  hands: [],
  choices: chosen(),
  ...more,
})

interface Opened {
  readonly files: Record<string, string>
  part(name: string): Element
  /** Paragraphs of the text, behind the letterhead. */
  readonly body: readonly Element[]
}

function open(bytes: Uint8Array): Opened {
  const files = unpack(bytes)
  const part = (name: string): Element => parseXml(files[`word/${name}.xml`] ?? '<none/>')
  const body =
    all(part('document'), 'w:body')[0]?.children.filter((child): child is Element => typeof child !== 'string') ?? []
  // The letterhead ends with an empty paragraph of its own style.
  const start = body.findIndex((child, k) => k > 1 && child.name === 'w:p' && styleOf(child) === 'Letterhead')
  return { files, part, body: body.slice(start + 1).filter(({ name }) => name === 'w:p') }
}

const valueOf = (element: Element, name: string): string | undefined => all(element, name)[0]?.attributes['w:val']
const styleOf = (element: Element): string | undefined => valueOf(element, 'w:pStyle')

/** The words of a paragraph as Word shows them, references to notes apart. */
function wordsOf(element: Element): string {
  if (element.name === 'w:tab' || element.name === 'w:br') return element.name === 'w:tab' ? '\t' : '\n'
  if (element.name === 'w:t') return textOf(element)
  if (element.name === 'w:pPr') return ''
  return element.children.map((child) => (typeof child === 'string' ? '' : wordsOf(child))).join('')
}

describe.each(seeds(1, 24, 200))('of a statement by chance, seed %i', (seed) => {
  const random = seeded(seed)
  const wanted = language.options[seed % 6] ?? 'en'
  const it = randomPaper(random, {
    language: wanted,
    choices: {
      lineNumbers: random.pick(['none', 'every', 'fifth']),
      largePrint: random.pick(['yes', 'no']),
      paperSize: random.pick(['a4', 'letter']),
      paragraphNumbers: random.pick(['yes', 'no']),
      draftMark: random.pick(['yes', 'no']),
      doubleSpacing: random.pick(['yes', 'no']),
    },
  })
  const bytes = writeDocx(it)

  test('Word has nothing to repair', () => {
    expect(faultsOf(unpack(bytes))).toEqual([])
  })

  test('the same paper gives the same bytes', () => {
    expect(Buffer.compare(writeDocx(structuredClone(it)), bytes)).toBe(0)
  })

  test('each block is there with its words', () => {
    const { body, part } = open(bytes)
    const notes = all(part('footnotes'), 'w:footnote').flatMap((note) => all(note, 'w:p'))
    const found = [...body, ...notes].map((element) => plain(wordsOf(element)))
    for (const block of it.document.content) {
      const words = plain(
        (block.content ?? [])
          .map((node) => ('text' in node ? node.text : node.type === 'hardBreak' ? '\n' : ''))
          .join(''),
      )
      if (/\p{L}/u.test(words))
        expect(
          found.some((candidate) => candidate.includes(words)),
          words,
        ).toBe(true)
    }
  })

  test('lists are counted by Word as they are by us', () => {
    const { body, part } = open(bytes)
    const ours = countItems(it.document.content.map(itemOf)).filter((ordinal) => ordinal !== null)
    expect(countAsWord(body, part('numbering'))).toEqual(ours)
  })
})

test('a list begins anew below other items, and goes on over deeper ones', () => {
  const item = (type: 'numberedItem' | 'bulletedItem', depth: number) => said('x', { type, attrs: { id: 'i', depth } })
  const content = [
    item('numberedItem', 0),
    item('numberedItem', 1),
    item('bulletedItem', 1),
    item('numberedItem', 1),
    item('numberedItem', 0),
    item('numberedItem', 1),
    said('Between'),
    item('numberedItem', 0),
  ]
  const { body, part } = open(writeDocx(paper(content)))
  expect(countAsWord(body, part('numbering'))).toEqual([1, 1, 1, 2, 1, 1])
  const instances = body.flatMap((element) =>
    styleOf(element)?.startsWith('ListNumber') ? [valueOf(element, 'w:numId')] : [],
  )
  expect(new Set(instances).size, 'a new list only where Word would count on').toBe(3)
})

/** Numbers of notes stand between the words as text where Word cannot count them. */
const plain = (words: string): string => words.replace(/[\s\d*]+/g, '')

/** As Word counts: an instance goes on where it was, begins anew below a shallower item, and first where it is told to. */
function countAsWord(body: readonly Element[], numbering: Element): number[] {
  const starts = new Map(
    all(numbering, 'w:num').map((num) => [num.attributes['w:numId'], all(num, 'w:startOverride').length > 0] as const),
  )
  const counts = new Map<string, number[]>()
  return body.flatMap((element) => {
    const numId = valueOf(element, 'w:numId')
    if (!styleOf(element)?.startsWith('ListNumber') || numId === undefined) return []
    expect(starts.get(numId)).toBe(true)
    const depth = Number(valueOf(element, 'w:ilvl'))
    const own = counts.get(numId) ?? []
    own.length = Math.min(own.length, depth + 1)
    own[depth] = (own[depth] ?? 0) + 1
    counts.set(numId, own)
    return [own[depth] ?? 0]
  })
}

test('the corpus has every block, atom and mark', () => {
  const papers = seeds(1, 24, 24).map((seed) => randomPaper(seeded(seed)))
  const seen = new Set(
    papers.flatMap(({ document }) =>
      document.content.flatMap(({ type, content = [] }) => [
        type,
        ...content.flatMap((node) => [node.type, ...(node.marks ?? []).map((mark) => mark.type)]),
      ]),
    ),
  )
  expect(
    [...Object.keys(blocks), ...Object.keys(atoms), ...Object.keys(marks)].filter((name) => !seen.has(name as never)),
  ).toEqual([])
})

test('titles, headings, paragraphs and quotes have styles of their own that a secretary can change', () => {
  const { body, part } = open(
    writeDocx(
      paper([
        said('Thank you', { type: 'salutation' }),
        said('Part', { type: 'heading', attrs: { id: 'h', level: 2 } }),
        said('First'),
        said('Quoted', { type: 'quote' }),
        said('deep', { type: 'numberedItem', attrs: { id: 'i', depth: 1 } }),
      ]),
    ),
  )
  expect(body.map(styleOf)).toEqual(['Salutation', 'Heading2', 'StatementParagraph', 'Quote', 'ListNumber2'])
  const named = Object.fromEntries(
    all(part('styles'), 'w:style').map((style) => [style.attributes['w:styleId'], valueOf(style, 'w:name')]),
  )
  expect(named).toMatchObject({
    Title: 'Title',
    Heading2: 'heading 2',
    ListNumber2: 'List Number 2',
    FootnoteText: 'footnote text',
  })
})

test('the bar of a quote stands where its lines begin, on paper that runs to either side', () => {
  const english = said('As agreed in Cartagena', { type: 'quote' })
  const arabic = said('كما اتفق عليه', { type: 'quote' })
  const sideOf = (element: Element | undefined): string | undefined =>
    ['left', 'right'].find((side) => element !== undefined && valueOf(element, `w:${side}`) === 'single')
  for (const [own, start, end] of [
    ['en', 'left', 'right'],
    ['ar', 'right', 'left'],
  ] as const) {
    const { body, part } = open(writeDocx(paper([english, arabic], { language: own })))
    const style = all(part('styles'), 'w:style').find(({ attributes }) => attributes['w:styleId'] === 'Quote')
    expect(sideOf(style)).toBe(start)
    const sides = body.map((quote) => sideOf(all(quote, 'w:pBdr')[0]) ?? 'as its style')
    expect(sides).toEqual(own === 'en' ? ['as its style', end] : [end, 'as its style'])
  }
})

test('paragraph numbers come with the style, or not at all', () => {
  const numbersOf = (more: Partial<Choices>): number => {
    const { part } = open(writeDocx(paper([said('First')], { choices: chosen(more) })))
    return all(part('styles'), 'w:style').filter(
      (style) => style.attributes['w:styleId'] === 'StatementParagraph' && all(style, 'w:numId').length > 0,
    ).length
  }
  expect([
    numbersOf({}),
    numbersOf({ paragraphNumbers: 'no' }),
    numbersOf({ paragraphNumbers: 'no', largePrint: 'yes' }),
  ]).toEqual([1, 0, 1])
})

test('line numbers, paper and large print are properties of the section and the styles', () => {
  const sectionOf = (more: Partial<Choices>): Element =>
    all(open(writeDocx(paper([said('x')], { choices: chosen(more) }))).part('document'), 'w:sectPr')[0]!
  expect(all(sectionOf({}), 'w:lnNumType')).toEqual([])
  expect(all(sectionOf({ lineNumbers: 'fifth' }), 'w:lnNumType')[0]?.attributes['w:countBy']).toBe('5')
  expect(all(sectionOf({ largePrint: 'yes' }), 'w:lnNumType')[0]?.attributes['w:countBy']).toBe('1')
  expect(all(sectionOf({ paperSize: 'letter' }), 'w:pgSz')[0]?.attributes).toMatchObject({
    'w:w': '12240',
    'w:h': '15840',
  })
  const { part } = open(writeDocx(paper([said('x')], { choices: chosen({ largePrint: 'yes', doubleSpacing: 'yes' }) })))
  const defaults = all(part('styles'), 'w:docDefaults')[0]!
  expect([valueOf(defaults, 'w:sz'), all(defaults, 'w:spacing')[0]?.attributes['w:line']]).toEqual(['32', '480'])
})

test('the delivery note stands on top in the language of the text', () => {
  const top = (more: Partial<Paper>): string =>
    textOf(all(open(writeDocx(paper([said('x')], more))).part('document'), 'w:p')[0]!)
  expect(top({ choices: chosen({ deliveryNote: 'check' }) })).toBe('Check against delivery')
  expect(top({ choices: chosen({ deliveryNote: 'verbatim' }), language: 'fr' })).toBe('À lire tel quel')
  expect(top({ choices: chosen({ deliveryNote: 'check' }), language: 'zh' })).toBe('以实际发言为准')
})

test('what the paper says of itself is in the language that was asked for, and each run of it says which', () => {
  const opened = (own: Choices['paperLanguage'], language: Paper['language']): Opened =>
    open(
      writeDocx(
        paper([said('x')], {
          language,
          letterhead: { ...emptyLetterhead, date: '2010' },
          choices: chosen({ deliveryNote: 'check', paperLanguage: own }),
        }),
      ),
    )
  const lineOf = ({ part }: Opened, style: string): Element =>
    all(part('document'), 'w:p').find((each) => styleOf(each) === style)!
  const languages = (element: Element): (string | undefined)[] =>
    all(element, 'w:r').map((run) => valueOf(run, 'w:lang'))

  const french = opened('fr', 'en')
  expect(textOf(lineOf(french, 'DeliveryNote'))).toBe('À vérifier au prononcé')
  expect(languages(lineOf(french, 'DeliveryNote'))).toEqual(['fr-FR'])
  expect(languages(french.body[0]!)).toEqual([undefined])
  expect(french.files['docProps/core.xml']).toContain('<dc:language>en-GB</dc:language>')

  // English above Arabic stands where Arabic would: the note at the left of the page, a label at the right of its cell.
  const english = opened('en', 'ar')
  const place = (element: Element) => [all(element, 'w:bidi').length, valueOf(element, 'w:jc')]
  expect(place(lineOf(english, 'DeliveryNote'))).toEqual([0, 'left'])
  expect(place(lineOf(english, 'LetterheadLabel'))).toEqual([0, 'right'])
  expect(all(all(english.part('document'), 'w:sectPr')[0]!, 'w:bidi')).toHaveLength(1)
  // Page x of y runs as its words do, at the far side of the page.
  const pages = ({ part }: Opened): Element => all(part('footer1'), 'w:p').at(-1)!
  expect([wordsOf(pages(english)), ...place(pages(english))]).toEqual(['Page 1 of 1', 0, 'left'])

  const arabic = opened('ar', 'en')
  expect(place(lineOf(arabic, 'DeliveryNote'))).toEqual([1, 'left'])
  expect(languages(lineOf(arabic, 'DeliveryNote'))).toEqual([undefined])
  expect([wordsOf(pages(arabic)), ...place(pages(arabic))]).toEqual(['صفحة 1 من 1', 1, 'left'])
  expect(wordsOf(pages(french))).toBe('\tPage 1 sur 1')
})

test('text that runs from right to left is told so, by paragraph and by run', () => {
  const { body, part } = open(writeDocx(paper([said('الألغام in Oslo'), said('In Oslo الألغام')], { language: 'ar' })))
  expect(body.map((element) => all(element, 'w:bidi').length)).toEqual([1, 0])
  const runs = body.flatMap((element) => all(element, 'w:r').map((run) => [wordsOf(run), all(run, 'w:rtl').length]))
  expect(runs).toEqual([
    ['الألغام ', 1],
    ['in Oslo', 0],
    ['In Oslo ', 0],
    ['الألغام', 1],
  ])
  expect(all(all(part('document'), 'w:sectPr')[0]!, 'w:bidi')).toHaveLength(1)
})

const note = (name: string) => ({ type: 'footnoteReference', attrs: { note: name } }) as const

test('notes are Word’s own; a second reference repeats the number, a lost note is empty, a loose one stays', () => {
  const { body, part } = open(
    writeDocx(
      paper([
        said('', {
          content: [
            { type: 'text', text: 'One' },
            note('a'),
            { type: 'text', text: ' again' },
            note('a'),
            note('lost'),
          ],
        }),
        said('The note', { type: 'footnote', attrs: { id: 'n', note: 'a' } }),
        said('Loose', { type: 'footnote', attrs: { id: 'm', note: 'nobody' } }),
      ]),
    ),
  )
  const notes = all(part('footnotes'), 'w:footnote').map((found) => [found.attributes['w:id'], wordsOf(found).trim()])
  expect(notes.slice(2)).toEqual([
    ['1', 'The note'],
    ['2', ''],
  ])
  expect(all(body[0]!, 'w:footnoteReference').map(({ attributes }) => attributes['w:id'])).toEqual(['1', '2'])
  expect(textOf(all(body[0]!, 'w:instrText')[0]!)).toContain('NOTEREF _RefNote1')
  expect(body.map((element) => wordsOf(element))).toEqual(['One again1', '* Loose'])
})

describe('comments', () => {
  const ingrid = { author: 'Ingrid Solberg', delegation: 'Norway', code: 'NOR', at: Date.UTC(2010, 5, 24, 10, 0) }
  const remark = (at: Remark['at'], more: Partial<Remark> = {}): Remark => ({
    at,
    quote: 'some words',
    resolved: false,
    comments: [{ ...ingrid, text: [{ type: 'text', text: 'Why?' }] }],
    ...more,
  })
  const spot = (block: number, offset: number) => ({ block, offset })
  const write = (content: readonly BlockJson[], remarks: readonly Remark[]) =>
    open(writeDocx(paper(content, { remarks })))

  /** What stands between the marks of a comment, over paragraphs. */
  function coveredBy({ part }: Opened, id: string): string {
    const xml: string[] = []
    let inside = false
    const visit = (element: Element): void => {
      if (element.attributes['w:id'] === id && element.name === 'w:commentRangeStart') inside = true
      if (element.attributes['w:id'] === id && element.name === 'w:commentRangeEnd') inside = false
      if (element.name === 'w:p' && inside) xml.push('\n')
      if (element.name === 'w:t' && inside) xml.push(textOf(element))
      for (const child of element.children) if (typeof child !== 'string') visit(child)
    }
    visit(part('document'))
    return xml.join('')
  }

  test('stand at exactly their words, within a link, across paragraphs, and around a whole one', () => {
    const link = [{ type: 'link', attrs: { href: 'https://example.org/' } }] as const
    const opened = write(
      [said('', { content: [{ type: 'text', text: 'We welcome the progress', marks: link }] }), said('of all States.')],
      [
        remark({ from: spot(0, 3), to: spot(0, 10) }),
        remark({ from: spot(0, 15), to: spot(1, 6) }),
        remark({ from: spot(1, 0), to: spot(1, 14) }),
      ],
    )
    expect(['0', '1', '2'].map((id) => coveredBy(opened, id))).toEqual([
      'welcome',
      'progress\nof all',
      'of all States.',
    ])
  })

  test('say who, for whom and when; replies and what is resolved', () => {
    const reply = {
      ...ingrid,
      author: 'Ann Wong',
      delegation: 'Canada',
      code: 'CAN',
      text: [{ type: 'text', text: 'So' }] as const,
    }
    const thread = remark({ from: spot(0, 0), to: spot(0, 5) }, { resolved: true })
    const { part } = write([said('Words of it')], [{ ...thread, comments: [...thread.comments, reply] }])
    expect(all(part('comments'), 'w:comment').map(({ attributes }) => attributes)).toMatchObject([
      { 'w:author': 'Ingrid Solberg (Norway)', 'w:initials': 'NOR', 'w:date': '2010-06-24T10:00:00Z' },
      { 'w:author': 'Ann Wong (Canada)', 'w:initials': 'CAN' },
    ])
    const [first, second] = all(part('commentsExtended'), 'w15:commentEx').map(({ attributes }) => attributes)
    expect(first?.['w15:paraIdParent']).toBeUndefined()
    expect(second?.['w15:paraIdParent']).toBe(first?.['w15:paraId'])
    expect([first?.['w15:done'], second?.['w15:done']]).toEqual(['1', '1'])
    expect(all(part('people'), 'w15:person')).toHaveLength(2)
  })

  test('on words that are gone stand at the title with their quote; on a note at its reference', () => {
    const opened = write(
      [
        said('', { content: [{ type: 'text', text: 'One' }, note('a')] }),
        said('The note', { type: 'footnote', attrs: { id: 'n', note: 'a' } }),
      ],
      [remark(null), remark({ from: spot(1, 4), to: spot(1, 8) })],
    )
    expect(coveredBy(opened, '0')).toBe('Report of the Contact Group')
    expect(coveredBy(opened, '1')).toBe('')
    const texts = all(opened.part('comments'), 'w:comment').map(wordsOf)
    expect(texts).toEqual(['On words that are no longer in the text: some wordsWhy?', 'some wordsWhy?'])
    expect(faultsOf(opened.files)).toEqual([])
  })

  test('leave no trace where there are none', () => {
    expect(Object.keys(write([said('x')], []).files).filter((name) => /comment|people/.test(name))).toEqual([])
  })
})

test('words are in the hue of their delegation, and the paper says whose hue it is', () => {
  const hands = [
    { from: { block: 0, offset: 0 }, to: { block: 0, offset: 4 }, delegation: 'Norway', code: 'NOR', hue: 2 },
    { from: { block: 0, offset: 4 }, to: { block: 0, offset: 9 }, delegation: 'Canada', code: 'CAN', hue: 1 },
  ]
  const { body, part } = open(writeDocx(paper([said('Words and')], { hands })))
  expect(all(body[0]!, 'w:r').map((run) => [wordsOf(run), valueOf(run, 'w:color')])).toEqual([
    ['Word', 'A4361D'],
    ['s and', '1256B2'],
  ])
  expect(textOf(part('document'))).toContain('Words by: Norway (NOR), Canada (CAN)')
})

test('title, meeting, delegation and symbol are the properties of the document', () => {
  const letterhead = { ...emptyLetterhead, title: 'A <title>', meeting: 'Meeting', symbol: 'UCG/3' }
  const { files } = open(writeDocx(paper([said('x')], { letterhead })))
  const core = parseXml(files['docProps/core.xml'] ?? '')
  const property = (name: string) => textOf(all(core, name)[0]!)
  expect(['dc:title', 'dc:subject', 'dc:creator', 'cp:keywords', 'dcterms:modified'].map(property)).toEqual([
    'A <title>',
    'Meeting',
    'Canada',
    'UCG/3',
    '2010-06-25T14:05:00Z',
  ])
})

test('what XML cannot hold is left out, and an address that is none is no link', () => {
  const href = 'http://['
  const content = [
    { type: 'text', text: 'a\u0000\u000b\ud800b\ufffe', marks: [{ type: 'link', attrs: { href } }] },
  ] as const
  const { files, body } = open(writeDocx(paper([said('', { content })])))
  expect(faultsOf(files)).toEqual([])
  expect(wordsOf(body[0]!)).toBe('a\ufffdb')
  expect(all(body[0]!, 'w:hyperlink')).toEqual([])
})
