/**
 * HTML to a draft: pages, e-mails, and what word processors put on the clipboard. The same conventions as for Markdown:
 * everything that is said is kept, a statement's own blocks and marks are taken over, and the rest is plain text.
 */
import type { BlockRole, InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { deepest, href } from '#shared/statement/schema.ts'
import type { Draft, Piece } from './draft.ts'
import { draftOf } from './draft.ts'
import { marksOf, type WordItem, wordItemOf } from './html-looks.ts'
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
  return draftOf(reader.end(), givenTitle)
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
  /** False for a list that begins at another number than 1, which the page would not count so. */
  readonly counted: boolean
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
  | { readonly state: 'fresh'; readonly number: number }
  | { readonly state: 'begun'; readonly piece: number }

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
  readonly #pieces: Piece[] = []
  readonly #contexts: Context[] = []
  readonly #worn: Worn[] = []
  #tokens: Token[] = []
  /** True when anything but space has been gathered. */
  #says = false
  /** What Word says of a paragraph that it shows as an item. */
  #wordItem: WordItem | null = null
  #hidden: Hidden | null = null
  readonly #targets = new Targets()

  take(token: HtmlToken): void {
    if (this.#hidden !== null) this.#pass(token, this.#hidden)
    else if (token.kind === 'text') this.#text(token.text)
    else if (token.kind === 'open') this.#open(token.name, token.attributes)
    else this.#close(token.name)
  }

  end(): readonly Piece[] {
    this.#flush()
    return settleNotes(this.#pieces, this.#targets.found)
  }

  #pass(token: HtmlToken, hidden: Hidden): void {
    if (token.kind === 'text') {
      // It says which kind of list it is.
      if (hidden.marker && this.#wordItem !== null && /^\s*\(?(?:\d|[a-z]{1,4}[.)])/i.test(token.text)) {
        this.#wordItem.role = 'numberedItem'
      }
    } else if (token.name === hidden.name) {
      hidden.depth += token.kind === 'open' ? 1 : -1
      if (hidden.depth === 0) this.#hidden = null
    }
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
    const style = (attributes.get('style') ?? '').toLowerCase().replace(/\s+/g, '')
    const marker = style.includes('mso-list:ignore')
    const isHidden = marker || attributes.has('hidden') || /display:none|mso-hide:all/.test(style)
    if (blockNames.has(name)) this.#flush()
    if (isHidden && !voidNames.has(name)) {
      this.#hidden = { name, depth: 1, marker }
      return
    }
    this.#targets.open(name, attributes, { piece: this.#next(name), isBlock: blockNames.has(name) })
    if (name === 'p') this.#wordItem = wordItemOf(style)
    const context = contextOf(name, attributes)
    if (context !== null && this.#contexts.length < deepestNesting) this.#contexts.push(context)
    if (name === 'li') this.#beginItem()
    if (name === 'br') this.#break()
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
    if (name === 'p') this.#wordItem = null
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

  /** A row of a table is a line, its cells parted as Markdown does it. */
  #cell(): void {
    if (this.#says) this.#text(' | ')
  }

  #list(): List | null {
    return this.#contexts.findLast((context) => context.kind === 'list') ?? null
  }

  /** The piece that words go to which come next, in an element of this name. */
  #next(name: string): number {
    const list = this.#list()
    return name !== 'li' && list?.item.state === 'begun' ? list.item.piece : this.#pieces.length
  }

  #beginItem(): void {
    const list = this.#list()
    if (list === null) return
    list.item = { state: 'fresh', number: list.next }
    list.next += 1
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
    if (heading !== undefined) this.#pieces.push({ role: 'heading', attrs: { level: heading.level }, inline })
    else if (list !== null && list.item.state !== 'none') this.#putItem(list, inline)
    else if (this.#wordItem !== null) {
      this.#pieces.push({ role: this.#wordItem.role, attrs: { depth: this.#wordItem.depth }, inline })
    } else this.#put(this.#plainRole(), inline)
  }

  #put(role: BlockRole, inline: readonly InlineJson[]): void {
    this.#pieces.push({ role, attrs: {}, inline })
  }

  #plainRole(): BlockRole {
    return this.#contexts.some(({ kind }) => kind === 'quote') ? 'quote' : 'paragraph'
  }

  /** The paragraphs of an item are one block, on lines of their own; a number that the page would not count is written. */
  #putItem(list: List, inline: readonly InlineJson[]): void {
    const { item, ordered, counted } = list
    switch (item.state) {
      case 'none':
        return this.#put(this.#plainRole(), inline)
      case 'begun': {
        const own = this.#pieces[item.piece]
        const isLast = item.piece === this.#pieces.length - 1
        if (own === undefined || !isLast) return this.#put(this.#plainRole(), inline)
        this.#pieces[item.piece] = { ...own, inline: [...own.inline, { type: 'hardBreak' }, ...inline] }
        return
      }
      case 'fresh':
        list.item = counted ? { state: 'begun', piece: this.#pieces.length } : noItem
        if (!counted) return this.#put(this.#plainRole(), [{ type: 'text', text: `${item.number}. ` }, ...inline])
        this.#pieces.push({ role: ordered ? 'numberedItem' : 'bulletedItem', attrs: { depth: this.#depth() }, inline })
    }
  }

  #depth(): number {
    return Math.min(this.#contexts.filter(({ kind }) => kind === 'list').length - 1, deepest)
  }
}

function contextOf(name: string, attributes: Attributes): Context | null {
  switch (name) {
    case 'blockquote':
      return { kind: 'quote', name }
    case 'pre':
      return { kind: 'pre', name }
    case 'ul':
      return { kind: 'list', name, ordered: false, counted: true, next: 1, item: noItem }
    case 'ol': {
      const start = Number.parseInt(attributes.get('start') ?? '1', 10)
      const next = Number.isSafeInteger(start) ? start : 1
      return { kind: 'list', name, ordered: true, counted: next === 1, next, item: noItem }
    }
    default: {
      const level = /^h([1-6])$/.exec(name)?.[1]
      return level === undefined ? null : { kind: 'heading', name, level: Math.min(Number(level), 3) }
    }
  }
}

/** A heading may be closed by the end of another: so browsers have it. */
const isHeading = (name: string): boolean => /^h[1-6]$/.test(name)
