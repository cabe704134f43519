/** Markdown: good to read, nothing of a text becomes markup, and back into the same statement. */
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { describe, expect, test } from 'vitest'
import { decodeText } from '#shared/exchange/decode-text.ts'
import { choices } from '#shared/exchange/formats.ts'
import type { BlockJson, InlineJson, MarkType } from '#shared/statement/schema.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import type { Paper } from '../../../server/exchange/paper.ts'
import { readMarkdown } from '../../../server/exchange/read-markdown.ts'
import { writeMarkdown } from '../../../server/exchange/write-markdown.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'
import { bare, heldByMarkdown } from './held.ts'
import { hostileWords } from './hostile-words.ts'
import { paperSaying } from './paper-saying.ts'

describe.each(seeds(1, 30, 300))('of a statement by chance, seed %i', (seed) => {
  const it = randomPaper(seeded(seed), { choices: { draftMark: seed % 2 === 0 ? 'no' : 'yes' } })
  const source = decodeText(writeMarkdown(it))

  test('reads back as it was, in all that Markdown holds', () => {
    const { document, letterhead, language } = readMarkdown(source)
    expect(bare(document.content)).toEqual(bare(heldByMarkdown(it.document)))
    expect(letterhead).toEqual(Object.fromEntries(Object.entries(it.letterhead).filter(([, said]) => said !== '')))
    expect(language).toBe(it.language)
  })

  test('says how many comments it could not bring back', () => {
    const comments = it.remarks.reduce((sum, remark) => sum + remark.comments.length, 0)
    expect(readMarkdown(source).lost).toEqual(comments === 0 ? [] : [{ kind: 'comment', count: comments }])
  })
})

const saying = (content: readonly BlockJson[], more: Partial<Paper> = {}): string[] => {
  const choice = choices.parse({ deliveryNote: 'none' })
  const paper = {
    ...paperSaying(''),
    document: { type: 'doc', content } as const,
    remarks: [],
    hands: [],
    choices: choice,
  }
  return decodeText(writeMarkdown({ ...paper, letterhead: emptyLetterhead, ...more }))
    .trimEnd()
    .split('\n')
}
const block = (
  type: BlockJson['type'],
  attrs: Record<string, string | number>,
  ...content: InlineJson[]
): BlockJson => ({
  type,
  attrs: { id: 'x', ...attrs },
  content,
})
const words = (text: string, ...types: Exclude<MarkType, 'link'>[]): InlineJson => ({
  type: 'text',
  text,
  ...(types.length > 0 ? { marks: types.map((type) => ({ type })) } : {}),
})

test('is good to read', () => {
  const content = [
    block('salutation', {}, words('Madam Chair,')),
    block('heading', { level: 1 }, words('Part')),
    block(
      'paragraph',
      {},
      words('We '),
      words('welcome', 'bold'),
      words(' the 11'),
      words('th', 'superscript'),
      words(' [note] '),
      { type: 'text', text: 'report', marks: [{ type: 'link', attrs: { href: 'https://example.org/' } }] },
      { type: 'footnoteReference', attrs: { note: 'a' } },
      { type: 'hardBreak' },
      words('2010. Again', 'italic'),
    ),
    block('numberedItem', { depth: 0 }, words('one')),
    block('numberedItem', { depth: 1 }, words('two')),
    block('bulletedItem', { depth: 0 }, words('three')),
    block('quote', {}, words('Quoted')),
    block('footnote', { note: 'a' }, words('Noted')),
  ]
  const letterhead = { ...emptyLetterhead, title: 'Report', meeting: 'Meeting', date: '25 June 2010' }
  const choice = choices.parse({ deliveryNote: 'check', draftMark: 'yes' })
  expect(saying(content, { letterhead, choices: choice })).toEqual([
    '*Check against delivery*',
    '',
    '*Draft. Version of 25 June 2010, 14:05 UTC*',
    '',
    '# Report',
    '',
    '- Meeting: Meeting',
    '- Date: 25 June 2010',
    '- Language: English',
    '',
    '---',
    '',
    'Madam Chair,',
    '',
    '## Part',
    '',
    'We **welcome** the 11<sup>th</sup> [note] [report](https://example.org/)[^1]\\',
    '*2010. Again*',
    '',
    '1. one',
    '   1. two',
    '',
    '- three',
    '',
    '> Quoted',
    '',
    '[^1]: Noted',
  ])
})

