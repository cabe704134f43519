/** The comments at the end of a page of ours, as `html/comments.ts` writes them. */
import type { MarkJson } from '#shared/statement/schema.ts'
import { href } from '#shared/statement/schema.ts'
import { commentPieces } from './comment-pieces.ts'
import type { DraftComment, DraftThread } from './draft.ts'
import type { HtmlToken } from './html-tokens.ts'
import { inlineOf, markOfTag, type Token } from './inline.ts'

/** A thread by its number in the list; where it stands says the text. */
export type Spoken = Omit<DraftThread, 'at' | 'whole'> & { readonly number: number }

/** What is being read of a comment: on which words, by whom, and what was said. */
type Field = 'quote' | 'author' | 'delegation' | 'said'

/** Nobody nests deeper. */
const deepestNesting = 100

export class PageComments {
  readonly #threads: { number: number; quote: string; resolved: boolean; comments: DraftComment[] }[] = []
  #worn: { readonly name: string; readonly mark: MarkJson }[] = []
  #field: Field | null = null
  #tokens: Token[] = []
  #by = { author: '', delegation: '', at: 0 }

  /** In their order; without those of which nothing can be read. */
  get threads(): readonly Spoken[] {
    return this.#threads.flatMap(({ number, quote, resolved, comments }) => {
      const last = comments.at(-1)
      if (last === undefined) return []
      return [{ number, quote, comments, resolved: resolved ? { by: '', at: last.at } : null }]
    })
  }

  take(token: HtmlToken): void {
    if (token.kind === 'text') this.#say({ kind: 'text', text: token.text, marks: this.#marks() })
    else if (token.kind === 'open') this.#open(token.name, token.attributes)
    else if (token.kind === 'close') this.#close(token.name)
  }

  #open(name: string, attributes: ReadonlyMap<string, string>): void {
    const kind = attributes.get('class')
    if (name === 'li') this.#thread(attributes)
    else if (name === 'p') this.#begin(kind === 'said' ? 'said' : null)
    // The quote stands alone in its element, among words of the page.
    else if (name === 'bdi' && this.#field === null) this.#begin('quote')
    else if (name === 'b' && this.#field === null) this.#begin('author')
    else if (name === 'time') {
      const at = Date.parse(attributes.get('datetime') ?? '')
      this.#by = { ...this.#by, delegation: this.#words(), at: Number.isNaN(at) ? 0 : at }
      this.#begin(null)
    } else if (name === 'br') this.#say({ kind: 'break', marks: this.#marks() })
    else if (this.#field === 'said') this.#wear(name, attributes)
  }

  #close(name: string): void {
    const thread = this.#threads.at(-1)
    if (name === 'bdi' && this.#field === 'quote') {
      if (thread) thread.quote = this.#words().replace(/^“|”$/g, '')
      this.#begin(null)
    } else if (name === 'b' && this.#field === 'author') {
      this.#by = { author: this.#words(), delegation: '', at: 0 }
      this.#begin('delegation')
    } else if (name === 'p' && this.#field === 'said') {
      const text = commentPieces(inlineOf(this.#tokens))
      thread?.comments.push({ author: voiceOf(this.#by), at: this.#by.at, text })
      this.#begin(null)
    } else this.#worn = this.#worn.filter((worn) => worn.name !== name)
  }

  #thread(attributes: ReadonlyMap<string, string>): void {
    const number = Number(/^comment-(\d+)$/.exec(attributes.get('id') ?? '')?.[1])
    this.#threads.push({ number, quote: '', resolved: attributes.get('data-resolved') === 'yes', comments: [] })
  }

  #begin(field: Field | null): void {
    this.#field = field
    this.#tokens = []
    this.#worn = []
  }

  #say(token: Token): void {
    if (this.#field !== null) this.#tokens.push(token)
  }

  #wear(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#worn.length >= deepestNesting) return
    const type = markOfTag[name]
    if (type !== undefined) this.#worn.push({ name, mark: { type } })
    const leads = href.safeParse(attributes.get('href'))
    if (name === 'a' && leads.success) this.#worn.push({ name, mark: { type: 'link', attrs: { href: leads.data } } })
  }

  #marks(): MarkJson[] {
    return this.#worn.map(({ mark }) => mark)
  }

  #words(): string {
    return inlineOf(this.#tokens)
      .map((node) => ('text' in node ? node.text : ' '))
      .join('')
  }
}

/** "Anna Berg (Norway)", of a name and what stands behind it: " (Norway), ". */
const voiceOf = ({ author, delegation }: { author: string; delegation: string }): string =>
  `${author} ${delegation.replace(/,\s*$/, '')}`.trim()
