/** HTML: valid, safe, what it says of itself, and back into the same statement. */
import { createHash } from 'node:crypto'
import { type DefaultTreeAdapterTypes, parse, type ParserError } from 'parse5'
import { describe, expect, test } from 'vitest'
import { decodeText } from '#shared/exchange/decode-text.ts'
import { choices } from '#shared/exchange/formats.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import { plainComment, type Piece } from '#shared/thread/thread.ts'
import { readHtml } from '../../../server/exchange/read-html.ts'
import { writeHtml } from '../../../server/exchange/write-html.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'
import { bare, inOrder, offsetHeld } from './held.ts'
import { hostileWords } from './hostile-words.ts'
import { paperSaying } from './paper-saying.ts'

describe.each(seeds(1, 30, 300))('of a statement by chance, seed %i', (seed) => {
  const it = randomPaper(seeded(seed))
  const page = decodeText(writeHtml(it))

  test('there is no fault in it', () => {
    const faults: ParserError[] = []
    parse(page, { onParseError: (fault) => faults.push(fault) })
    expect(faults).toEqual([])
  })

  test('reads back as it was', () => {
    const { document, letterhead, language } = readHtml(page)
    expect(bare(document.content)).toEqual(bare(inOrder(it.document, it.language)))
    expect(letterhead).toEqual(Object.fromEntries(Object.entries(it.letterhead).filter(([, said]) => said !== '')))
    expect(language).toBe(it.language)
  })

  test('brings its comments back to their words', () => {
    const { threads } = readHtml(page)
    const blocks = inOrder(it.document, it.language)
    const spoken = it.remarks.filter(({ comments }) => comments.length > 0)
    expect(threads.map(({ comments }) => comments.map(({ author, at, text }) => [author, at, said(text)]))).toEqual(
      spoken.map(({ comments }) =>
        comments.map(({ author, delegation, at, text }) => [`${author} (${delegation})`, at, said(text)]),
      ),
    )
    expect(threads.map(({ resolved }) => resolved !== null)).toEqual(spoken.map(({ resolved }) => resolved))
    expect(threads.map(({ at }) => at)).toEqual(
      spoken.map(({ at }) => {
        if (at === null) return null
        const [from, to] = [at.from, at.to].map(({ block, offset }) => {
          const own = it.document.content[block]
          const stands = blocks.findIndex(({ attrs }) => attrs.id === own?.attrs.id)
          return { block: stands, offset: own === undefined ? 0 : offsetHeld(own, offset) }
        })
        const begins = from === undefined ? undefined : blocks[from.block]
        // Words from a note into the text: the page has moved the note.
        const isMoved = begins !== undefined && to !== undefined && from !== undefined && to.block < from.block
        return { from, to: isMoved ? { block: from.block, offset: offsetHeld(begins, Infinity) } : to }
      }),
    )
  })
})

/** What a page shows of a comment. */
const said = (text: readonly Piece[]): string => plainComment(text).replace(/\t/g, ' ').trim()

interface Found {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/** Every element of the page, as a browser builds it. */
function elementsOf(page: string): Found[] {
  const found: Found[] = []
  const visit = (node: DefaultTreeAdapterTypes.ParentNode): string =>
    node.childNodes
      .map((child) => {
        if ('value' in child) return child.value
        if (!('childNodes' in child)) return ''
        const at = found.length
        found.push({ name: child.nodeName, attributes: {}, text: '' })
        const text = visit(child)
        const attributes = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]))
        found[at] = { name: child.nodeName, attributes, text }
        return text
      })
      .join('')
  visit(parse(page))
  return found
}
const pageOf = (paper: Parameters<typeof writeHtml>[0]): string => decodeText(writeHtml(paper))

