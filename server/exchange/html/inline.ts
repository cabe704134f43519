/** What stands in a block: words in their marks, in the colour of whose they are, within what is said about them. */
import { href as hrefOf, type BlockJson, type MarkJson } from '#shared/statement/schema.ts'
import type { Mapping } from '../mapping.ts'
import { type Leaf, nest } from '../nest.ts'
import type { Hand, Remark } from '../paper.ts'
import { closing, escape, type Html, opening, tag } from './tags.ts'

/** A thread with its number in the list of comments. */
export interface Numbered {
  readonly number: number
  readonly at: NonNullable<Remark['at']>
}

export interface InlineSetting {
  readonly atoms: Mapping<never, Html | null, never>['atoms']
  readonly marks: Mapping<never, never, (mark: MarkJson) => Html | null>['marks']
  /** What stands for a reference to a note. */
  readonly reference: (note: string) => Html
  /** By the index of their block, in order. */
  readonly hands: ReadonlyMap<number, readonly Hand[]>
  readonly remarks: readonly Numbered[]
  /** What comments are called, for who does not see that a figure is one; `lang` where that is not the page's. */
  readonly comment: { readonly name: string; readonly lang: string | null }
}

/** Goes through cuts, hands and threads once: a text may have tens of thousands of hands. */
export function inlineHtml({ content = [] }: BlockJson, index: number, setting: InlineSetting): Html {
  const hands = setting.hands.get(index) ?? []
  const remarks = setting.remarks.flatMap((remark) => standIn(remark, index))
  const markers = markersOf(remarks, setting.comment)
  const depths = depthsOf(remarks)
  const cuts = [
    ...new Set([...hands.flatMap(({ from, to }) => [from.offset, to.offset]), ...markers.keys(), ...depths.keys()]),
  ].sort((one, other) => one - other)
  const leaves: Words[] = []
  let [nextCut, hand, covered, offset] = [0, 0, 0, 0]
  const arrive = (): void => {
    covered += depths.get(offset) ?? 0
    const marker = markers.get(offset)
    if (marker !== undefined) leaves.push({ text: marker, wraps: [] })
  }
  arrive()
  for (const node of content) {
    const { marks = [] } = node
    const start = offset
    const end = offset + ('text' in node ? node.text.length : 1)
    while (offset < end) {
      const from = offset
      while ((cuts[nextCut] ?? end) <= from) nextCut += 1
      offset = Math.min(end, cuts[nextCut] ?? end)
      while ((hands[hand]?.to.offset ?? end) <= from) hand += 1
      const around = [...(covered > 0 ? [commented] : []), ...handTag(hands[hand], from)]
      const worn = marks.flatMap((mark) => setting.marks[mark.type](mark) ?? [])
      if ('text' in node) {
        leaves.push({ text: escape(node.text.slice(from - start, offset - start)), wraps: [...around, ...worn] })
      } else {
        // A reference is a link of its own, and no link stands in another.
        const atom = setting.atoms[node.type]
        leaves.push({
          text: atom ?? setting.reference(String(node.attrs?.['note'] ?? '')),
          wraps: [...around, ...(atom === null ? worn.filter((open) => !open.startsWith('<a ')) : worn)],
        })
      }
      arrive()
    }
  }
  return nest(leaves)
    .map((event) =>
      event.kind === 'leaf' ? event.leaf.text : event.kind === 'open' ? event.wrap : closing(event.wrap),
    )
    .join('')
}

/** What a comment leads to and what leads to it, by the offset. */
function markersOf(remarks: readonly Stand[], comment: InlineSetting['comment']): ReadonlyMap<number, Html> {
  const markers = new Map<number, Html>()
  const add = (offset: number, html: Html): void => void markers.set(offset, (markers.get(offset) ?? '') + html)
  for (const { number, from, begins } of remarks) if (begins) add(from, tag('span', { id: `words-${number}` }))
  for (const { number, to, ends } of remarks) if (ends) add(to, marker(number, comment))
  return markers
}

/** By how many the threads around the words change, by the offset. */
function depthsOf(remarks: readonly Stand[]): ReadonlyMap<number, number> {
  const depths = new Map<number, number>()
  for (const { from, to } of remarks) {
    depths.set(from, (depths.get(from) ?? 0) + 1)
    depths.set(to, (depths.get(to) ?? 0) - 1)
  }
  return depths
}

interface Words extends Leaf {
  readonly text: Html
}

interface Stand {
  readonly number: number
  readonly from: number
  readonly to: number
  readonly begins: boolean
  readonly ends: boolean
}

/** What of a thread's words stands in this block. */
function standIn({ number, at: { from, to } }: Numbered, index: number): Stand[] {
  if (index < from.block || index > to.block) return []
  const begins = index === from.block
  const ends = index === to.block
  return [{ number, from: begins ? from.offset : 0, to: ends ? to.offset : Number.POSITIVE_INFINITY, begins, ends }]
}

const commented = opening('mark')

const marker = (number: number, { name, lang }: InlineSetting['comment']): Html =>
  tag('a', { class: 'remark', href: `#comment-${number}`, 'aria-label': `${name} ${number}`, lang }, String(number))

const handTag = (hand: Hand | undefined, offset: number): Html[] =>
  hand === undefined || hand.from.offset > offset
    ? []
    : [opening('span', { class: `d${hand.hue}`, title: hand.delegation })]

/** Null for an address that a statement may not have: then there is no link. */
export const linkTag = ({ attrs }: MarkJson): Html | null => {
  const leads = hrefOf.safeParse(attrs?.['href'])
  return leads.success && URL.canParse(leads.data) ? opening('a', { href: leads.data }) : null
}
