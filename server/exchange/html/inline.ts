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
  readonly hands: readonly Hand[]
  readonly remarks: readonly Numbered[]
  /** What comments are called, for who does not see that a figure is one. */
  readonly commentName: string
}

export function inlineHtml({ content = [] }: BlockJson, index: number, setting: InlineSetting): Html {
  const hands = setting.hands.filter(({ from }) => from.block === index)
  const remarks = setting.remarks.flatMap((remark) => standIn(remark, index))
  const cuts = [
    ...new Set([
      ...hands.flatMap(({ from, to }) => [from.offset, to.offset]),
      ...remarks.flatMap(({ from, to }) => [from, to]),
    ]),
  ].sort((one, other) => one - other)
  const leaves: Words[] = []
  const markersAt = (offset: number): void => {
    for (const { number, from, begins } of remarks) {
      if (begins && from === offset) leaves.push({ text: tag('span', { id: `words-${number}` }), wraps: [] })
    }
    for (const { number, to, ends } of remarks) {
      if (ends && to === offset) leaves.push({ text: marker(number, setting.commentName), wraps: [] })
    }
  }
  let offset = 0
  markersAt(0)
  for (const node of content) {
    const { marks = [] } = node
    const end = offset + ('text' in node ? node.text.length : 1)
    const start = offset
    while (offset < end) {
      const from = offset
      offset = Math.min(end, cuts.find((cut) => cut > from) ?? end)
      const around = [
        ...(remarks.some((remark) => remark.from <= from && remark.to > from) ? [commented] : []),
        ...handAt(hands, from),
      ]
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
      markersAt(offset)
    }
  }
  return nest(leaves)
    .map((event) =>
      event.kind === 'leaf' ? event.leaf.text : event.kind === 'open' ? event.wrap : closing(event.wrap),
    )
    .join('')
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

const marker = (number: number, name: string): Html =>
  tag('a', { class: 'remark', href: `#comment-${number}`, 'aria-label': `${name} ${number}` }, String(number))

function handAt(hands: readonly Hand[], offset: number): Html[] {
  const hand = hands.find(({ from, to }) => from.offset <= offset && to.offset > offset)
  return hand === undefined ? [] : [opening('span', { class: `d${hand.hue}`, title: hand.delegation })]
}

/** Null for an address that a statement may not have: then there is no link. */
export const linkTag = ({ attrs }: MarkJson): Html | null => {
  const leads = hrefOf.safeParse(attrs?.['href'])
  return leads.success && URL.canParse(leads.data) ? opening('a', { href: leads.data }) : null
}
