/**
 * Inline content on its way from a format to document JSON: characters, line breaks, and tags that open and close a mark.
 * Tags that do not match stay in the text as they were written, so that nothing is lost.
 */
import type { InlineJson, MarkJson, MarkType } from '#shared/statement/schema.ts'
import { isMarkType, marks as schemaMarks } from '#shared/statement/schema.ts'

export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly MarkJson[] }
  | { readonly kind: 'break'; readonly marks: readonly MarkJson[] }
  /** A reference to a note, by the name that the source gives it. */
  | { readonly kind: 'note'; readonly note: string; readonly marks: readonly MarkJson[] }
  | {
      readonly kind: 'tag'
      readonly mark: MarkType
      /** `~~` says the same at both ends. */
      readonly side: 'open' | 'close' | 'either'
      readonly raw: string
      readonly marks: readonly MarkJson[]
    }

/** What a tag of HTML makes of its words. */
export const markOfTag: Readonly<Partial<Record<string, Exclude<MarkType, 'link'>>>> = {
  sup: 'superscript',
  sub: 'subscript',
  u: 'underline',
  ins: 'underline',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
}

const knownTag = /(<\/?(?:sup|sub|u|ins|b|strong|i|em|s|del|strike|br)(?:\s[^<>]*)?\/?>)/gi
// A single pair: three tildes are a fence or a flourish.
const strikeTag = /(?<!~)(~~)(?!~)/g

/** Text in which tags of HTML may stand; a line break is a space in `flow`, and kept where lines are `kept`. */
export function tokensOfHtml(text: string, marks: readonly MarkJson[], lines: 'flow' | 'kept'): Token[] {
  return text
    .split(knownTag)
    .flatMap((part, k) => (k % 2 === 1 ? tokenOfTag(part, marks) : tokensOfText(part, marks, lines)))
}

/** Text without HTML, in which `~~` may stand. */
export function tokensOfText(text: string, marks: readonly MarkJson[], lines: 'flow' | 'kept'): Token[] {
  return text.split(strikeTag).flatMap((part, k, parts): Token[] => {
    if (k % 2 === 0) return tokensOfLines(part, marks, lines)
    const side = sideOfStrike(parts[k - 1] ?? '', parts[k + 1] ?? '')
    return [
      side === null ? { kind: 'text', text: part, marks } : { kind: 'tag', mark: 'strike', side, raw: part, marks },
    ]
  })
}

function tokenOfTag(raw: string, marks: readonly MarkJson[]): Token {
  const name = /[a-z]+/i.exec(raw)?.[0].toLowerCase() ?? ''
  const mark = markOfTag[name]
  if (mark === undefined) return { kind: 'break', marks }
  return { kind: 'tag', mark, side: raw.startsWith('</') ? 'close' : 'open', raw, marks }
}

/** As CommonMark's emphasis: what opens touches the word behind it, what closes the word before it. */
function sideOfStrike(before: string, after: string): 'open' | 'close' | 'either' | null {
  const opens = /^\S/.test(after) || after === ''
  const closes = /\S$/.test(before) || before === ''
  if (opens && closes) return 'either'
  return opens ? 'open' : closes ? 'close' : null
}

function tokensOfLines(text: string, marks: readonly MarkJson[], lines: 'flow' | 'kept'): Token[] {
  if (lines === 'flow') return [{ kind: 'text', text: text.replace(/[ \t]*\n[ \t]*/g, ' '), marks }]
  return text
    .split('\n')
    .flatMap((line, k): Token[] => [
      ...(k > 0 ? [{ kind: 'break', marks } as const] : []),
      { kind: 'text', text: line, marks },
    ])
}

/** The tokens of one block as its inline content, marks in the order of the schema. */
export const inlineOf = (tokens: readonly Token[]): InlineJson[] => trimmed(untrimmed(tokens))

