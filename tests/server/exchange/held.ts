/**
 * What a format can hold of a statement, as the statement that has to come back. Ids are left out, and notes are called by
 * the order in which they come: readers give both anew.
 */
import { itemOf } from '#shared/statement/lists.ts'
import { numberNotes } from '#shared/statement/notes.ts'
import { blockText } from '#shared/statement/plain-text.ts'
import { type BlockJson, type DocumentJson, href, type InlineJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { isSalutation } from '../../../server/exchange/salutation.ts'
import { layOut } from '../../../server/exchange/sheet.ts'

/** No controls and no halves of a character: no reader takes them, and no statement has them. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/\p{Cc}/gu, '')

/** What neither HTML nor Markdown holds: spaces and breaks at the ends of a block, tabs, and what cannot be read. */
export function inlineHeld({ content = [] }: BlockJson): InlineJson[] {
  const nodes: InlineJson[] = []
  for (const node of content) {
    if (node.type === 'unknown') continue
    // An address that a statement may not have never gets out.
    const marks = (node.marks ?? []).filter(
      ({ type, attrs }) => type !== 'link' || href.safeParse(attrs?.['href']).success,
    )
    const dress = marks.length > 0 ? { marks } : {}
    const held: InlineJson =
      'text' in node
        ? { type: 'text', text: plain(node.text), ...dress }
        : { type: node.type, ...(node.attrs === undefined ? {} : { attrs: node.attrs }), ...dress }
    const last = nodes.at(-1)
    if (last && 'text' in last && 'text' in held && JSON.stringify(last.marks) === JSON.stringify(held.marks)) {
      nodes[nodes.length - 1] = { ...last, text: last.text + held.text }
    } else nodes.push(held)
  }
  const says = (node: InlineJson): boolean => ('text' in node ? node.text.trim() !== '' : node.type !== 'hardBreak')
  const first = nodes.findIndex(says)
  const kept = first === -1 ? [] : nodes.slice(first, nodes.findLastIndex(says) + 1)
  return kept.map((node, k) => {
    if (!('text' in node)) return node
    const start = k === 0 ? node.text.trimStart() : node.text
    return { ...node, text: k === kept.length - 1 ? start.trimEnd() : start }
  })
}

/** Where a place of a block is in what is held of it. */
export function offsetHeld({ content = [] }: BlockJson, offset: number): number {
  // "\0" where nothing can be read: it takes a place in the text and none in what is held.
  const flat = content
    .map((node) => ('text' in node ? node.text : { hardBreak: '\n', footnoteReference: '*', unknown: '\0' }[node.type]))
    .join('')
  const lengthOf = (part: string): number => part.replaceAll('\0', '').length
  const said = flat.replaceAll('\0', '')
  const lead = said.length - said.trimStart().length
  return Math.min(Math.max(lengthOf(flat.slice(0, offset)) - lead, 0), said.trim().length)
}

/** Notes that the text refers to stand at the end, in the order of their numbers. */
export const inOrder = (document: DocumentJson, language: Language): BlockJson[] => {
  const { body, notes } = layOut(document, language)
  return [...body, ...notes.flatMap(({ blocks }) => blocks)].map(({ block }) => block)
}

/** A document with nothing in it that two readings give differently. */
export function bare(blocks: readonly BlockJson[]): unknown[] {
  const names = new Map<string, number>()
  const nameOf = (note: unknown): number => {
    const number = names.get(String(note)) ?? names.size
    names.set(String(note), number)
    return number
  }
  return blocks.map((block) => {
    const { id: _id, ...attrs } = block.attrs
    const content = inlineHeld(block).map((node) =>
      node.type === 'footnoteReference' ? { ...node, attrs: { note: nameOf(node.attrs?.['note']) } } : node,
    )
    return {
      type: block.type,
      attrs: block.type === 'footnote' ? { note: nameOf(attrs['note']) } : attrs,
      ...(content.length > 0 ? { content } : {}),
    }
  })
}

/**
 * What Markdown holds: no empty paragraphs, quotes and notes; a note that nothing refers to as a paragraph with its star;
 * items no deeper than one step below the one before; salutations where the rule of our reader finds them.
 */
export function heldByMarkdown(document: DocumentJson): BlockJson[] {
  const numbers = numberNotes(document)
  const numberOf = ({ type, attrs }: BlockJson): number =>
    type === 'footnote' ? (numbers.get(String(attrs['note'])) ?? 0) : 0
  const depths: number[] = []
  const held = document.content.flatMap((block): BlockJson[] => {
    const item = itemOf(block)
    if (item !== null) {
      while ((depths.at(-1) ?? -1) >= item.depth) depths.pop()
      depths.push(item.depth)
      return [{ ...block, attrs: { ...block.attrs, depth: depths.length - 1 } }]
    }
    depths.length = 0
    const content = inlineHeld(block)
    if (content.length === 0 && block.type !== 'heading') return []
    if (block.type === 'footnote' && numberOf(block) === 0) {
      return [{ type: 'paragraph', attrs: { id: '' }, content: [{ type: 'text', text: '* ' }, ...content] }]
    }
    return [block.type === 'salutation' ? { type: 'paragraph', attrs: block.attrs, content } : block]
  })
  const blocks = held.toSorted((one, other) => numberOf(one) - numberOf(other))
  const first = blocks.findIndex(({ type }) => type !== 'heading')
  const ends = [first, blocks.findLastIndex(({ type }) => type !== 'footnote')]
  return blocks.map((block, k) =>
    ends.includes(k) && block.type === 'paragraph' && isSalutation(blockText(block).replace(/\s+/g, ' ').trim())
      ? { ...block, type: 'salutation' }
      : block,
  )
}