test('says in which language its text is, whatever its own words are in', () => {
  const letterhead = { ...emptyLetterhead, title: 'Report', date: '25 June 2010' }
  const choice = choices.parse({ deliveryNote: 'check', draftMark: 'yes', paperLanguage: 'fr' })
  const source = saying([block('paragraph', {}, words('Mines'))], { letterhead, choices: choice })
  expect(source.slice(0, 9)).toEqual([
    '*À vérifier au prononcé*',
    '',
    '*Projet. Version du 25 juin 2010, 14:05 UTC*',
    '',
    '# Report',
    '',
    '- Date: 25 June 2010',
    '- Langue: English',
    '',
  ])
})

// By CommonMark's rules asterisks between a letter and a full stop, or a space, neither open nor close.
test.each([
  [[words('关于'), words('“地雷”', 'bold'), words('的公约')], '关于<b>“地雷”</b>的公约'],
  [[words('关于'), words('地雷', 'bold'), words('的公约')], '关于**地雷**的公约'],
  [[words('في'), words('«الألغام»', 'italic'), words('و')], 'في<i>«الألغام»</i>و'],
  [[words('a'), words(' b ', 'bold'), words('c')], 'a<b> b </b>c'],
  [[words('a', 'bold'), words('b', 'italic'), words('c', 'bold')], '<b>a</b><i>b</i><b>c</b>'],
  [[words('a ', 'bold'), words('b', 'bold', 'italic'), words(' c', 'bold')], '**a *b* c**'],
  [[words('x', 'strike'), words('y', 'underline'), words('z', 'subscript')], '<s>x</s><u>y</u><sub>z</sub>'],
])('emphasis that surely reads as such: %j', (content, expected) => {
  const source = saying([block('paragraph', {}, ...content)])
  expect(source.at(-1)).toBe(expected)
  expect(readMarkdown(source.join('\n')).document.content[0]?.content).toEqual(content)
})

test('comments stand at the end with their words, and are no text', () => {
  const remarks = paperSaying('words').remarks
  const source = saying([block('paragraph', {}, words('Some words'))], { remarks })
  expect(source.slice(-7)).toEqual([
    '---',
    '',
    '## Comments',
    '',
    '1. “words”',
    '',
    '   **words** (words), 1 January 1970, 00:00 UTC: words[words](https://example.org/)',
  ])
  expect(readMarkdown(source.join('\n')).document.content).toHaveLength(1)
})

test('a letterhead of another’s is text', () => {
  const source = '# Title\n\n- Date: today\n- Weather: fine\n\n---\n\nWords.'
  expect(readMarkdown(source).document.content.map(({ type }) => type)).toEqual([
    'bulletedItem',
    'bulletedItem',
    'paragraph',
  ])
})

test('the same paper gives the same bytes', () => {
  const it = randomPaper(seeded(7))
  expect(writeMarkdown(it)).toEqual(writeMarkdown(it))
})

/** The tree of the parser, without what is text. */
function skeletonOf(source: string): unknown {
  const root = fromMarkdown(source, { extensions: [gfmFootnote()], mdastExtensions: [gfmFootnoteFromMarkdown()] })
  const visit = (node: {
    readonly type: string
    readonly url?: string
    readonly children?: readonly never[]
  }): unknown[] =>
    node.type === 'text' || node.type === 'html' ? [] : [[node.type, node.url, ...(node.children ?? []).flatMap(visit)]]
  return visit(root as never)
}

describe('no word becomes anything else', () => {
  test.each(hostileWords)('%j', (words) => {
    const it = paperSaying(words)
    const source = decodeText(writeMarkdown(it))
    const { document, letterhead } = readMarkdown(source)
    expect(bare(document.content)).toEqual(bare(heldByMarkdown(it.document)))
    expect(letterhead.title?.startsWith('x ')).toBe(true)
    expect(JSON.stringify(skeletonOf(source))).not.toMatch(
      /javascript|evil|"image|"code|"definition|"thematicBreak.*"thematicBreak.*"thematicBreak/,
    )
  })
})
