/**
 * HTML to a draft: pages, e-mails, and what word processors put on the clipboard. The same conventions as for Markdown:
 * everything that is said is kept, a statement's own blocks and marks are taken over, and the rest is plain text.
 */
import type { BlockRole, InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { deepest, href } from '#shared/statement/schema.ts'
import type { Draft, Piece } from './draft.ts'
import { draftOf, wordsOf } from './draft.ts'
import { Losses } from './from-docx/losses.ts'
import { guessLanguage } from './guess-language.ts'
import { type Countdown, formatOf, isNumber, type ItemPiece, labelOf, numbered, WordMarkers } from './html-lists.ts'
import { marksOf, styleOf, type WordItem, wordItemOf } from './html-looks.ts'
import { isComment, isOfComments, lossOf } from './html-losses.ts'
import { settleNotes } from './html-notes.ts'
import { namesNote, Targets } from './html-targets.ts'
import type { HtmlToken } from './html-tokens.ts'
import { readTokens } from './html-tokens.ts'
import type { Token } from './inline.ts'
import { inlineOf } from './inline.ts'
import { readPage } from './read-page.ts'

/** Reads any HTML, whole pages and fragments alike. A title given here leaves the first heading in the text. */
export function readHtml(source: string, givenTitle = ''): Draft {
  const page = readPage(source, givenTitle)
  if (page !== null) return page
  const reader = new HtmlReader()
  readTokens(source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), (token) => reader.take(token))
  const pieces = reader.end()
  return { ...draftOf(pieces, givenTitle), lost: reader.losses.all }
}

type Attributes = ReadonlyMap<string, string>

const blockNames = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main nav ol p pre section summary table tbody tfoot ' +
    'thead tr ul'
  ).split(' '),
)
const voidNames = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** Around the words that come next: what decides about their block. */
type Context =
  | { readonly kind: 'quote'; readonly name: string }
  | { readonly kind: 'pre'; readonly name: string }
  | { readonly kind: 'heading'; readonly name: string; readonly level: number }
  | List

interface List {
  readonly kind: 'list'
  readonly name: string
  readonly ordered: boolean
  /** How its numbers are written, where it says so. */
  readonly format: string | undefined
  /** False for a list that begins at another number than 1: the paragraphs of its items stay apart. */
  readonly counted: boolean
  /** −1 for one that counts down. */
  readonly step: 1 | -1
  /** Of one that counts down without saying from where: `next` is counted from 0, until an item says its number. */
  readonly countdown?: Countdown
  isSaid: boolean
  next: number
  item: Item
}

/** Something that is not shown: its tag, and how many of the same name are open in it. */
interface Hidden {
  readonly name: string
  depth: number
  /** The marker that Word wrote before an item. */
  readonly marker: boolean
}

/** An item of a list: not open, open with its number and no words yet, or with the piece that its words went into. */
type Item =
  | { readonly state: 'none' }
  | {
      readonly state: 'fresh'
      readonly number: number
      readonly format: string | undefined
      readonly countdown: Countdown | undefined
    }
  | { readonly state: 'begun'; readonly piece: number; readonly inline: InlineJson[] }

interface Worn {
  readonly name: string
  /** Null for a tag that only looks as if it meant something. */
  readonly marks: readonly MarkJson[]
  /** What may be a reference to a note: where its words begin, and the address in the page that it leads to. */
  readonly reference: { readonly begins: number; readonly to: string } | null
}

/** Nobody nests deeper; what does is read as if it did not. */
const deepestNesting = 100
const noItem: Item = { state: 'none' }
const noteReference = /^\s*[[(]?(?:\d{1,3}|[*†‡§]{1,3}|[ivx]{1,5})[\])]?\s*$|^\s*(?:↩|\^)\uFE0E?\s*$/u

class HtmlReader {
  readonly losses = new Losses()
  readonly #pieces: ItemPiece[] = []
  readonly #markers = new WordMarkers()
  /** Lists that stand in no other. */
  #lists = 0
  readonly #contexts: Context[] = []
  readonly #worn: Worn[] = []
  #tokens: Token[] = []
  /** True when anything but space has been gathered. */
  #says = false
  /** What Word says of a paragraph that it shows as an item. */
  #wordItem: WordItem | null = null
  #hidden: Hidden | null = null
  /** Whether the table that began last has cells beside each other. */
  #hasCells = false
  readonly #targets = new Targets()

