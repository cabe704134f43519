/**
 * Markdown (CommonMark, footnotes, and `<u>`, `<s>`, `<sup>`, `<sub>`) that is good to read as it is: the letterhead as
 * title and list above a rule, a line for each paragraph, notes and comments at the end. `read-markdown.ts` reads it back.
 */
import { languageOfPaper, settle } from '#shared/exchange/formats.ts'
import type { InlineJson, MarkJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { letterheadFields } from '#shared/statement/statement.ts'
import type { Piece } from '#shared/thread/thread.ts'
import type { Mapping } from './mapping.ts'
import { inlineMarkdown, type InlineSetting } from './markdown/inline.ts'
import { goesOn, type NestedList, nestLists } from './nest-lists.ts'
import { inBrackets, type Paper, type Remark, type Written } from './paper.ts'
import { layOut, noteOf, type Sheet, type SheetBlock } from './sheet.ts'
import { fieldLabel, momentOf, terms } from './terms.ts'

export function writeMarkdown(paper: Paper): Written {
  const sheet = layOut(paper.document, paper.language)
  const say = speakerOf(sheet)
  const parts = [...front(paper), ...body(sheet, say), ...notes(sheet, say), ...comments(paper)]
  return new TextEncoder().encode(`${parts.join('\n\n')}\n`)
}

type Say = (content: readonly InlineJson[], oneLine?: boolean) => string

/** How a block stands. */
type Place =
  | { readonly as: 'paragraph' | 'quote' | 'item' | 'note' }
  | { readonly as: 'heading'; readonly signs: string }

const mapping: Mapping<(shown: SheetBlock) => Place, string | null, string | null> = {
  blocks: {
    paragraph: () => ({ as: 'paragraph' }),
    // Known again by its words.
    salutation: () => ({ as: 'paragraph' }),
    // The title is the heading above them all.
    heading: ({ block }) => ({ as: 'heading', signs: '#'.repeat(Number(block.attrs['level']) + 1) }),
    quote: () => ({ as: 'quote' }),
    numberedItem: () => ({ as: 'item' }),
    bulletedItem: () => ({ as: 'item' }),
    footnote: () => ({ as: 'note' }),
  },
  // How a break is written depends on what stands beside it; the number of a note is not the atom's own.
  atoms: { hardBreak: null, footnoteReference: null, unknown: '' },
  // Where asterisks will do, bold and italic are no tags.
  marks: {
    bold: 'b',
    italic: 'i',
    underline: 'u',
    strike: 's',
    superscript: 'sup',
    subscript: 'sub',
    link: null,
  },
}

function speakerOf({ numbers }: Pick<Sheet, 'numbers'>): Say {
  const setting: Omit<InlineSetting, 'oneLine'> = {
    atoms: mapping.atoms,
    marks: mapping.marks,
    reference: (note) => `[^${numbers.get(note) ?? 0}]`,
  }
  return (content, oneLine = false) => inlineMarkdown(content, { ...setting, oneLine })
}

/** Of words that stand outside the text. */
const sayPlain = speakerOf({ numbers: new Map() })

const words = (text: string, ...marks: readonly MarkJson[]): InlineJson => ({ type: 'text', text, marks })

/** Above the rule. The language is always said, by which all else is known to be ours. */
function front({ letterhead, language, choices, at }: Paper): string[] {
  const { deliveryNote, draftMark, moment } = settle(choices)
  const own = languageOfPaper(choices, language)
  const { language: label, version, draft, deliveryNote: delivery } = terms[own]
  const versions = [...(draftMark ? [draft] : []), ...(moment ? [version(momentOf(at, own))] : [])]
  const notice = (text: string): string => sayPlain([words(text, { type: 'italic' })])
  const fields = letterheadFields.flatMap((field) =>
    field === 'title' || letterhead[field].trim() === ''
      ? []
      : [`- ${fieldLabel(field, own)}: ${sayPlain(linesOf(letterhead[field]), true)}`],
  )
  return [
    ...(deliveryNote === 'none' ? [] : [notice(delivery[deliveryNote])]),
    ...(versions.length > 0 ? [notice(versions.join('. '))] : []),
    ...(letterhead.title.trim() === '' ? [] : [`# ${sayPlain(linesOf(letterhead.title), true)}`]),
    [...fields, `- ${label}: ${terms[language].ownName}`].join('\n'),
    '---',
  ]
}

/** Fields may have several lines. */
const linesOf = (text: string): InlineJson[] =>
  text
    .split(/\r\n?|\n/)
    .flatMap((line, k): InlineJson[] => [...(k > 0 ? [{ type: 'hardBreak' } as const] : []), words(line)])

/** Blocks that say nothing have no place in Markdown, but end a list all the same. */
function body({ body: blocks, numbers }: Sheet, say: Say): string[] {
  const parts: string[] = []
  let quotes: string[] = []
  let items: SheetBlock[] = []
  let last: Marked | null = null
  const flush = (): void => {
    if (quotes.length > 0) parts.push(quotes.join('\n>\n'))
    for (const list of nestLists(items)) {
      last = markedBehind(last, list)
      parts.push(listLines(last, say).join('\n'))
    }
    quotes = []
    items = []
  }
  for (const shown of blocks) {
    const { content = [] } = shown.block
    const place = mapping.blocks[shown.block.type](shown)
    if (place.as !== 'quote' && quotes.length > 0) flush()
    if (items.length > 0 && (place.as !== 'item' || !goesOn(items.at(-1), shown))) flush()
    const isNumbered = place.as === 'note' && numbers.has(noteOf(shown.block))
    const own = say(content, place.as === 'heading')
    // Nothing refers to it, so that a definition would be shown nowhere.
    const said = place.as === 'note' && own !== '' ? `\\* ${own}` : own
    if (place.as === 'item') items.push(shown)
    else if (place.as === 'heading') parts.push(`${place.signs} ${said}`.trimEnd())
    else if (said === '' || isNumbered) continue
    else if (place.as === 'quote') quotes.push(indented(said, '> ', '> '))
    else parts.push(said)
    if (place.as !== 'item') last = null
  }
  flush()
  return parts
}

const indented = (said: string, first: string, rest: string): string =>
  said
    .split('\n')
    .map((line, k) => (k === 0 ? first : rest) + line)
    .join('\n')

/** A list with its marker: one that stands right behind another of its kind has the other, so that both count from 1. */
interface Marked {
  readonly list: NestedList
  readonly other: boolean
}

const markedBehind = (before: Marked | null, list: NestedList): Marked => ({
  list,
  other: before?.list.kind === list.kind && !before.other,
})

function listLines({ list, other }: Marked, say: Say): string[] {
  return list.items.flatMap(({ shown, lists }, k) => {
    const marker = list.kind === 'numbered' ? `${k + 1}${other ? ')' : '.'}` : other ? '*' : '-'
    const inset = ' '.repeat(marker.length + 1)
    const said = say(shown.block.content ?? [])
    const own = indented(said, `${marker} `, inset).trimEnd()
    let last: Marked | null = null
    const nested = lists.flatMap((inner, n): string[] => {
      last = markedBehind(last, inner)
      const lines = listLines(last, say).map((line) => (line === '' ? '' : inset + line))
      // An empty item below words would be the rule that makes a heading of them.
      const isEmpty = say(inner.items[0]?.shown.block.content ?? []) === ''
      return n > 0 || (isEmpty && said !== '') ? ['', ...lines] : lines
    })
    return [...own.split('\n'), ...nested]
  })
}

/** All notes that something refers to, so that each number leads somewhere. */
function notes({ body: blocks, notes: apart, numbers }: Sheet, say: Say): string[] {
  const known = new Map(apart.map(({ number, blocks: own }) => [number, own]))
  return [...numbers].map(([note, number]) => {
    const own = known.get(number) ?? blocks.filter(({ block }) => block.type === 'footnote' && noteOf(block) === note)
    const said = own.map(({ block }) => say(block.content ?? [])).filter((paragraph) => paragraph !== '')
    const lines = said.map((paragraph) => indented(paragraph, '', '    ')).join('\n\n    ')
    return `[^${number}]: ${lines}`.trimEnd()
  })
}

/** Longer quotes are cut where their words are above. */
const longestQuote = 120

/** Below a rule, by which our reader leaves them out and counts them: they are said about the text. */
function comments({ remarks, language, choices }: Paper): string[] {
  const spoken = remarks.filter(({ comments: said }) => said.length > 0)
  if (spoken.length === 0) return []
  const own = languageOfPaper(choices, language)
  const items = spoken.map((remark, k) => {
    const marker = `${k + 1}. `
    return remarkParagraphs(remark, own)
      .map((paragraph, n) =>
        indented(paragraph, n === 0 ? marker : ' '.repeat(marker.length), ' '.repeat(marker.length)),
      )
      .join('\n\n')
  })
  return ['---', `## ${terms[own].comments}`, ...items]
}

function remarkParagraphs({ at, quote, resolved, comments: said }: Remark, own: Language): string[] {
  const { quoted, resolved: settled } = terms[own]
  const plain = quote.replace(/[\s\ufffc]+/g, ' ').trim()
  const cut =
    at !== null && plain.length > longestQuote
      ? `${plain
          .slice(0, longestQuote)
          .toWellFormed()
          .replace(/\ufffd$/, '')}…`
      : plain
  const about = `${at === null ? `${quoted} ` : ''}“${cut}”${resolved ? ` (${settled})` : ''}`
  return [
    sayPlain([words(about)]),
    ...said.map(({ author, delegation, at: moment, text }) =>
      sayPlain([
        words(author, { type: 'bold' }),
        words(`${inBrackets(delegation)}, ${momentOf(moment, own)}: `),
        ...text.map(inlineOfPiece),
      ]),
    ),
  ]
}

function inlineOfPiece(piece: Piece): InlineJson {
  switch (piece.type) {
    case 'break':
      return { type: 'hardBreak' }
    case 'mention':
      return words(`@${piece.name}`, { type: 'bold' })
    case 'text':
      return words(
        piece.text,
        ...(piece.bold === true ? [{ type: 'bold' } as const] : []),
        ...(piece.italic === true ? [{ type: 'italic' } as const] : []),
        ...(piece.href === undefined ? [] : [{ type: 'link', attrs: { href: piece.href } } as const]),
      )
  }
}
