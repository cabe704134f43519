/** What stands in a block: runs cut where marks, script, delegation or a comment begin and end. */
import type { BlockJson, InlineJson, MarkJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import type { Hand } from '../paper.ts'
import { scriptsOf } from '../scripts.ts'
import type { Links } from './links.ts'
import { hues } from './look.ts'
import { mapping } from './mapping.ts'
import { inScript, runXml, textXml } from './words.ts'
import { type RunProperties, tag, type Xml } from './xml.ts'

/** What a block is written with besides what it says. */
export interface Setting {
  readonly language: Language
  readonly links: Links
  /** What begins or ends at an offset: comments. */
  readonly markers: ReadonlyMap<number, Xml>
  /** Of this block, in order. */
  readonly hands: readonly Hand[]
  readonly reference: (note: string) => Xml
}

export function inlineXml(block: BlockJson, setting: Setting): Xml {
  const { language, markers, hands } = setting
  const text = flatText(block)
  const scripts = scriptsOf(text, language)
  const cuts = [...new Set([...markers.keys(), ...edgesOf(scripts), ...edgesOf(offsetsOf(hands))])].sort(
    (a, b) => a - b,
  )
  const line = new Line(setting.links)
  let offset = 0
  for (const node of block.content ?? []) {
    const end = offset + lengthOf(node)
    const { marks = [] } = node
    while (offset < end) {
      line.mark(markers.get(offset))
      const from = offset
      offset = Math.min(end, cuts.find((cut) => cut > from) ?? end)
      if (!('text' in node)) line.run(atomXml(node, setting), marks)
      else {
        const script = scripts.find(({ to }) => to > from)?.script ?? 'latin'
        const base = { ...markedAs(marks), ...byHand(hands, from) }
        line.run(runXml(textXml(text.slice(from, offset)), { ...base, ...inScript(script, language, base) }), marks)
      }
    }
  }
  line.mark(markers.get(offset))
  return line.end()
}

/** A UTF-16 unit for each place: a break reads as a space, other atoms as a character without a direction. */
export const flatText = ({ content = [] }: BlockJson): string =>
  content.map((node) => ('text' in node ? node.text : node.type === 'hardBreak' ? ' ' : '\ufffc')).join('')

const lengthOf = (node: InlineJson): number => ('text' in node ? node.text.length : 1)

const edgesOf = (stretches: readonly { readonly from: number; readonly to: number }[]): number[] =>
  stretches.flatMap(({ from, to }) => [from, to])

const offsetsOf = (hands: readonly Hand[]): { from: number; to: number }[] =>
  hands.map(({ from, to }) => ({ from: from.offset, to: to.offset }))

const markedAs = (marks: readonly MarkJson[]): RunProperties =>
  Object.assign({}, ...marks.map((mark) => mapping.marks[mark.type](mark)))

function byHand(hands: readonly Hand[], offset: number): RunProperties {
  const hand = hands.find(({ from, to }) => from.offset <= offset && to.offset > offset)
  return hand === undefined ? {} : { color: { val: hues[hand.hue - 1] } }
}

function atomXml(node: Exclude<InlineJson, { type: 'text' }>, { reference }: Setting): Xml {
  return mapping.atoms[node.type] ?? reference(String(node.attrs?.['note'] ?? ''))
}

/** Runs side by side; neighbours with one address are one link. */
class Line {
  readonly #links: Links
  #xml = ''
  #href: string | null = null
  #linked = ''

  constructor(links: Links) {
    this.#links = links
  }

  run(xml: Xml, marks: readonly MarkJson[]): void {
    const href = marks.find(({ type }) => type === 'link')?.attrs?.['href'] ?? null
    if (href !== this.#href) this.#close()
    this.#href = href
    if (href === null) this.#xml += xml
    else this.#linked += xml
  }

  mark(xml: Xml | undefined): void {
    if (xml === undefined) return
    this.#close()
    this.#xml += xml
  }

  end(): Xml {
    this.#close()
    return this.#xml
  }

  #close(): void {
    if (this.#href !== null && this.#linked !== '') {
      const id = this.#links.web(this.#href)
      this.#xml += id === null ? this.#linked : tag('w:hyperlink', { 'r:id': id, 'w:history': 1 }, this.#linked)
    }
    this.#linked = ''
    this.#href = null
  }
}