  take(token: HtmlToken): void {
    if (this.#hidden !== null) this.#pass(token, this.#hidden)
    else if (token.kind === 'text') this.#text(token.text)
    else if (token.kind === 'close') this.#close(token.name)
    else {
      const lost = lossOf(token.name, token.attributes)
      if (lost !== null) this.losses.count(lost)
      if (token.kind === 'open') this.#open(token.name, token.attributes)
    }
  }

  end(): readonly Piece[] {
    this.#flush()
    const language = guessLanguage(this.#pieces.map(wordsOf))
    return settleNotes(numbered(this.#pieces, language), this.#targets.found)
  }

  #pass(token: HtmlToken, hidden: Hidden): void {
    if (token.kind === 'text') {
      if (hidden.marker && this.#wordItem !== null) this.#wordItem.marker += token.text
      return
    }
    if (token.kind === 'open' && isComment(styleOf(token.attributes))) this.losses.count('comment')
    if (token.name !== hidden.name) return
    if (token.kind !== 'passed') hidden.depth += token.kind === 'open' ? 1 : -1
    if (hidden.depth === 0) this.#hidden = null
  }

  #text(text: string): void {
    this.#says ||= text.trim() !== ''
    const marks = this.#worn.flatMap((worn) => worn.marks)
    if (this.#contexts.some(({ kind }) => kind === 'pre')) {
      text.split('\n').forEach((line, k) => {
        if (k > 0) this.#tokens.push({ kind: 'break', marks })
        this.#tokens.push({ kind: 'text', text: line, marks })
      })
      return
    }
    const flowing = text.replace(/[ \t\n\f\u00A0]{2,}|[\t\n\f]/g, ' ')
    const last = this.#tokens.at(-1)
    const opens = last === undefined || last.kind === 'break' || (last.kind === 'text' && last.text.endsWith(' '))
    const words = opens ? flowing.replace(/^ /, '') : flowing
    if (words !== '') this.#tokens.push({ kind: 'text', text: words, marks })
  }

  #open(name: string, attributes: Attributes): void {
    const style = styleOf(attributes)
    const marker = style.includes('mso-list:ignore')
    const isHidden =
      marker ||
      attributes.has('hidden') ||
      /display:none|mso-hide:all/.test(style) ||
      isOfComments(attributes.get('class') ?? '', style)
    if (blockNames.has(name)) {
      this.#flush()
      // A paragraph ends where the next block begins.
      if (this.#contexts.at(-1)?.name === 'p') this.#contexts.pop()
    }
    if (isHidden && !voidNames.has(name)) {
      this.#hidden = { name, depth: 1, marker }
      return
    }
    this.#targets.open(name, attributes, { piece: this.#next(name), isBlock: blockNames.has(name) })
    if (name === 'p' || isHeading(name)) this.#wordItem = wordItemOf(style)
    const context = contextOf(name, attributes, style)
    if (context?.kind === 'list' && this.#list() === null) this.#lists += 1
    if (context !== null && this.#contexts.length < deepestNesting) this.#contexts.push(context)
    if (name === 'li') this.#beginItem(attributes, style)
    if (name === 'q') this.#text('\u201c')
    if (name === 'br') this.#break()
    if (name === 'table') this.#hasCells = false
    if (name === 'td' || name === 'th') this.#cell()
    if (name === 'img') this.#text(attributes.get('alt') ?? '')
    if (!voidNames.has(name) && !blockNames.has(name) && this.#worn.length < deepestNesting) {
      // A link ends where the next begins.
      if (name === 'a') this.#close('a')
      this.#worn.push(this.#wornOf(name, attributes, style))
    }
  }

  #close(name: string): void {
    if (blockNames.has(name)) this.#flush()
    this.#targets.close(name, this.#pieces.length)
    const context = this.#contexts.findLastIndex(
      (open) => open.name === name || (open.kind === 'heading' && isHeading(name)),
    )
    if (context !== -1) this.#contexts.length = context
    if (name === 'li') this.#endItem()
    if (name === 'p' || isHeading(name)) this.#wordItem = null
    if (name === 'q') this.#text('\u201d')
    const worn = this.#worn.findLastIndex((open) => open.name === name)
    if (worn === -1) return
    const [ended] = this.#worn.splice(worn, 1)
    if (ended !== undefined && ended.reference !== null) this.#refer(ended.reference)
  }

  #wornOf(name: string, attributes: Attributes, style: string): Worn {
    const address = name === 'a' ? (attributes.get('href') ?? '') : ''
    const leads = href.safeParse(address.trim())
    const link: MarkJson[] = leads.success ? [{ type: 'link', attrs: { href: leads.data } }] : []
    const to = address.startsWith('#') ? address.slice(1) : ''
    const reference = to !== '' || namesNote(attributes) ? { begins: this.#tokens.length, to } : null
    return { name, marks: [...link, ...marksOf(name, style)], reference }
  }

  /** Whether a figure leads to a note can be said at the end; around one that does others may stand. */
  #refer({ begins, to }: NonNullable<Worn['reference']>): void {
    // Word's figure is in an element of its own within the link.
    if (to === '' && this.#worn.some((around) => (around.reference?.to ?? '') !== '')) return
    const tokens = this.#tokens.slice(begins)
    const within = tokens.filter(({ kind }) => kind === 'note')
    const words = tokens
      .map((token) => (token.kind === 'text' ? token.text : token.kind === 'note' ? '' : ' '))
      .join('')
    const isFigure = within.length > 0 ? words.trim() === '' : noteReference.test(words)
    if (!isFigure) return
    this.#tokens.length = begins
    if (within.length > 0) this.#tokens.push(...within)
    else if (to !== '') this.#tokens.push({ kind: 'note', note: to, marks: [] })
  }

  /** Two in a row part paragraphs: that is how e-mails are written. */
  #break(): void {
    if (this.#tokens.at(-1)?.kind === 'break') this.#flush()
    else if (this.#tokens.length > 0) this.#tokens.push({ kind: 'break', marks: [] })
  }

  /** A row of a table is a line, its cells parted as Markdown does it. A table of one column is none, but a frame. */
  #cell(): void {
    if (!this.#says) return
    this.#text(' | ')
    if (!this.#hasCells) this.losses.count('tableInWords')
    this.#hasCells = true
  }

  #list(): List | null {
    return this.#contexts.findLast((context) => context.kind === 'list') ?? null
  }

  /** The piece that words go to which come next, in an element of this name. */
  #next(name: string): number {
    const list = this.#list()
    return name !== 'li' && list?.item.state === 'begun' ? list.item.piece : this.#pieces.length
  }

  #beginItem(attributes: Attributes, style: string): void {
    const list = this.#list()
    if (list === null) return
    const said = wholeIn(attributes.get('value'))
    const number = said ?? list.next
    list.isSaid ||= said !== undefined
    if (list.countdown !== undefined) list.countdown.items += 1
    const format = formatOf(attributes.get('type'), style) ?? list.format
    list.item = { state: 'fresh', number, format, countdown: list.isSaid ? undefined : list.countdown }
    list.next = number + list.step
  }

  #endItem(): void {
    const list = this.#list()
    if (list !== null) list.item = noItem
  }

  /** What has been gathered becomes a block, where it says anything. */
  #flush(): void {
    const inline = inlineOf(this.#tokens)
    this.#tokens = []
    this.#says = false
    if (inline.length === 0) return
    const heading = this.#contexts.findLast((context) => context.kind === 'heading')
    const list = this.#list()
    if (heading !== undefined) this.#putHeading(heading.level, inline)
    else if (list !== null && list.item.state !== 'none') this.#putItem(list, inline)
    else if (this.#wordItem !== null) this.#putWordItem(this.#wordItem, inline)
    else this.#put(this.#plainRole(), inline)
  }

  #put(role: BlockRole, inline: readonly InlineJson[]): void {
    this.#pieces.push({ role, attrs: {}, inline })
  }

  #plainRole(): BlockRole {
    return this.#contexts.some(({ kind }) => kind === 'quote') ? 'quote' : 'paragraph'
  }

