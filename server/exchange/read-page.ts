/**
 * Our own pages back: what `write-html.ts` says of each block is taken as it stands, without the rules by which others'
 * pages are read. What belongs to the paper and not to the text (numbers, the delivery note) is left out.
 */
import type { Spot } from '#shared/room/spots.ts'
import type { BlockRole, MarkJson } from '#shared/statement/schema.ts'
import { deepest, href, isBlockRole } from '#shared/statement/schema.ts'
import {
  language as languages,
  type Language,
  type Letterhead,
  letterheadFields,
  longestField,
} from '#shared/statement/statement.ts'
import type { Draft, DraftThread, Piece } from './draft.ts'
import { exactDraft } from './draft.ts'
import type { HtmlToken } from './html-tokens.ts'
import { readTokens } from './html-tokens.ts'
import { flatOf, inlineOf, markOfTag, offsetsOf, type Token } from './inline.ts'
import { PageComments } from './read-page-comments.ts'

/** Before the text of any page that we wrote. */
const sign = '<meta name="generator" content="Penholder">'
const headLength = 4_000

/** Null for what is not a page of ours. A given title leaves the page's own in the text, unless they are the same. */
export function readPage(source: string, givenTitle: string): Draft | null {
  if (!source.slice(0, headLength).includes(sign)) return null
  const reader = new PageReader()
  readTokens(source, (token) => reader.take(token))
  const { letterhead, pieces, language, threads } = reader.found
  return pieces.length > 0 ? exactDraft(pieces, letterhead, language, givenTitle, threads) : null
}

type Attributes = ReadonlyMap<string, string>

/** What words go into, until the element of this name ends. */
type Open =
  | { readonly kind: 'block'; readonly name: string; readonly role: BlockRole; readonly attrs: Piece['attrs'] }
  | { readonly kind: 'field'; readonly name: string; readonly field: keyof Letterhead }

/** On the paper and not in the text, by the class of the element. */
const aside = new Set(['number', 'star', 'back', 'remark', 'ref'])

/** Where the words of a thread begin or end, by its number: before this token of a block. */
interface Mark {
  readonly number: number
  readonly side: 'from' | 'to'
  readonly token: number
}

class PageReader {
  readonly #pieces: Piece[] = []
  readonly #stands = { from: new Map<number, Spot>(), to: new Map<number, Spot>() }
  readonly #comments = new PageComments()
  #inComments = false
  #marksInBlock: Mark[] = []
  readonly #letterhead: Partial<Letterhead> = {}
  readonly #worn: { readonly name: string; readonly mark: MarkJson }[] = []
  #language: Language = 'en'
  #open: Open | null = null
  #tokens: Token[] = []
  /** The element that is passed over. */
  #passed: string | null = null

  get found(): {
    readonly letterhead: Partial<Letterhead>
    readonly pieces: readonly Piece[]
    readonly language: Language
    readonly threads: readonly DraftThread[]
  } {
    const threads = this.#comments.threads.map(({ number, ...thread }) => ({ ...thread, ...this.#standOf(number) }))
    return { letterhead: this.#letterhead, pieces: this.#pieces, language: this.#language, threads }
  }

  take(token: HtmlToken): void {
    if (this.#inComments) {
      this.#comments.take(token)
      this.#inComments = !(token.kind === 'close' && token.name === 'section')
    } else if (this.#passed !== null) {
      if (token.kind === 'close' && token.name === this.#passed) this.#passed = null
    } else if (token.kind === 'text') {
      if (this.#open !== null) this.#tokens.push({ kind: 'text', text: token.text, marks: this.#marks() })
    } else if (token.kind === 'open') this.#begin(token.name, token.attributes)
    else if (token.kind === 'close') this.#end(token.name)
  }

  #begin(name: string, attributes: Attributes): void {
    const kind = attributes.get('class') ?? ''
    if (name === 'html') this.#language = languageOf(attributes.get('lang') ?? '')
    if (this.#open === null) {
      this.#open = openOf(name, attributes)
      this.#tokens = []
      this.#marksInBlock = []
      this.#inComments = name === 'section' && kind === 'comments'
      return
    }
    this.#mark(attributes)
    if (name === 'br') this.#tokens.push({ kind: 'break', marks: this.#marks() })
    else if (aside.has(kind)) {
      const note = attributes.get('data-note')
      if (kind === 'ref' && note !== undefined) this.#tokens.push({ kind: 'note', note, marks: this.#marks() })
      this.#passed = name
    } else this.#wear(name, attributes)
  }

  /** A page says where a thread begins by an empty element, and where it ends by the link to it. */
  #mark(attributes: Attributes): void {
    const [, from] = /^words-(\d+)$/.exec(attributes.get('id') ?? '') ?? []
    const [, to] = /^#comment-(\d+)$/.exec(attributes.get('href') ?? '') ?? []
    const token = this.#tokens.length
    if (from !== undefined) this.#marksInBlock.push({ number: Number(from), side: 'from', token })
    if (to !== undefined) this.#marksInBlock.push({ number: Number(to), side: 'to', token })
  }

  #wear(name: string, attributes: Attributes): void {
    const type = markOfTag[name]
    if (type !== undefined) this.#worn.push({ name, mark: { type } })
    const leads = href.safeParse(attributes.get('href'))
    if (name === 'a' && leads.success) this.#worn.push({ name, mark: { type: 'link', attrs: { href: leads.data } } })
  }

