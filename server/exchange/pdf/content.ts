/** A paper as the data of its template: every word a string, every choice a figure. What stands in it is never code. */
import { languageOfPaper, settle } from '#shared/exchange/formats.ts'
import type { BlockJson, MarkJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { type Piece, plainComment } from '#shared/thread/thread.ts'
import { hues } from '../docx/look.ts'
import type { Mapping } from '../mapping.ts'
import { inBrackets, type Paper, type Remark } from '../paper.ts'
import { headOf } from '../remarks.ts'
import { directionOf, directionOfText } from '../scripts.ts'
import { layOut, type Note, type Sheet, type SheetBlock } from '../sheet.ts'
import { momentOf, terms } from '../terms.ts'

/** Words in one form; `marked` where a comment stands on them. */
interface Words {
  readonly kind: 'words'
  readonly text: string
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly sup: boolean
  readonly sub: boolean
  readonly marked: boolean
  readonly fill: string | null
  readonly href: string | null
}

type Run =
  | Words
  | { readonly kind: 'break' }
  /** `first`: the note is set on this page; later references lead there. */
  | {
      readonly kind: 'note'
      readonly number: number
      readonly first: boolean
      readonly blocks: readonly (readonly Run[])[]
    }

interface Item {
  readonly label: string
  readonly dir: string
  /** It has words, of three lines at most, which stay together on a page anyhow. */
  readonly short: boolean
  readonly runs: readonly Run[]
  readonly lists: List[]
}

interface List {
  readonly kind: 'list'
  readonly numbered: boolean
  readonly items: Item[]
}

type Kind = 'paragraph' | 'heading' | 'quote'

type Block =
  | List
  | {
      readonly kind: Kind
      readonly level: number
      /** Of a heading: which level it is said to be, none left out above it. */
      readonly rank: number
      readonly label: string | null
      readonly dir: string
      readonly runs: readonly Run[]
    }

const plain: Words = {
  kind: 'words',
  text: '',
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  sup: false,
  sub: false,
  marked: false,
  fill: null,
  href: null,
}

const mapping: Mapping<Kind | 'list', 'break' | 'note' | 'nothing', (mark: MarkJson) => Partial<Words>> = {
  blocks: {
    paragraph: 'paragraph',
    salutation: 'paragraph',
    heading: 'heading',
    quote: 'quote',
    numberedItem: 'list',
    bulletedItem: 'list',
    footnote: 'paragraph',
  },
  atoms: { hardBreak: 'break', footnoteReference: 'note', unknown: 'nothing' },
  marks: {
    bold: () => ({ bold: true }),
    italic: () => ({ italic: true }),
    underline: () => ({ underline: true }),
    strike: () => ({ strike: true }),
    superscript: () => ({ sup: true }),
    subscript: () => ({ sub: true }),
    link: ({ attrs }) => ({ href: attrs?.['href'] ?? null }),
  },
}

/** Between lines, in sizes of the text; the marks of Arabic and the full height of Chinese need more of it. */
const leadings: Readonly<Record<Language, number>> = { en: 0.72, fr: 0.72, es: 0.72, ru: 0.72, ar: 1.05, zh: 0.85 }

/** The text and its sizes in points; a usual paper is set in 12, large print in 16. Arabic letters are smaller. */
export function contentOf(paper: Paper) {
  const { letterhead, language, choices, at, penholder } = paper
  const settled = settle(choices)
  const own = languageOfPaper(choices, language)
  const words = terms[own]
  const sheet = layOut(paper.document, language)
  const setting = new Setting(paper, sheet)
  const size = (settled.largePrint ? 16 : 12) * (language === 'ar' ? 1.12 : 1)
  const title = letterhead.title.trim()
  /** How many levels the headings of the text stand below: one when the title is a heading. */
  const below = title === '' ? 0 : 1
  const fields = (['agendaItem', 'date', 'place', 'deliveredBy', 'onBehalfOf', 'timeLimit'] as const).flatMap(
    (field) => {
      const value = letterhead[field]
      return value === '' ? [] : [{ name: words.fields[field], value, dir: directionOfText(value, language) }]
    },
  )
  return {
    lang: language,
    dir: directionOf(language),
    /** Of what the paper says of itself. */
    own: { lang: own, dir: directionOf(own) },
    paper: settled.paperSize === 'a4' ? 'a4' : 'us-letter',
    size,
    small: (settled.largePrint ? 11 : 8.5) * (language === 'ar' ? 1.15 : 1),
    note: size * 0.83,
    titleSize: size * 1.6,
    leading: settled.doubleSpacing ? 1.7 : leadings[language],
    gap: settled.doubleSpacing ? 2.1 : 1.15,
    title: title || letterhead.meeting.trim() || 'Statement',
    titleDir: directionOfText(title, language),
    below,
    author: letterhead.deliveredBy.trim() || penholder,
    subject: letterhead.meeting,
    keywords: letterhead.symbol === '' ? [] : [letterhead.symbol],
    date: dateOf(at),
    footer: title,
    pages: words.page,
    deliveryNote: settled.deliveryNote === 'none' ? null : words.deliveryNote[settled.deliveryNote],
    meeting: letterhead.meeting,
    symbol: letterhead.symbol,
    version: [
      ...(settled.draftMark ? [words.draft] : []),
      ...(settled.moment ? [words.version(momentOf(at, own))] : []),
    ],
    fields,
    /** More than four beside each other would break every other word. */
    inRow: fields.length > 4 ? Math.ceil(fields.length / 2) : Math.max(1, fields.length),
    wordsBy: words.wordsBy,
    hands: [...new Map(paper.hands.map((hand) => [hand.code, hand])).values()].map(({ delegation, code, hue }) => ({
      name: `${delegation} (${code})`,
      fill: fillOf(hue),
    })),
    /** 0 for none, else every so many. */
    lines: { none: 0, every: 1, fifth: 5 }[settled.lineNumbers],
    blocks: gathered(sheet.body, setting, settled.paragraphNumbers, below, size),
    comments: words.comments,
    remarks: paper.remarks.map((remark) => remarkOf(remark, sheet, own, language)),
  }
}

const fillOf = (hue: number): string => `#${hues[hue - 1] ?? '1c1b19'}`

function dateOf(at: number) {
  const date = new Date(at)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** Blocks in their order, items put into the lists that they belong to. */
function gathered(
  body: readonly SheetBlock[],
  setting: Setting,
  numbers: boolean,
  below: number,
  size: number,
): Block[] {
  const blocks: Block[] = []
  /** Levels of the headings that the next one stands under. PDF/UA wants a heading of 3 under one of 2, not of 1. */
  const headings: number[] = []
  /** The lists that are open, the outermost first, and how deep each stands. */
  let open: { readonly list: List; readonly depth: number }[] = []
  for (const shown of body) {
    const own = { dir: setting.directionOf(shown.block), runs: setting.runsOf(shown) }
    const meant = mapping.blocks[shown.block.type]
    // PDF/UA knows no heading without words.
    const kind = meant === 'heading' && !own.runs.some(hasWords) ? 'paragraph' : meant
    if (kind !== 'list') {
      open = []
      const label = shown.block.type === 'paragraph' && !numbers ? null : shown.label
      const level = Number(shown.block.attrs['level'] ?? 1)
      if (kind === 'heading') {
        while ((headings.at(-1) ?? 0) >= level) headings.pop()
        headings.push(level)
      }
      blocks.push({ kind, level, rank: below + headings.length, label, ...own })
      continue
    }
    const numbered = shown.ordinal !== null
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) > shown.depth) open.pop()
    const beside = open.at(-1)
    const goesOn =
      beside?.depth === shown.depth && beside.list.numbered === numbered && (!numbered || shown.ordinal !== 1)
    if (beside?.depth === shown.depth && !goesOn) open.pop()
    if (!goesOn) {
      const list: List = { kind: 'list', numbered, items: [] }
      const parent = open.at(-1)?.list.items.at(-1)
      if (parent === undefined) blocks.push(list)
      else parent.lists.push(list)
      open.push({ list, depth: shown.depth })
    }
    const short = isShort(own.runs, shown.depth, size)
    open.at(-1)?.list.items.push({ label: shown.label ?? '', short, ...own, lists: [] })
  }
  return blocks
}

