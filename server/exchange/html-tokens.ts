/**
 * HTML as a run of tags and texts, in one pass and in time that grows with its length alone. What is for machines is left out;
 * there is no tree: what is wrongly nested comes as it was written. The tokenizer is the inner one of parse5, which follows the
 * standard to the letter: parse5's own parsers build a tree or are streams, and the stacks of others are not linear.
 */
import type { Token, TokenHandler } from 'parse5'
import { Tokenizer, TokenizerMode } from 'parse5'

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  /** An element that is left out with all that stands in it. */
  | { readonly kind: 'passed'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }

/** Gives every token to `take`, in order. Text comes in one piece from tag to tag. */
export function readTokens(source: string, take: (token: HtmlToken) => void): void {
  new Reading(source, take).run()
}

/** Elements that hold text and no tags. */
const textOnly: ReadonlyMap<string, Tokenizer['state']> = new Map([
  ['iframe', TokenizerMode.RAWTEXT],
  ['noembed', TokenizerMode.RAWTEXT],
  ['noframes', TokenizerMode.RAWTEXT],
  ['plaintext', TokenizerMode.PLAINTEXT],
  ['script', TokenizerMode.SCRIPT_DATA],
  ['style', TokenizerMode.RAWTEXT],
  ['textarea', TokenizerMode.RCDATA],
  ['title', TokenizerMode.RCDATA],
  ['xmp', TokenizerMode.RAWTEXT],
])

/** Elements of other languages: "/>" ends them, and a title in them is a tag like any other. */
const foreign = new Set(['svg', 'math'])

/** What stands in these is for machines. */
const unspoken = new Set([
  ...foreign,
  'iframe',
  'noembed',
  'noframes',
  'object',
  'script',
  'select',
  'style',
  'template',
  'textarea',
  'title',
])

class Reading implements TokenHandler {
  readonly #source: string
  readonly #take: (token: HtmlToken) => void
  readonly #tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, this)
  #text = ''
  /** The element that is passed over, until its first end tag: rather a word too many than one too few. */
  #unspoken: string | null = null
  /** Where the last token ends that came to its end. */
  #whole = 0

  constructor(source: string, take: (token: HtmlToken) => void) {
    this.#source = source
    this.#take = take
  }

  run(): void {
    this.#tokenizer.write(this.#source, true)
  }

  onStartTag({ tagName: name, attrs, selfClosing, location }: Token.TagToken): void {
    this.#ends(location)
    const isForeign = this.#unspoken !== null && foreign.has(this.#unspoken)
    const mode = textOnly.get(name)
    if (mode !== undefined && !isForeign) this.#tokenizer.state = mode
    if (this.#unspoken !== null) return
    this.#flush()
    const attributes = new Map(attrs.map((attribute) => [attribute.name, attribute.value]))
    this.#take({ kind: unspoken.has(name) ? 'passed' : 'open', name, attributes })
    if (unspoken.has(name) && !(selfClosing && foreign.has(name))) this.#unspoken = name
  }

  onEndTag({ tagName: name, location }: Token.TagToken): void {
    this.#ends(location)
    if (this.#unspoken === null) {
      this.#flush()
      this.#take({ kind: 'close', name })
    } else if (this.#unspoken === name) this.#unspoken = null
  }

  onCharacter({ chars, location }: Token.CharacterToken): void {
    this.#ends(location)
    if (this.#unspoken === null) this.#text += chars
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token)
  }

  onNullCharacter({ location }: Token.CharacterToken): void {
    this.#ends(location)
  }

  onComment({ location }: Token.CommentToken): void {
    const written = this.#source.slice(location?.startOffset, location?.endOffset)
    if (written.startsWith('<!--') ? /--!?>$/.test(written) : written.endsWith('>')) this.#ends(location)
  }

  onDoctype({ location }: Token.DoctypeToken): void {
    this.#ends(location)
  }

  /** A tag or a comment that never ends hides all that follows it, by the standard. Here it is text: no word is lost. */
  onEof(): void {
    const rest = this.#unspoken === null ? this.#source.slice(this.#whole) : ''
    this.#whole = this.#source.length
    if (rest === '') this.#flush()
    else this.#readAsText(rest)
  }

  /** Only the character references in it are read. Ends with another `onEof`. */
  #readAsText(rest: string): void {
    const tokenizer = new Tokenizer({}, this)
    tokenizer.state = TokenizerMode.RCDATA
    tokenizer.write(rest, true)
  }

  #ends(location: Token.Location | null): void {
    if (location !== null) this.#whole = location.endOffset
  }

  #flush(): void {
    if (this.#text !== '') this.#take({ kind: 'text', text: this.#text })
    this.#text = ''
  }
}