describe('no word becomes anything else', () => {
  const skeleton = (page: string): string[] =>
    elementsOf(page).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`)
  const harmless = skeleton(pageOf(paperSaying('words')))
  const style = (page: string): string => /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? ''

  test.each(hostileWords)('%j', (words) => {
    const page = pageOf(paperSaying(words))
    const faults: ParserError[] = []
    parse(page, { onParseError: (fault) => faults.push(fault) })
    expect(faults).toEqual([])
    expect(skeleton(page)).toEqual(harmless)
    expect(style(page)).toBe(style(pageOf(paperSaying('words'))))
    const leads = elementsOf(page).flatMap(({ attributes }) => attributes['href'] ?? [])
    expect(leads.filter((href) => !href.startsWith('#') && !href.startsWith('https://example.org/'))).toEqual([])
  })
})

test('its own policy lets in its stylesheet and nothing else', () => {
  const page = pageOf(paperSaying('words'))
  const found = elementsOf(page)
  const style = found.find(({ name }) => name === 'style')?.text ?? ''
  const policy = found.find(({ attributes }) => attributes['http-equiv'] !== undefined)?.attributes['content'] ?? ''
  expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  expect(policy).toMatch(/^default-src 'none'/)
  expect(
    found.filter(({ name, attributes }) => name === 'script' || 'style' in attributes || 'src' in attributes),
  ).toEqual([])
  expect(style).not.toMatch(/url\(|@import|https?:/)
})

test('says what it is: language, title, whose, when', () => {
  const letterhead = { ...emptyLetterhead, title: 'Report', meeting: 'Meeting', symbol: 'UCG/3' }
  const found = elementsOf(pageOf({ ...paperSaying('words'), letterhead, language: 'ar' }))
  const meta = Object.fromEntries(found.map(({ attributes }) => [attributes['name'], attributes['content']]))
  expect(found.find(({ name }) => name === 'html')?.attributes).toEqual({ lang: 'ar', dir: 'rtl' })
  expect(found.find(({ name }) => name === 'title')?.text).toBe('Report')
  expect(meta).toMatchObject({
    author: 'Canada',
    description: 'Meeting',
    keywords: 'UCG/3',
    'dcterms.modified': '2010-06-25T14:05:00.000Z',
  })
})

test('a list is numbered as on the paper, one that begins deeper as well', () => {
  const item = (depth: number) => ({
    type: 'numberedItem' as const,
    attrs: { id: 'i', depth },
    content: [{ type: 'text' as const, text: 'x' }],
  })
  const document = { type: 'doc' as const, content: [item(1), item(2), item(2), item(0), item(1)] }
  const lists = elementsOf(pageOf({ ...paperSaying(''), document, remarks: [] })).filter(({ name }) => name === 'ol')
  expect(lists.map(({ attributes }) => attributes)).toEqual([
    { type: 'a', 'data-depth': '1', 'data-skipped': '1' },
    { type: 'i', 'data-depth': '2' },
    { 'data-depth': '0' },
    { type: 'a', 'data-depth': '1' },
  ])
})

test('what reads in another language or direction says so, and no other', () => {
  const paragraph = (text: string) => ({
    type: 'paragraph' as const,
    attrs: { id: 'p' },
    content: [{ type: 'text' as const, text }],
  })
  const document = { type: 'doc' as const, content: [paragraph('Mines'), paragraph('الألغام'), paragraph('地雷')] }
  const found = elementsOf(pageOf({ ...paperSaying(''), document, remarks: [] }))
  const said = found.filter(({ attributes }) => attributes['data-role'] === 'paragraph')
  expect(said.map(({ attributes: { lang, dir } }) => [lang, dir])).toEqual([
    [undefined, undefined],
    ['ar', 'rtl'],
    ['zh-Hans', undefined],
  ])
})

test('what the paper says of itself is in the language that was asked for, and says so where the text is in another', () => {
  const it = paperSaying('الألغام')
  const page = pageOf({ ...it, language: 'ar', choices: { ...it.choices, paperLanguage: 'en' } })
  const found = elementsOf(page)
  expect(found.find(({ name }) => name === 'html')?.attributes).toEqual({ lang: 'ar', dir: 'rtl' })
  const apart = found.filter(({ name, attributes: { lang, dir } }) => name === 'span' && lang === 'en' && dir === 'ltr')
  expect(apart.map(({ text }) => text)).toEqual([
    'Check against delivery',
    'Draft. Version of 25 June 2010, 14:05 UTC',
    'Agenda item',
    'Date',
    'Place',
    'Delivered by',
    'On behalf of',
    'Time limit',
    'Words by:',
    'Notes',
    'Comments',
    '1 January 1970, 00:00 UTC',
  ])
  expect(found.find(({ attributes }) => attributes['class'] === 'remark')?.attributes).toMatchObject({
    'aria-label': 'Comments 1',
    lang: 'en',
  })
  expect(page).toContain("content: 'Page ' counter(page) ' of ' counter(pages)")
})

test('notes and comments lead to their words and back; every address is there once', () => {
  for (const seed of seeds(1, 10, 100)) {
    const found = elementsOf(pageOf(randomPaper(seeded(seed))))
    const ids = found.flatMap(({ attributes }) => attributes['id'] ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    const leads = found.flatMap(({ attributes }) => attributes['href'] ?? []).filter((href) => href.startsWith('#'))
    expect(leads.filter((href) => !ids.includes(href.slice(1)))).toEqual([])
  }
})

test('colours stand with names in words', () => {
  const hands = [
    { from: { block: 0, offset: 0 }, to: { block: 0, offset: 3 }, delegation: 'Norway', code: 'NOR', hue: 2 },
  ]
  const found = elementsOf(pageOf({ ...paperSaying('words'), hands }))
  expect(found.find(({ attributes }) => attributes['class'] === 'hands')?.text).toBe('Words by: Norway (NOR)')
  expect(found.find(({ attributes }) => attributes['title'] === 'Norway')?.text).toBe('wor')
})

test('the same paper gives the same bytes, with or without choices', () => {
  const it = randomPaper(seeded(7))
  expect(writeHtml(it)).toEqual(writeHtml(it))
  const plain = {
    ...it,
    choices: choices.parse({ deliveryNote: 'none', paragraphNumbers: 'no' }),
    remarks: [],
    hands: [],
  }
  const page = pageOf(plain)
  expect(page).not.toMatch(/class="(?:number|delivery|remark|hands|comments)"/)
  expect(bare(readHtml(page).document.content)).toEqual(bare(inOrder(it.document, it.language)))
})