function untrimmed(tokens: readonly Token[]): InlineJson[] {
  const paired = pairTags(tokens)
  const open = new Map<MarkType, number>()
  const content: InlineJson[] = []
  tokens.forEach((token, k) => {
    const role = paired.get(k)
    if (token.kind === 'tag' && role !== undefined) {
      open.set(token.mark, (open.get(token.mark) ?? 0) + (role === 'open' ? 1 : -1))
      return
    }
    const worn = wear(token.marks, open)
    const dress = worn.length > 0 ? { marks: worn } : {}
    if (token.kind === 'break') content.push({ type: 'hardBreak', ...dress })
    else if (token.kind === 'note') content.push({ type: 'footnoteReference', attrs: { note: token.note }, ...dress })
    else appendText(content, cleaned(token.kind === 'text' ? token.text : token.raw), worn)
  })
  return content
}

/**
 * Where the words of each token, none of them a tag, begin in the content that `inlineOf` makes of all, an atom counting
 * one; and last where they end.
 */
export function offsetsOf(tokens: readonly Token[]): readonly number[] {
  const lengths = tokens.map((token) => (token.kind === 'text' ? cleaned(token.text).length : 1))
  const kept = flatOf(inlineOf(tokens))
  const ahead = Math.max(0, flatOf(untrimmed(tokens)).indexOf(kept))
  let reach = -ahead
  return [0, ...lengths].map((length) => Math.min(Math.max((reach += length), 0), kept.length))
}

/** What stands in a block, U+FFFC for an atom. */
export const flatOf = (content: readonly InlineJson[]): string =>
  content.map((node) => ('text' in node ? node.text : '\ufffc')).join('')

/** Which tags belong together: each close with the last open one of its mark. */
function pairTags(tokens: readonly Token[]): ReadonlyMap<number, 'open' | 'close'> {
  const paired = new Map<number, 'open' | 'close'>()
  const waiting = new Map<MarkType, number[]>()
  tokens.forEach((token, k) => {
    if (token.kind !== 'tag') return
    const opened = waiting.get(token.mark) ?? []
    waiting.set(token.mark, opened)
    const partner = token.side === 'open' ? undefined : opened.pop()
    if (partner !== undefined) paired.set(partner, 'open').set(k, 'close')
    else if (token.side !== 'close') opened.push(k)
  })
  return paired
}

const markOrder = Object.keys(schemaMarks).filter(isMarkType)

function wear(marks: readonly MarkJson[], open: ReadonlyMap<MarkType, number>): MarkJson[] {
  return markOrder.flatMap((type) => {
    const own = marks.find((mark) => mark.type === type)
    if (own !== undefined) return [own]
    return (open.get(type) ?? 0) > 0 ? [{ type }] : []
  })
}

/** Words at the end of others, in one node where they have the same marks. */
export function appendText(content: InlineJson[], text: string, marks: readonly MarkJson[]): void {
  if (text === '') return
  const last = content.at(-1)
  if (last !== undefined && 'text' in last && sameMarks(last.marks ?? [], marks)) {
    content[content.length - 1] = { ...last, text: last.text + text }
  } else {
    content.push(marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text })
  }
}

const sameMarks = (one: readonly MarkJson[], other: readonly MarkJson[]): boolean =>
  one.length === other.length &&
  one.every(({ type, attrs }, k) => type === other[k]?.type && attrs?.['href'] === other[k]?.attrs?.['href'])

/** No control characters, and no halves of a character: neither can be seen, and not every store keeps them. */
const cleaned = (text: string): string =>
  text.toWellFormed().replace(/[\p{Cc}]/gu, (control) => (control === '\t' ? ' ' : ''))

/** Without breaks and spaces at the ends, which no page shows. */
function trimmed(content: readonly InlineJson[]): InlineJson[] {
  const shows = (node: InlineJson): boolean => !('text' in node ? node.text.trim() === '' : node.type === 'hardBreak')
  const first = content.findIndex(shows)
  if (first === -1) return []
  const kept = content.slice(first, content.findLastIndex(shows) + 1)
  return kept.map((node, k) => {
    if (!('text' in node)) return node
    const start = k === 0 ? node.text.trimStart() : node.text
    return { ...node, text: k === kept.length - 1 ? start.trimEnd() : start }
  })
}