const hasWords = (run: Run): boolean => run.kind === 'words' && run.text.trim() !== ''

/** Of the page between its margins, in points; that of Letter is 450. */
const a4Room = 433

/** Hardly a letter is as wide as the size of the text, most are half as wide; half a line is left for where lines end. */
function isShort(runs: readonly Run[], depth: number, size: number): boolean {
  const length = runs.reduce((sum, run) => (run.kind === 'words' ? sum + run.text.length : Infinity), 0)
  return length > 0 && length * size <= 2.5 * (a4Room - 3 * size * (depth + 1))
}

/** Longer runs of combining marks are no language's, and cost Typst the square of their length. */
const marksInARow = /(\p{M}{8})\p{M}+/gu

class Setting {
  readonly #paper: Paper
  readonly #notes: ReadonlyMap<string, Note>
  readonly #numbers: ReadonlyMap<string, number>
  readonly #set = new Set<number>()

  constructor(paper: Paper, { notes, numbers }: Sheet) {
    const byNumber = new Map(notes.map((note) => [note.number, note]))
    this.#paper = paper
    this.#numbers = numbers
    this.#notes = new Map(
      [...numbers].flatMap(([name, number]) => {
        const note = byNumber.get(number)
        return note === undefined ? [] : [[name, note] as const]
      }),
    )
  }

  directionOf({ content = [] }: BlockJson): string {
    return directionOfText(content.map((node) => ('text' in node ? node.text : '')).join(''), this.#paper.language)
  }

  /** Runs are cut where marks, hands and comments begin and end. */
  runsOf({ index, block }: SheetBlock, within: 'text' | 'note' = 'text'): Run[] {
    const hands = this.#paper.hands.filter(({ from, to }) => from.block <= index && index <= to.block)
    const remarks = this.#paper.remarks.flatMap(({ at }) =>
      at !== null && at.from.block <= index && index <= at.to.block ? [at] : [],
    )
    const cuts = [...hands, ...remarks]
      .flatMap(({ from, to }) => [from, to])
      .filter((spot) => spot.block === index)
      .map(({ offset }) => offset)
      .sort((a, b) => a - b)
    const isWithin = ({ from, to }: Stretch, offset: number): boolean =>
      (from.block < index || from.offset <= offset) && (to.block > index || to.offset > offset)
    const runs: Run[] = []
    let offset = 0
    for (const node of block.content ?? []) {
      if (!('text' in node)) {
        runs.push(...this.#atom(mapping.atoms[node.type], String(node.attrs?.['note'] ?? ''), within))
        offset += 1
        continue
      }
      const marks: Partial<Words> = Object.assign(
        {},
        ...(node.marks ?? []).map((mark) => mapping.marks[mark.type](mark)),
      )
      const end = offset + node.text.length
      const start = offset
      while (offset < end) {
        const from = offset
        offset = Math.min(end, cuts.find((cut) => cut > from) ?? end)
        const hand = hands.find((each) => isWithin(each, from))
        runs.push({
          ...plain,
          ...marks,
          text: node.text.slice(from - start, offset - start).replace(marksInARow, '$1'),
          marked: remarks.some((each) => isWithin(each, from)),
          fill: hand === undefined ? null : fillOf(hand.hue),
        })
      }
    }
    return runs
  }

  #atom(kind: 'break' | 'note' | 'nothing', name: string, within: 'text' | 'note'): Run[] {
    if (kind === 'nothing') return []
    if (kind === 'break') return [{ kind: 'break' }]
    const number = this.#numbers.get(name)
    if (number === undefined) return [{ ...plain, text: '*', sup: true }]
    const note = this.#notes.get(name)
    if (note === undefined || within === 'note') return [{ ...plain, text: String(number), sup: true }]
    const first = !this.#set.has(number)
    this.#set.add(number)
    const blocks = first ? note.blocks.map((shown) => this.runsOf(shown, 'note')) : []
    return [{ kind: 'note', number, first, blocks }]
  }
}

interface Stretch {
  readonly from: { readonly block: number; readonly offset: number }
  readonly to: { readonly block: number; readonly offset: number }
}

const remarkOf = (remark: Remark, sheet: Sheet, own: Language, language: Language) => ({
  head: headOf(remark, sheet, own),
  said: remark.comments.map(({ author, delegation, at, text }) => ({
    who: `${author}${inBrackets(delegation)}, `,
    when: momentOf(at, own),
    dir: directionOfText(plainComment(text), language),
    runs: text.map(runOfPiece),
  })),
})

function runOfPiece(piece: Piece): Run {
  switch (piece.type) {
    case 'break':
      return { kind: 'break' }
    case 'mention':
      return { ...plain, text: `@${piece.name}`, bold: true }
    case 'text':
      return {
        ...plain,
        text: piece.text.replace(marksInARow, '$1'),
        bold: piece.bold ?? false,
        italic: piece.italic ?? false,
        href: piece.href ?? null,
      }
  }
}
