/**
 * Markdown to a draft. Everything that is said is kept: what a statement cannot hold, such as other HTML, tables or code,
 * stays as plain text, and numbers that the page would not count by itself stay as they were written.
 */
import type { Definition, List, ListItem, PhrasingContent, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import type { InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { deepest, href } from '#shared/statement/schema.ts'
import type { Draft, Piece } from './draft.ts'
import { draftOf, exactDraft, greeted } from './draft.ts'
import { Losses } from './from-docx/losses.ts'
import type { Token } from './inline.ts'
import { inlineOf, tokensOfHtml, tokensOfText } from './inline.ts'
import { frontOf } from './read-front.ts'

/**
 * Reads Markdown (CommonMark, footnotes, and `~~strike~~`); what we wrote comes back with its letterhead. A title given here leaves the first heading in the text, unless they are
 * the same. Throws RangeError for nesting that no person writes: read such a source as plain text.
 */
export function readMarkdown(source: string, givenTitle = ''): Draft {
  const text = boundNesting(source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))
  const root = fromMarkdown(text, { extensions: [gfmFootnote()], mdastExtensions: [gfmFootnoteFromMarkdown()] })
  const front = frontOf(root, (nodes) =>
    saidIn(tokensOf({ text, links: new Map(), titleLevel: 0, losses: new Losses() }, nodes, [])),
  )
  const losses = new Losses()
  const reading: Reading = { text, links: linksOf(root), titleLevel: front === null ? 0 : 1, losses }
  const pieces = piecesOf(reading, front?.text ?? root.children, { quoted: false, depth: 0 })
  // Wherever a note is defined, the page shows it below the text.
  const notes = pieces.filter(({ role }) => role === 'footnote')
  const ordered = [...pieces.filter(({ role }) => role !== 'footnote'), ...notes]
  if (front === null) return { ...draftOf(ordered, givenTitle), lost: losses.all }
  if (front.comments > 0) losses.count('comment', front.comments)
  return { ...exactDraft(greeted(ordered), front.letterhead, front.language, givenTitle), lost: losses.all }
}

/** Plain words, with a line break for a break. */
const saidIn = (tokens: readonly Token[]): string =>
  inlineOf(tokens)
    .map((node) => ('text' in node ? node.text : '\n'))
    .join('')

const deepestNesting = 20
const containers = /^(?:[ \t]*(?:>|\[\^[^\]\s]*\]:|(?:[-+*]|\d{1,9}[.)])(?=[ \t>])))+/

/**
 * A line that opens more than twenty quotes and lists at once has the next marker escaped, so that it reads as text: the
 * parser's time and memory would grow with the square of the depth.
 */
const boundNesting = (text: string): string =>
  text.replace(/^.*$/gm, (line) => {
    const prefix = containers.exec(line)?.[0] ?? ''
    if (prefix.length <= deepestNesting) return line
    const ends = Array.from(
      prefix.matchAll(/>|\[\^[^\]\s]*\]:|[-+*]|\d+[.)]/g),
      ({ index, 0: marker }) => index + marker.length,
    )
    const end = ends[deepestNesting]
    return end === undefined ? line : `${line.slice(0, end - 1)}\\${line.slice(end - 1)}`
  })

interface Reading {
  readonly text: string
  /** Where references lead, by identifier: only those that a link of a statement may lead to. */
  readonly links: ReadonlyMap<string, string>
  /** How many levels of headings the title takes. */
  readonly titleLevel: number
  readonly losses: Losses
}

interface Place {
  readonly quoted: boolean
  /** How many lists stand around. */
  readonly depth: number
}

const containing: ReadonlySet<string> = new Set(['root', 'blockquote', 'list', 'listItem', 'footnoteDefinition'])

/** Definitions whose address a link may have. "[CAN]: delete" is one to Markdown, and to us what it says. */
function linksOf(root: Root): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  const visit = (node: Root | RootContent): void => {
    if (node.type === 'definition' && href.safeParse(node.url).success && !links.has(node.identifier)) {
      links.set(node.identifier, node.url)
    }
    if (containing.has(node.type) && 'children' in node) node.children.forEach(visit)
  }
  visit(root)
  return links
}

const piecesOf = (reading: Reading, nodes: readonly RootContent[], place: Place): Piece[] =>
  nodes.flatMap((node) => piecesOfNode(reading, node, place))

function piecesOfNode(reading: Reading, node: RootContent, place: Place): Piece[] {
  const plain = (inline: InlineJson[]): Piece[] => [{ role: place.quoted ? 'quote' : 'paragraph', attrs: {}, inline }]
  switch (node.type) {
    case 'paragraph':
      if (isTable(reading, node)) reading.losses.count('tableInWords')
      return plain(inlineOf(tokensOf(reading, node.children, [])))
    case 'heading': {
      const inline = inlineOf(tokensOf(reading, node.children, []))
      return [{ role: 'heading', attrs: { level: levelOf(node.depth, reading) }, inline }]
    }
    case 'blockquote':
      return piecesOf(reading, node.children, { ...place, quoted: true })
    case 'list':
      return node.children.flatMap((item) => piecesOfItem(reading, node, item, place))
    case 'footnoteDefinition':
      return piecesOf(reading, node.children, { quoted: false, depth: 0 })
        .filter(({ inline }) => inline.length > 0)
        .map(({ inline }) => ({ role: 'footnote', attrs: { note: node.identifier }, inline }))
    case 'code':
      return plain(
        inlineOf(node.value.split('\n').flatMap((line, k) => [...(k > 0 ? [lineBreak] : []), literal(line)])),
      )
    case 'html':
      return plain(inlineOf(tokensOfHtml(node.value, [], 'kept')))
    case 'definition':
      return reading.links.get(node.identifier) === node.url ? [] : plain(inlineOf([literal(written(reading, node))]))
    case 'thematicBreak':
      // A rule says nothing.
      return []
    default:
      return plain(inlineOf(tokensOfText(written(reading, node), [], 'kept')))
  }
}

