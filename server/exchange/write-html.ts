/**
 * HTML: one file without a script that opens and prints anywhere. What the page is made of is said by its elements, so that
 * screen readers, browsers and other programs know it; a role stands at each block, so that we read back exactly what we
 * wrote. Its own policy lets nothing in but its stylesheet.
 */
import { createHash } from 'node:crypto'
import { languageOfPaper, settle } from '#shared/exchange/formats.ts'
import type { MarkJson } from '#shared/statement/schema.ts'
import { commentsHtml, spoken } from './html/comments.ts'
import { inlineHtml, type InlineSetting, linkTag } from './html/inline.ts'
import { letterheadHtml } from './html/letterhead.ts'
import { ownHtml, speech, tags } from './html/speech.ts'
import { styleOf } from './html/style.ts'
import { type Attributes, escape, type Html, opening, tag } from './html/tags.ts'
import type { Mapping } from './mapping.ts'
import { goesOn, type NestedItem, type NestedList, nestLists } from './nest-lists.ts'
import type { Paper, Written } from './paper.ts'
import { type Direction, directionOf } from './scripts.ts'
import { layOut, noteOf, type Sheet, type SheetBlock } from './sheet.ts'
import { blockText } from '#shared/statement/plain-text.ts'
import { terms } from './terms.ts'

/** By which `read-page.ts` knows a page of ours. */
export const generator = 'Penholder'

export function writeHtml(paper: Paper): Written {
  const { language } = paper
  const setting = settingOf(paper, layOut(paper.document, language))
  const parts = [letterheadHtml(paper), bodyHtml(setting), notesHtml(setting), commentsHtml(paper)]
  const article = tag('article', {}, '\n', ...parts.flatMap((part) => (part === '' ? [] : [part, '\n'])))
  const page = tag(
    'html',
    { lang: tags[language], dir: directionOf(language) },
    '\n',
    headHtml(paper),
    '\n',
    tag('body', {}, '\n', article, '\n'),
    '\n',
  )
  return new TextEncoder().encode(`<!DOCTYPE html>\n${page}\n`)
}

/** How a block stands: as which element, and in what. */
interface Place {
  readonly element: 'p' | 'h2' | 'h3' | 'h4'
  readonly within: 'text' | 'quote' | 'list'
  /** What its element says besides its role. */
  readonly attributes?: Attributes
}

const mapping: Mapping<(shown: SheetBlock) => Place, Html | null, (mark: MarkJson) => Html | null> = {
  blocks: {
    paragraph: () => ({ element: 'p', within: 'text' }),
    salutation: () => ({ element: 'p', within: 'text' }),
    // The title is the heading above them all.
    heading: ({ block }) => ({ element: headings[Number(block.attrs['level']) - 1] ?? 'h4', within: 'text' }),
    quote: () => ({ element: 'p', within: 'quote' }),
    numberedItem: ({ depth }) => ({ element: 'p', within: 'list', attributes: { 'data-depth': depth } }),
    bulletedItem: ({ depth }) => ({ element: 'p', within: 'list', attributes: { 'data-depth': depth } }),
    footnote: () => ({ element: 'p', within: 'text' }),
  },
  // The number of a note is not the atom's own; what this version cannot read has no words.
  atoms: { hardBreak: '<br>', footnoteReference: null, unknown: '' },
  marks: {
    bold: () => '<strong>',
    italic: () => '<em>',
    underline: () => '<u>',
    strike: () => '<s>',
    superscript: () => '<sup>',
    subscript: () => '<sub>',
    link: linkTag,
  },
}

const headings = ['h2', 'h3', 'h4'] as const

interface Setting {
  readonly paper: Paper
  readonly sheet: Sheet
  readonly inline: InlineSetting
  readonly paragraphNumbers: boolean
}

function settingOf(paper: Paper, sheet: Sheet): Setting {
  const { hands, choices, language } = paper
  const own = languageOfPaper(choices, language)
  const shown = new Set(sheet.notes.filter(({ blocks }) => blocks.length > 0).map(({ number }) => number))
  for (const { block } of sheet.body) if (block.type === 'footnote') shown.add(sheet.numbers.get(noteOf(block)) ?? 0)
  const times = new Map<number, number>()
  const reference = (note: string): Html => {
    const number = sheet.numbers.get(note) ?? 0
    const time = (times.get(number) ?? 0) + 1
    times.set(number, time)
    const id = time === 1 ? `ref-${number}` : `ref-${number}-${time}`
    const words = tag('sup', {}, String(number))
    const attributes = { class: 'ref', id, role: 'doc-noteref', 'data-note': number }
    // Of a note whose block was deleted the number is left, and leads nowhere.
    return shown.has(number) ? tag('a', { ...attributes, href: `#note-${number}` }, words) : tag('a', attributes, words)
  }
  return {
    paper,
    sheet,
    inline: {
      atoms: mapping.atoms,
      marks: mapping.marks,
      reference,
      hands: Map.groupBy(hands, ({ from }) => from.block),
      remarks: spoken(paper).flatMap(({ at }, k) => (at === null ? [] : [{ number: k + 1, at }])),
      comment: { name: terms[own].comments, lang: own === language ? null : tags[own] },
    },
    paragraphNumbers: settle(choices).paragraphNumbers,
  }
}