  /** The number that Word writes before it is a part of it. */
  #putHeading(level: number, inline: readonly InlineJson[]): void {
    const label = this.#wordItem?.marker.trim() ?? ''
    this.#wordItem = null
    const number: InlineJson[] = label === '' ? [] : [{ type: 'text', text: `${label} ` }]
    this.#pieces.push({ role: 'heading', attrs: { level }, inline: [...number, ...inline] })
  }

  #putWordItem({ list, depth, marker }: WordItem, inline: readonly InlineJson[]): void {
    const label = marker.trim()
    // What else stands in its paragraph is no item.
    this.#wordItem = null
    if (!isNumber(label)) return void this.#pieces.push({ role: 'bulletedItem', attrs: { depth }, inline })
    const number = this.#markers.read(list, depth, label)
    this.#pieces.push({ role: 'numberedItem', attrs: { depth }, inline, number })
  }

  /** The paragraphs of an item are one block, on lines of their own. */
  #putItem(list: List, inline: readonly InlineJson[]): void {
    const { item, ordered, counted } = list
    switch (item.state) {
      case 'none':
        return this.#put(this.#plainRole(), inline)
      case 'begun': {
        if (item.piece !== this.#pieces.length - 1) return this.#put(this.#plainRole(), inline)
        item.inline.push({ type: 'hardBreak' })
        for (const node of inline) item.inline.push(node)
        return
      }
      case 'fresh': {
        const own = [...inline]
        list.item = counted ? { state: 'begun', piece: this.#pieces.length, inline: own } : noItem
        const depth = this.#depth()
        if (!ordered) return void this.#pieces.push({ role: 'bulletedItem', attrs: { depth }, inline: own })
        const { number: ordinal, format, countdown } = item
        const number = { list: `${this.#lists}`, depth, label: labelOf(ordinal, format), ordinal, format, countdown }
        const role = counted || this.#plainRole() === 'paragraph' ? 'numberedItem' : 'quote'
        this.#pieces.push({ role, attrs: role === 'quote' ? {} : { depth }, inline: own, number })
      }
    }
  }

  #depth(): number {
    return Math.min(this.#contexts.filter(({ kind }) => kind === 'list').length - 1, deepest)
  }
}