/** A table to those who know more than CommonMark: below its first line stands one of bars and dashes (GFM 4.10). */
const isTable = (reading: Reading, node: RootContent): boolean =>
  written(reading, node)
    .split('\n')
    .some((line, k) => k > 0 && /^[ \t>|:-]+$/.test(line) && line.includes('|') && line.includes('-'))

/** What stands above the title in another's text, or is one more of it, is as high as it can be. */
const levelOf = (depth: number, { titleLevel }: Reading): number => Math.min(Math.max(depth - titleLevel, 1), 3)

const lineBreak: Token = { kind: 'break', marks: [] }
const literal = (text: string): Token => ({ kind: 'text', text, marks: [] })

/** The characters of the source behind a node. */
const written = ({ text }: Reading, { position }: RootContent | Definition | ListItem | PhrasingContent): string =>
  text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)

/**
 * One item: its paragraphs are one block, on lines of their own, and the lists in it follow one step deeper. A list that
 * begins at another number than 1 is not counted by the page: its items are paragraphs that begin with their numbers.
 */
function piecesOfItem(reading: Reading, list: List, item: ListItem, place: Place): Piece[] {
  const number = /^\d+[.)]/.exec(written(reading, item))?.[0]
  const counted = !list.ordered || list.start === 1
  const inner = piecesOf(reading, item.children, counted ? { ...place, depth: place.depth + 1 } : place)
  const body = inner.findIndex(({ role }) => role !== 'paragraph' && role !== 'quote')
  const own = body === -1 ? inner : inner.slice(0, body)
  const rest = body === -1 ? [] : inner.slice(body)

  if (!counted) return prefixed(inner, number, place)
  const [next] = rest
  if (own.length === 0 && next?.role === 'heading') return list.ordered ? prefixed(inner, number, place) : inner
  const role = list.ordered ? 'numberedItem' : 'bulletedItem'
  const inline = own.flatMap(({ inline: line }, k) => [...(k > 0 ? [{ type: 'hardBreak' } as const] : []), ...line])
  return [{ role, attrs: { depth: Math.min(place.depth, deepest) }, inline }, ...rest]
}

/** The pieces with the number as it was written before the first. */
function prefixed([first, ...rest]: readonly Piece[], number = '', { quoted }: Place): Piece[] {
  const opening = first ?? { role: quoted ? 'quote' : 'paragraph', attrs: {}, inline: [] }
  const [head, ...tail] = opening.inline
  const plain = head !== undefined && 'text' in head && head.marks === undefined
  const inline: InlineJson[] = plain
    ? [{ type: 'text', text: `${number} ${head.text}` }, ...tail]
    : [{ type: 'text', text: `${number} `.slice(0, opening.inline.length > 0 ? undefined : -1) }, ...opening.inline]
  return [{ ...opening, inline }, ...rest]
}

const tokensOf = (reading: Reading, nodes: readonly PhrasingContent[], marks: readonly MarkJson[]): Token[] =>
  nodes.flatMap((node) => tokensOfNode(reading, node, marks))

function tokensOfNode(reading: Reading, node: PhrasingContent, marks: readonly MarkJson[]): Token[] {
  switch (node.type) {
    case 'text':
      // Where tildes stand escaped they are tildes.
      return written(reading, node).includes('~~')
        ? tokensOfText(node.value, marks, 'flow')
        : [{ kind: 'text', text: node.value.replace(/[ \t]*\n[ \t]*/g, ' '), marks }]
    case 'emphasis':
      return tokensOf(reading, node.children, wearing(marks, { type: 'italic' }))
    case 'strong':
      return tokensOf(reading, node.children, wearing(marks, { type: 'bold' }))
    case 'break':
      return [{ kind: 'break', marks }]
    case 'footnoteReference':
      return [{ kind: 'note', note: node.identifier, marks }]
    case 'inlineCode':
      return [{ kind: 'text', text: node.value, marks }]
    case 'html':
      return tokensOfHtml(node.value, marks, 'flow')
    case 'link': {
      const leads = href.safeParse(node.url)
      const worn = leads.success ? wearing(marks, { type: 'link', attrs: { href: leads.data } }) : marks
      return tokensOf(reading, node.children, worn)
    }
    case 'linkReference': {
      const leads = reading.links.get(node.identifier)
      if (leads !== undefined)
        return tokensOf(reading, node.children, wearing(marks, { type: 'link', attrs: { href: leads } }))
      const label = written(reading, node).endsWith(']') ? tailOf(written(reading, node), node.referenceType) : ']'
      const bracket = (text: string): Token => ({ kind: 'text', text, marks })
      return [bracket('['), ...tokensOf(reading, node.children, marks), bracket(label)]
    }
    case 'image':
      reading.losses.count('picture')
      // An empty `alt` says as little as none.
      return [{ kind: 'text', text: node.alt || node.url, marks }]
    case 'imageReference':
      reading.losses.count('picture')
      return [{ kind: 'text', text: node.alt ?? node.identifier, marks }]
    default:
      return [{ kind: 'text', text: written(reading, node), marks }]
  }
}

/** How a reference that leads nowhere ends: "]", "][]" or "][label]". */
const tailOf = (reference: string, type: 'shortcut' | 'collapsed' | 'full'): string =>
  type === 'shortcut' ? ']' : reference.slice(reference.lastIndexOf(']['))

const wearing = (marks: readonly MarkJson[], mark: MarkJson): MarkJson[] => [
  ...marks.filter(({ type }) => type !== mark.type),
  mark,
]
