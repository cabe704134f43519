/**
 * Others' changes of the flat text as the smallest ProseMirror steps, so that decorations, selections and the DOM of
 * what did not change stay as they are. Promises that the document is then what `render` shows, or throws.
 */
import { Fragment, Mark, type Schema, Slice } from '@tiptap/pm/model'
import { ReplaceStep, type Transform } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { type BlockSpec, blockSpecs, headlessId, type Marker, readMarkers } from '#shared/room/markers.ts'
import type { InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { type Change, changesOf } from './delta.ts'
import { isHeadless, type Shown } from './positions.ts'

type Event = Y.YEvent<Y.AbstractType<unknown>>

/** Adds what the events of one Yjs transaction did to `change`, which stands at `before`. Answers what is shown now. */
export function follow(change: Transform, text: Y.Text, events: readonly Event[], before: Shown): Shown {
  const reader = new Reader(change, text, isHeadless(before))
  let blocksChanged = isHeadless(before)
  for (const event of events) {
    // An event of a marker: its role or an attribute was set.
    if (event.target !== text) blocksChanged = true
    else for (const op of changesOf(text, event, before)) if (reader.apply(op)) blocksChanged = true
  }
  if (!blocksChanged) return { doc: change.doc, markers: before.markers }
  settle(change, reader.specs())
  return { doc: change.doc, markers: reader.markers() }
}

/**
 * Makes every block what the text says it is: after a change of markers, and after writing, since of two blocks with
 * one id the later shows another, and which is the later may have changed.
 */
export function settle(change: Transform, specs: readonly BlockSpec[]): void {
  // The stand-in for a deleted first marker goes when another marker took its place.
  if (change.doc.childCount === specs.length + 1 && change.doc.child(0).content.size === 0) change.delete(0, 2)
  if (change.doc.childCount !== specs.length)
    throw new Error(`${change.doc.childCount} blocks are shown, ${specs.length} are in the text.`)
  let before = 0
  specs.forEach(({ type, attrs }, k) => {
    const block = change.doc.child(k)
    if (block.type.name !== type) change.setNodeMarkup(before, block.type.schema.nodes[type], attrs)
    else
      for (const [name, value] of Object.entries(attrs))
        if (block.attrs[name] !== value) change.setNodeAttribute(before, name, value)
    before += block.nodeSize
  })
}

/** Where the walk is: its block, -1 before the first; where that block begins, and how far into it the walk is. */
interface Spot {
  readonly block: number
  readonly before: number
  readonly offset: number
}

const posOf = ({ block, before, offset }: Spot): number => (block < 0 ? 0 : before + 1 + offset)

/** One walk over the document, in step with the operations. What is to its left is as the text has it. */
class Reader {
  private readonly change: Transform
  private readonly text: Y.Text
  private readonly schema: Schema
  private spot: Spot = { block: -1, before: 0, offset: 0 }
  private known: Map<Marker | null, BlockSpec> | null = null

  constructor(change: Transform, text: Y.Text, headless: boolean) {
    this.change = change
    this.text = text
    this.schema = change.doc.type.schema
    // The block of a headless text is shown without a marker.
    if (headless) this.spot = this.ahead(1)
  }

  markers(): (Marker | null)[] {
    return [...this.blocks().keys()]
  }

  specs(): BlockSpec[] {
    return [...this.blocks().values()]
  }

  /** True when blocks came, went or may be others. */
  apply(op: Change): boolean {
    switch (op.kind) {
      case 'keep':
        return this.keep(op.length, op.marks)
      case 'delete':
        return this.delete(op.length)
      case 'open':
        return this.open(op.marker)
      case 'insert':
        return this.insert(op.nodes)
    }
  }

  private keep(length: number, marks: readonly MarkJson[] | undefined): boolean {
    const from = this.spot
    const to = (this.spot = this.ahead(length))
    // What is kept with marks is characters and atoms: they stand in one block.
    if (marks !== undefined) remark(this.change, from, to.offset, marksOf(this.schema, marks))
    return false
  }

  private delete(length: number): boolean {
    // The first marker is gone: its block stands in for it until it is clear what the text begins with.
    const first = this.spot.block < 0
    if (first) this.spot = this.ahead(1)
    const end = this.ahead(first ? length - 1 : length)
    const joins = end.block > this.spot.block
    this.replace(posOf(this.spot), posOf(end), Fragment.empty)
    return first || joins
  }

  private open(marker: Marker): boolean {
    const spec = this.blocks().get(marker)
    if (spec === undefined) throw new Error('A marker arrived that is not in the text.')
    const type = this.schema.nodes[spec.type]
    if (this.spot.block < 0) this.replace(0, 0, Fragment.from(type.create(spec.attrs)))
    else this.change.split(posOf(this.spot), 1, [{ type, attrs: spec.attrs }])
    this.spot = this.ahead(1)
    return true
  }

  private insert(nodes: readonly InlineJson[]): boolean {
    const first = this.spot.block < 0
    if (first) {
      this.replace(0, 0, Fragment.from(this.schema.nodes.paragraph.create({ id: headlessId })))
      this.spot = this.ahead(1)
    }
    const content = Fragment.fromJSON(this.schema, nodes)
    this.replace(posOf(this.spot), posOf(this.spot), content)
    this.spot = { ...this.spot, offset: this.spot.offset + content.size }
    return first
  }

  /** The spot some units of the text further on. At a marker, that is the end of the block before it. */
  private ahead(units: number): Spot {
    const { doc } = this.change
    let { block, before, offset } = this.spot
    for (let left = units; ; left--) {
      const room = block < 0 ? 0 : doc.child(block).content.size - offset
      if (left <= room) return { block, before, offset: offset + left }
      left -= room
      before += block < 0 ? 0 : doc.child(block).nodeSize
      block++
      offset = 0
    }
  }

  private replace(from: number, to: number, content: Fragment): void {
    if (from < to || content.size > 0) this.change.step(new ReplaceStep(from, to, new Slice(content, 0, 0)))
  }

  /** The blocks of the text as it is now, read once when it is needed. */
  private blocks(): Map<Marker | null, BlockSpec> {
    if (this.known !== null) return this.known
    const markers = readMarkers(this.text)
    const specs = blockSpecs(markers)
    this.known = new Map(markers.flatMap((marker, k) => (specs[k] ? [[marker, specs[k]]] : [])))
    return this.known
  }
}

const marksOf = (schema: Schema, marks: readonly MarkJson[]): readonly Mark[] =>
  marks.length === 0 ? Mark.none : Mark.setFrom(marks.map((mark) => Mark.fromJSON(schema, mark)))

/** Sets the marks from a spot to an offset of its block, touching only what wears others. */
function remark(change: Transform, { block, before, offset }: Spot, end: number, wanted: readonly Mark[]): void {
  change.doc.child(block).nodesBetween(
    offset,
    end,
    (node, pos) => {
      if (Mark.sameSet(node.marks, wanted)) return
      const from = Math.max(before + 1 + offset, pos)
      const to = Math.min(before + 1 + end, pos + node.nodeSize)
      for (const mark of node.marks) if (!mark.isInSet(wanted)) change.removeMark(from, to, mark)
      for (const mark of wanted) if (!mark.isInSet(node.marks)) change.addMark(from, to, mark)
    },
    before + 1,
  )
}
