/**
 * Words in their marks. Emphasis is written with asterisks where CommonMark's rules about what stands beside them surely
 * hold, and as a tag of HTML elsewhere: "**地雷，**公约" is four asterisks to every parser.
 */
import { href as hrefOf, type InlineJson, type MarkJson } from '#shared/statement/schema.ts'
import type { Mapping } from '../mapping.ts'
import { type Leaf, nest } from '../nest.ts'
import { escapeWords, tidy } from './escape.ts'

export interface InlineSetting {
  readonly atoms: Mapping<never, string | null, never>['atoms']
  /** The element of a mark; null for a link. */
  readonly marks: Mapping<never, never, string | null>['marks']
  /** What stands for a reference to a note. */
  readonly reference: (note: string) => string
  /** Of headings, which end with their line. */
  readonly oneLine: boolean
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'note'; readonly written: string }
  | { readonly kind: 'open' | 'close'; readonly wrap: string; written: string }

interface Atom extends Leaf {
  readonly token: Token
}

export function inlineMarkdown(content: readonly InlineJson[], setting: InlineSetting): string {
  const tokens = nest(trimmed(leavesOf(content, setting))).map((event): Token =>
    event.kind === 'leaf' ? event.leaf.token : { kind: event.kind, wrap: event.wrap, written: '' },
  )
  dress(tokens, setting)
  return written(tokens, setting)
}

const link = 'link '

function leavesOf(content: readonly InlineJson[], { atoms, reference }: InlineSetting): Atom[] {
  const leaves: Atom[] = []
  for (const node of content) {
    const wraps = (node.marks ?? []).flatMap(wrapOf)
    if ('text' in node) {
      const text = tidy(node.text)
      const last = leaves.at(-1)
      // What could not be read may have stood between.
      if (last?.token.kind === 'text' && String(last.wraps) === String(wraps)) {
        leaves[leaves.length - 1] = { token: { kind: 'text', text: last.token.text + text }, wraps }
      } else if (text !== '') leaves.push({ token: { kind: 'text', text }, wraps })
    } else if (node.type === 'hardBreak') leaves.push({ token: { kind: 'break' }, wraps })
    else {
      const atom = atoms[node.type] ?? reference(String(node.attrs?.['note'] ?? ''))
      // A note stands in no link.
      const around = wraps.filter((wrap) => !wrap.startsWith(link))
      if (atom !== '') leaves.push({ token: { kind: 'note', written: atom }, wraps: around })
    }
  }
  return leaves
}

function wrapOf({ type, attrs }: MarkJson): string[] {
  if (type !== 'link') return [type]
  const leads = hrefOf.safeParse(attrs?.['href'])
  return leads.success ? [link + leads.data] : []
}

/** Without breaks and spaces at the ends, which Markdown drops. */
function trimmed(leaves: readonly Atom[]): Atom[] {
  const says = ({ token }: Atom): boolean => (token.kind === 'text' ? token.text.trim() !== '' : token.kind !== 'break')
  const first = leaves.findIndex(says)
  if (first === -1) return []
  const kept = leaves.slice(first, leaves.findLastIndex(says) + 1)
  return kept.map((leaf, k) => {
    if (leaf.token.kind !== 'text') return leaf
    const start = k === 0 ? leaf.token.text.trimStart() : leaf.token.text
    return { ...leaf, token: { kind: 'text', text: k === kept.length - 1 ? start.trimEnd() : start } }
  })
}

/** How each wrap is written, at both ends. */
function dress(tokens: readonly Token[], { marks }: InlineSetting): void {
  const open: number[] = []
  tokens.forEach((token, at) => {
    if (token.kind === 'open') open.push(at)
    if (token.kind !== 'close') return
    const from = open.pop() ?? 0
    const opened = tokens[from]
    if (opened?.kind !== 'open' || opened.written !== '') return
    const within = open.some((other) => isEmphasis(tokens[other]))
    const [before, behind] = ends(tokens, from, at, within, marks)
    opened.written = before
    token.written = behind
  })
}

