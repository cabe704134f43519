/**
 * Plain text that reads as the paper does: letterhead, numbers in the margin, notes and comments at the end. With the
 * mark of UTF-8 and the line ends of Windows: every Notepad there is opens it right, and everything else knows both.
 */
import { languageOfPaper, settle } from '#shared/exchange/formats.ts'
import type { InlineJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { plainComment } from '#shared/thread/thread.ts'
import type { Mapping } from './mapping.ts'
import { inBrackets, type Paper, type Remark, type Written } from './paper.ts'
import { headOf } from './remarks.ts'
import { type Direction, directionOf, directionOfText } from './scripts.ts'
import { layOut, type Sheet, type SheetBlock } from './sheet.ts'
import { momentOf, terms } from './terms.ts'
import { columns, inDirection, widthOf, wrap } from './wrap.ts'

export function writeText(paper: Paper): Written {
  const { document, language } = paper
  const sheet = layOut(document, language)
  const width = settle(paper.choices).wrapped ? columns : Infinity
  const sections = [
    letterhead(paper, width),
    body(paper, sheet, width),
    notes(paper, sheet, width),
    comments(paper, sheet, width),
  ]
  const lines = sections
    .filter((section) => section.length > 0)
    .flatMap((section, k) => (k > 0 ? ['', ...section] : section))
  return new TextEncoder().encode(`\ufeff${lines.map((line) => line.trimEnd()).join('\r\n')}\r\n`)
}

/** How a block stands: how far in, what stands before its words, and under them. */
interface Place {
  readonly indent: number
  readonly label: string
  readonly rule?: '=' | '-'
}

const tab = 4
/** Of paragraph numbers, up to 999. */
const margin = 5

const mapping: Mapping<(shown: SheetBlock) => Place, string | null, null> = {
  blocks: {
    paragraph: () => ({ indent: 0, label: '' }),
    salutation: () => ({ indent: 0, label: '' }),
    heading: ({ block }) => {
      const level = Number(block.attrs['level'])
      return { indent: 0, label: '', ...(level < 3 ? { rule: level === 1 ? '=' : '-' } : {}) }
    },
    quote: () => ({ indent: tab, label: '' }),
    numberedItem: ({ depth, label }) => ({ indent: depth * tab, label: label ?? '' }),
    bulletedItem: ({ depth, label }) => ({ indent: depth * tab, label: label ?? '' }),
    footnote: ({ label }) => ({ indent: 0, label: `[${label ?? '*'}]` }),
  },
  // The number of a note is not the atom's own.
  atoms: { hardBreak: '\n', footnoteReference: null, unknown: '' },
  // A text file has words and nothing else; where a link leads is said below.
  marks: {
    bold: null,
    italic: null,
    underline: null,
    strike: null,
    superscript: null,
    subscript: null,
    link: null,
  },
}

function letterhead({ letterhead: fields, language, choices, at }: Paper, width: number): string[] {
  const { deliveryNote, draftMark, moment } = settle(choices)
  const own = languageOfPaper(choices, language)
  const words = terms[own]
  const say = (text: string): string[] => standing(text, language, width)
  const version = [...(draftMark ? [words.draft] : []), ...(moment ? [words.version(momentOf(at, own))] : [])]
  const top = [
    ...(deliveryNote === 'none' ? [] : [...aside(words.deliveryNote[deliveryNote], own, language, width), '']),
    ...say(fields.meeting),
    ...say(fields.symbol),
    ...standing(version.join('. '), own, width),
  ]
  const rows = (['agendaItem', 'date', 'place', 'deliveredBy', 'onBehalfOf', 'timeLimit'] as const).flatMap((field) =>
    fields[field] === '' ? [] : say(`${words.fields[field]}: ${fields[field]}`),
  )
  const title = say(fields.title)
  return [top, title.length > 0 ? [...title, ruled(title, '=')] : [], rows]
    .filter((part) => part.length > 0)
    .flatMap((part, k) => (k > 0 ? ['', ...part] : part))
}

/** At the far side of the page, where it has one; what runs to the left, or beside what does, stands there anyway. */
const aside = (text: string, own: Language, language: Language, width: number): string[] =>
  [own, language].some((each) => directionOf(each) === 'rtl') || width === Infinity
    ? standing(text, own, width)
    : [' '.repeat(Math.max(0, width - widthOf(text))) + text]

const standing = (text: string, language: Language, width: number): string[] =>
  text === '' ? [] : wrap(text, width).map((line) => inDirection(line, directionOfText(text, language)))

const ruled = (lines: readonly string[], sign: string): string =>
  sign.repeat(Math.max(1, ...lines.map((line) => Math.min(columns, widthOf(line)))))

function body(paper: Paper, sheet: Sheet, width: number): string[] {
  const hangs = settle(paper.choices).paragraphNumbers ? margin : 0
  return sheet.body.flatMap((shown, k) => {
    const before = sheet.body[k - 1]
    // Items of a list stand close.
    const isApart = before !== undefined && !(isItem(shown) && isItem(before))
    return [...(isApart ? [''] : []), ...blockLines(shown, paper, sheet, hangs, width)]
  })
}

const isItem = ({ block }: SheetBlock): boolean => block.type === 'numberedItem' || block.type === 'bulletedItem'

function blockLines(shown: SheetBlock, { language }: Paper, sheet: Sheet, hangs: number, width: number): string[] {
  const { block } = shown
  const text = wordsOf(block.content ?? [], sheet)
  const { indent, label, rule } = mapping.blocks[block.type](shown)
  const inset = hangs + indent
  const number = block.type === 'paragraph' && hangs > 0 ? `${(shown.label ?? '').padStart(hangs - 2)}  ` : ''
  const first = number + ' '.repeat(Math.max(0, inset - widthOf(number))) + (label === '' ? '' : `${label} `)
  const rest = ' '.repeat(label === '' ? inset : inset + Math.max(tab, widthOf(label) + 1))
  const lead = first.padEnd(rest.length)
  const right = block.type === 'quote' ? tab : 0
  const lines = wrap(text, width - rest.length - right)
  const shownLines = lines.map((line, k) =>
    inDirection((k === 0 ? lead : rest) + line, directionOfText(text, language)),
  )
  return rule === undefined || text === '' ? shownLines : [...shownLines, rest + ruled(lines, rule)]
}

/** The words, with the numbers of notes in brackets, and behind a link its address where the words do not say it. */
function wordsOf(content: readonly InlineJson[], { numbers }: Sheet): string {
  const linked = content.map(({ marks = [] }) => marks.find(({ type }) => type === 'link')?.attrs?.['href'])
  let said = ''
  return content
    .map((node, k) => {
      const words =
        'text' in node
          ? node.text
          : (mapping.atoms[node.type] ?? `[${numbers.get(String(node.attrs?.['note'] ?? '')) ?? '*'}]`)
      const href = linked[k]
      said = (href === linked[k - 1] ? said : '') + words
      const isEnd = href !== undefined && href !== linked[k + 1]
      return isEnd && said.trim() !== href && `mailto:${said.trim()}` !== href
        ? `${words.trimEnd()} <${href}>${/\s*$/.exec(words)?.[0] ?? ''}`
        : words
    })
    .join('')
}

function notes({ language, choices }: Paper, sheet: Sheet, width: number): string[] {
  if (sheet.notes.length === 0) return []
  const lines = sheet.notes.flatMap(({ number, blocks }) => {
    const text = blocks.map(({ block }) => wordsOf(block.content ?? [], sheet)).join('\n')
    return hanging(`[${number}]`, text, directionOfText(text, language), width)
  })
  return [...headed(terms[languageOfPaper(choices, language)].notes), ...lines]
}

const headed = (title: string): string[] => [title, ruled([title], '-'), '']

function hanging(label: string, text: string, direction: Direction, width: number): string[] {
  const inset = Math.max(tab, widthOf(label) + 1)
  return wrap(text, width - inset).map((line, k) => inDirection((k === 0 ? label : '').padEnd(inset) + line, direction))
}

function comments(paper: Paper, sheet: Sheet, width: number): string[] {
  const { remarks, language, choices } = paper
  if (remarks.length === 0) return []
  const own = languageOfPaper(choices, language)
  const lines = remarks.flatMap((remark, k) => [
    ...(k > 0 ? [''] : []),
    ...remarkLines(remark, own, language, sheet, width),
  ])
  return [...headed(terms[own].comments), ...lines]
}

const remarkLines = (remark: Remark, own: Language, language: Language, sheet: Sheet, width: number): string[] => [
  ...standing(
    headOf(remark, sheet, own)
      .map(({ text }) => text)
      .join(''),
    language,
    width,
  ),
  ...remark.comments.flatMap(({ author, delegation, at, text }) => [
    ...hanging('', `${author}${inBrackets(delegation)}, ${momentOf(at, own)}:`, directionOf(language), width),
    ...hanging('', plainComment(text), directionOfText(plainComment(text), language), width),
  ]),
]