function headHtml(paper: Paper): Html {
  const { letterhead, penholder, at } = paper
  const style = `\n${styleOf(paper)}\n`
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  const { title, symbol, meeting, date, place } = letterhead
  const name = [title, symbol, meeting, penholder, generator].find((said) => said.trim() !== '') ?? generator
  const said = (key: string, content: string): Html[] =>
    content.trim() === '' ? [] : [opening('meta', { name: key, content: oneLine(content) })]
  return tag(
    'head',
    {},
    [
      '',
      opening('meta', { charset: 'utf-8' }),
      opening('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      opening('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      tag('title', {}, escape(oneLine(name))),
      ...said('author', penholder),
      ...said('description', [meeting, place, date].filter((part) => part.trim() !== '').join(', ')),
      ...said('keywords', symbol),
      ...said('dcterms.modified', new Date(at).toISOString()),
      ...said('generator', generator),
      tag('style', {}, style),
      '',
    ].join('\n'),
  )
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Blocks one after the other; quotes and items that stand together share what they stand in. */
function bodyHtml(setting: Setting): Html {
  const runs: { readonly within: Place['within']; readonly blocks: SheetBlock[] }[] = []
  for (const shown of setting.sheet.body) {
    const { within } = mapping.blocks[shown.block.type](shown)
    const last = runs.at(-1)
    const isSame = last?.within === within && (within !== 'list' || goesOn(last.blocks.at(-1), shown))
    if (isSame) last.blocks.push(shown)
    else runs.push({ within, blocks: [shown] })
  }
  const lines = runs.map(({ within, blocks }) => {
    const { language } = setting.paper
    switch (within) {
      case 'text':
        return blocks.map((shown) => blockHtml(shown, setting)).join('\n')
      case 'quote':
        return tag('blockquote', {}, '\n', ...blocks.map((shown) => `${blockHtml(shown, setting)}\n`))
      case 'list':
        return nestLists(blocks)
          .map((list) => listHtml(list, setting, directionOf(language)))
          .join('\n')
    }
  })
  return tag('div', { class: 'text' }, '\n', ...lines.map((line) => `${line}\n`))
}

function blockHtml(shown: SheetBlock, setting: Setting, around?: Direction): Html {
  const { block, index, label } = shown
  const { language } = setting.paper
  const { element, attributes = {} } = mapping.blocks[block.type](shown)
  const isNumbered = block.type === 'paragraph' && setting.paragraphNumbers
  const before = isNumbered
    ? tag('a', { class: 'number', href: `#p${label}` }, String(label))
    : block.type === 'footnote'
      ? tag('sup', { class: 'star' }, String(label), ' ')
      : ''
  return tag(
    element,
    {
      id: isNumbered ? `p${label}` : block.type === 'footnote' && label !== '*' ? `note-${label}` : null,
      'data-role': block.type,
      ...attributes,
      ...(block.type === 'footnote' && label !== '*' ? { 'data-note': label } : {}),
      ...speech(blockText(block), language, around),
    },
    before,
    inlineHtml(block, index, setting.inline),
  )
}

/** For what does not know the stylesheet. */
const types = [null, 'a', 'i', 'A'] as const

function listHtml({ kind, depth, skipped, items }: NestedList, setting: Setting, around: Direction): Html {
  const direction = directionOf(setting.paper.language)
  return tag(
    kind === 'numbered' ? 'ol' : 'ul',
    {
      type: kind === 'numbered' ? (types[depth] ?? null) : null,
      'data-depth': depth,
      'data-skipped': skipped > 0 ? skipped : null,
      dir: around === direction ? null : direction,
    },
    '\n',
    ...items.map((item) => `${itemHtml(item, setting)}\n`),
  )
}

/** The number stands on the side where the words of the item begin. */
function itemHtml({ shown, lists }: NestedItem, setting: Setting): Html {
  const { language } = setting.paper
  const { dir } = speech(blockText(shown.block), language)
  const direction = dir ?? directionOf(language)
  return tag(
    'li',
    { dir },
    blockHtml(shown, setting, direction),
    ...lists.map((list) => `\n${listHtml(list, setting, direction)}`),
  )
}

/** The notes that the text refers to, each with the way back. */
function notesHtml(setting: Setting): Html {
  const { sheet, paper } = setting
  const { notes } = sheet
  const own = languageOfPaper(paper.choices, paper.language)
  const shown = notes.filter(({ blocks }) => blocks.length > 0)
  if (shown.length === 0) return ''
  const items = shown.map(({ number, blocks }, k) => {
    const back = tag(
      'a',
      { class: 'back', href: `#ref-${number}`, role: 'doc-backlink', 'aria-label': `↩ ${number}` },
      '↩',
    )
    const isNext = number === (shown[k - 1]?.number ?? 0) + 1
    return tag(
      'li',
      { id: `note-${number}`, role: 'doc-footnote', value: isNext ? null : number },
      ...blocks.map((block, n) => noteHtml(block, number, setting, n === blocks.length - 1 ? ` ${back}` : '')),
    )
  })
  return tag(
    'section',
    { class: 'notes', role: 'doc-endnotes', 'aria-labelledby': 'notes' },
    '\n',
    tag('h2', { id: 'notes' }, ownHtml(terms[own].notes, own, paper.language)),
    '\n',
    tag('ol', {}, '\n', ...items.map((item) => `${item}\n`)),
    '\n',
  )
}

const noteHtml = ({ block, index }: SheetBlock, number: number, { paper, inline }: Setting, back: Html): Html =>
  tag(
    'p',
    { 'data-role': block.type, 'data-note': number, ...speech(blockText(block), paper.language) },
    inlineHtml(block, index, inline),
    back,
  )