const anyList = { kind: 'list', item: noItem } as const

function contextOf(name: string, attributes: Attributes, style: string): Context | null {
  switch (name) {
    case 'blockquote':
      return { kind: 'quote', name }
    case 'pre':
      return { kind: 'pre', name }
    case 'ul':
      return { ...anyList, name, ordered: false, format: undefined, counted: true, step: 1, isSaid: false, next: 1 }
    case 'ol': {
      const start = wholeIn(attributes.get('start'))
      const format = formatOf(attributes.get('type'), style)
      const list = { ...anyList, name, ordered: true, format, isSaid: start !== undefined }
      if (!attributes.has('reversed')) return { ...list, counted: (start ?? 1) === 1, step: 1, next: start ?? 1 }
      return { ...list, counted: false, step: -1, countdown: { items: 0 }, next: start ?? 0 }
    }
    case 'p':
      return paragraphOfWord(attributes.get('class') ?? '')
    default: {
      const level = /^h([1-6])$/.exec(name)?.[1]
      return level === undefined ? null : { kind: 'heading', name, level: Math.min(Number(level), 3) }
    }
  }
}

/** Behind a sign or figures anything may stand: so browsers have it. */
function wholeIn(written: string | undefined): number | undefined {
  const number = Number.parseInt(written ?? '', 10)
  return Number.isSafeInteger(number) ? number : undefined
}

/** On the clipboard Word's own styles are classes of paragraphs. */
function paragraphOfWord(kind: string): Context | null {
  if (/\bMso(?:Sub)?title\b/i.test(kind)) return { kind: 'heading', name: 'p', level: /sub/i.test(kind) ? 2 : 1 }
  return /\bMso(?:Intense)?(?:Quote|BlockText)/i.test(kind) ? { kind: 'quote', name: 'p' } : null
}

/** A heading may be closed by the end of another: so browsers have it. */
const isHeading = (name: string): boolean => /^h[1-6]$/.test(name)