  #end(name: string): void {
    if (this.#open?.name !== name) {
      const worn = this.#worn.findLastIndex((mark) => mark.name === name)
      if (worn !== -1) this.#worn.splice(worn, 1)
      return
    }
    const open = this.#open
    this.#open = null
    this.#worn.length = 0
    if (open.kind === 'block') {
      const { role, attrs } = open
      const offsets = this.#marksInBlock.length > 0 ? offsetsOf(this.#tokens) : []
      for (const { number, side, token } of this.#marksInBlock) {
        this.#stands[side].set(number, { block: this.#pieces.length, offset: offsets[token] ?? 0 })
      }
      this.#pieces.push({ role, attrs, inline: inlineOf(this.#tokens) })
    } else {
      const said = this.#tokens.map((token) => (token.kind === 'text' ? token.text : '\n')).join('')
      this.#letterhead[open.field] = said.slice(0, longestField)
    }
  }

  #standOf(number: number): Pick<DraftThread, 'at' | 'whole'> {
    const from = this.#stands.from.get(number)
    const to = this.#stands.to.get(number)
    if (from === undefined || to === undefined) return { at: null, whole: false }
    const end = { block: from.block, offset: flatOf(this.#pieces[from.block]?.inline ?? []).length }
    // Words from a note into the text behind it: the page has moved the note below the text.
    if (to.block < from.block) return { at: { from, to: end }, whole: false }
    return { at: { from, to }, whole: from.offset === 0 && to.block === end.block && to.offset === end.offset }
  }

  #marks(): MarkJson[] {
    return this.#worn.map(({ mark }) => mark)
  }
}

const languageOf = (tag: string): Language => languages.safeParse(tag.slice(0, 2)).data ?? 'en'

function openOf(name: string, attributes: Attributes): Open | null {
  const field = letterheadFields.find((known) => known === attributes.get('data-field'))
  if (field !== undefined) return { kind: 'field', name, field }
  const role = attributes.get('data-role')
  if (role === undefined || !isBlockRole(role)) return null
  return { kind: 'block', name, role, attrs: attrsOf(role, name, attributes) }
}

function attrsOf(role: BlockRole, name: string, attributes: Attributes): Piece['attrs'] {
  switch (role) {
    case 'paragraph':
    case 'salutation':
    case 'quote':
      return {}
    case 'heading':
      return { level: within(Number(name.slice(1)) - 1, 1, 3) }
    case 'numberedItem':
    case 'bulletedItem':
      return { depth: within(Number(attributes.get('data-depth')), 0, deepest) }
    case 'footnote':
      return { note: attributes.get('data-note') ?? '' }
  }
}

const within = (value: number, least: number, most: number): number =>
  Number.isInteger(value) ? Math.min(Math.max(value, least), most) : least
