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

export function inlineXml(block: BlockJson, { language, links, markers, hands, reference }: Setting): Xml {
  const text = flatText(block)
  const scripts = scriptsOf(text, language)
  const edges = [
    ...markers.keys(),
    ...scripts.map(({ to }) => to),
    ...hands.flatMap(({ from, to }) => [from.offset, to.offset]),
  ]
  const isWhole = (edge: number): boolean => !halves.test(text.slice(edge - 1, edge + 1))
  const cuts = [...new Set(edges)].filter(isWhole).sort((a, b) => a - b)
  // Each list is gone through once: a paragraph may have thousands of them all.
  const nextCut = walker(cuts, (cut) => cut)
  const scriptAt = walker(scripts, ({ to }) => to)
  const handAt = walker(hands, ({ to }) => to.offset)
  const pending = [...markers].sort(([a], [b]) => b - a)
  const line = new Line(links)
  const mark = (upTo: number): void => {
    for (let next = pending.at(-1); next !== undefined && next[0] <= upTo; next = pending.at(-1)) {
      line.mark(next[1])
      pending.pop()
    }
  }

  let offset = 0
  for (const node of block.content ?? []) {
    const end = offset + lengthOf(node)
    const { marks = [] } = node
    while (offset < end) {
      mark(offset)
      const from = offset
      offset = Math.min(end, nextCut(from) ?? end)
      if (!('text' in node)) {
        line.run(mapping.atoms[node.type] ?? reference(String(node.attrs?.['note'] ?? '')), marks)
        continue
      }
      const hand = handAt(from)
      const hue = hand !== undefined && hand.from.offset <= from ? { color: { val: hues[hand.hue - 1] } } : {}
      const base: RunProperties = { ...markedAs(marks), ...hue }
      const script = inScript(scriptAt(from)?.script ?? 'latin', language, base)
      line.run(runXml(textXml(text.slice(from, offset)), { ...base, ...script }), marks)
    }
  }
  mark(Infinity)
  return line.end()
}

/** Two halves of one character. */
const halves = /^[\ud800-\udbff][\udc00-\udfff]$/

/** Finds the first item that ends behind an offset; the offsets only grow. */
function walker<Item>(items: readonly Item[], endOf: (item: Item) => number): (offset: number) => Item | undefined {
  let at = 0
  return (offset) => {
    for (let item = items[at]; item !== undefined && endOf(item) <= offset; item = items[at]) at += 1
    return items[at]
  }
}

/** A UTF-16 unit for each place: a break reads as a space, other atoms as a character without a direction. */
export const flatText = ({ content = [] }: BlockJson): string =>
  content.map((node) => ('text' in node ? node.text : node.type === 'hardBreak' ? ' ' : '\ufffc')).join('')

const lengthOf = (node: InlineJson): number => ('text' in node ? node.text.length : 1)

const markedAs = (marks: readonly MarkJson[]): RunProperties =>
  Object.assign({}, ...marks.map((mark) => mapping.marks[mark.type](mark)))

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

  mark(xml: Xml): void {
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