const isEmphasis = (token: Token | undefined): boolean =>
  (token?.kind === 'open' || token?.kind === 'close') && (token.wrap === 'bold' || token.wrap === 'italic')

function ends(
  tokens: readonly Token[],
  from: number,
  to: number,
  within: boolean,
  marks: InlineSetting['marks'],
): [string, string] {
  const opened = tokens[from]
  const wrap = opened?.kind === 'open' ? opened.wrap : ''
  if (wrap.startsWith(link)) return linkEnds(wrap.slice(link.length), tokens.slice(from + 1, to))
  if (wrap === 'bold' || wrap === 'italic') {
    const sign = wrap === 'bold' ? '**' : '*'
    if (isPlain(tokens, from, to, within)) return [sign, sign]
  }
  const type = markTypes.find((known) => known === wrap)
  const element = type === undefined ? null : marks[type]
  return element === null ? ['', ''] : [`<${element}>`, `</${element}>`]
}

const markTypes = ['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript'] as const

/**
 * Whether asterisks surely read as emphasis: words within that begin and end with a letter or figure, no other emphasis
 * beside them, and within other emphasis spaces around them.
 */
function isPlain(tokens: readonly Token[], from: number, to: number, within: boolean): boolean {
  const [before, first, last, behind] = [tokens[from - 1], tokens[from + 1], tokens[to - 1], tokens[to + 1]]
  if (first?.kind !== 'text' || last?.kind !== 'text' || isEmphasis(before) || isEmphasis(behind)) return false
  if (!/^[\p{L}\p{N}]/u.test(first.text[0] ?? '') || !/[\p{L}\p{M}\p{N}]$/u.test(last.text.at(-1) ?? '')) return false
  if (!within) return true
  return (
    before?.kind === 'text' && behind?.kind === 'text' && /\s$/.test(before.text) && /^[\s.,;:?)]/.test(behind.text)
  )
}

function linkEnds(href: string, [only, ...more]: readonly Token[]): [string, string] {
  // "<https://…>" reads as its own words.
  if (only?.kind === 'text' && more.length === 0 && only.text === href && /^https?:[\w/.:?=#%@+,;-]+$/i.test(href)) {
    return ['<', '>']
  }
  const isBare = /^[\w/.:?=#%@+,;-]+$/.test(href)
  return ['[', isBare ? `](${href})` : `](<${href.replace(/[\\<>]/g, '\\$&').replace(/&(?=[#\w]+;)/g, '\\&')}>)`]
}

function written(tokens: readonly Token[], { oneLine }: InlineSetting): string {
  const parts: string[] = []
  const linked: boolean[] = []
  let lineStart = !oneLine
  tokens.forEach((token, at) => {
    const [before, behind] = [tokens[at - 1], tokens[at + 1]]
    const isBreak = token.kind === 'break' && !oneLine && staysPut(before) && staysPut(behind, 'start')
    switch (token.kind) {
      case 'open':
      case 'close':
        if (token.wrap.startsWith(link)) {
          if (token.kind === 'open') linked.push(token.written === '<')
          else linked.pop()
        }
        parts.push(token.written)
        break
      case 'note':
        parts.push(token.written)
        break
      case 'break':
        parts.push(isBreak ? '\\\n' : '<br>')
        break
      case 'text': {
        const standing = {
          lineStart,
          linked: linked.length > 0,
          noted: before?.kind === 'note',
          goesOn: behind !== undefined,
        }
        // The words of "<https://…>" are its address.
        parts.push(linked.at(-1) === true ? token.text : escapeWords(token.text, standing))
      }
    }
    lineStart = isBreak
  })
  const line = parts.join('')
  return oneLine ? line.replace(/#$/, '\\#') : line
}

/** Whether something may stand at the end or start of a line: spaces there would be dropped. */
function staysPut(token: Token | undefined, side: 'start' | 'end' = 'end'): boolean {
  if (token === undefined || token.kind === 'break') return false
  if (token.kind !== 'text') return true
  return side === 'end' ? /\S$/.test(token.text) : /^\S/.test(token.text)
}
