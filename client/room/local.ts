/**
 * What a person did in the editor as the fewest operations on the flat text. Text that stays keeps its items, a changed
 * attribute is one key of its marker, and nothing that the schema does not allow is ever written.
 */
import type { Mark, Node } from '@tiptap/pm/model'
import type { Mapping, Step } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { embedOf, type Formatting, formattingOf, shownMarks } from '#shared/room/inline.ts'
import {
  attributesOf,
  type BlockSpec,
  headlessId,
  type Marker,
  newMarker,
  readMarkers,
  shownAttributes,
} from '#shared/room/markers.ts'
import { atoms, blockId, isAtomType, isBlockRole } from '#shared/statement/schema.ts'
import { type Shown, toLinear } from './positions.ts'
import { pairsOf, type Range, type Token, tokensOf, touchedRanges } from './tokens.ts'

/** One step between two documents; null stands for whatever lies between them. */
export interface LocalStep {
  readonly step: Step | null
  readonly before: Node
  readonly after: Node
}

export interface Written {
  /** Markers came, went or changed. */
  readonly blocks: boolean
  /** Something was not written because the schema does not allow it: the editor shows more than the text says. */
  readonly refused: boolean
}

/** Where the tokens of a document stand, when others changed the text since: their mapping, to what is shown by now. */
export interface Carried {
  readonly mapping: Mapping
  readonly shown: Shown
}

/** Writes steps in their order, in a Y transaction of the caller's. `shown` is what the text shows before it. */
export function writeSteps(text: Y.Text, steps: readonly LocalStep[], shown: Shown): Written {
  return new Writer(text, steps, shown.markers, null).write()
}

/** Writes what lies between two documents into a text that others have changed since the first of them. */
export function writeCarried(text: Y.Text, before: Node, after: Node, carried: Carried): Written {
  return new Writer(text, [{ step: null, before, after }], carried.shown.markers, carried).write()
}

/** One operation, with the index in the text at which it takes place. */
type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly tokens: readonly Token[]; readonly left: Node | null }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number; readonly opens: boolean }
  | { readonly kind: 'format'; readonly at: number; readonly length: number; readonly formatting: Formatting }
  | { readonly kind: 'set'; readonly marker: Marker; readonly old: Node; readonly now: Node }

class Writer {
  private readonly text: Y.Text
  private readonly steps: readonly LocalStep[]
  private readonly carried: Carried | null
  /** The markers of the text; null when some came or went since they were read. */
  private known: readonly (Marker | null)[] | null
  private readonly formattings = new Map<readonly Mark[], Formatting>()
  private blocks = false
  private refused = false

  constructor(text: Y.Text, steps: readonly LocalStep[], markers: readonly (Marker | null)[], carried: Carried | null) {
    this.text = text
    this.steps = steps
    this.known = markers
    this.carried = carried
  }

  write(): Written {
    this.giveFirstMarker()
    this.steps.forEach((local, i) => {
      for (const range of touchedRanges(local.step, local.before, local.after).reverse())
        this.writeRange(local, i, range)
    })
    return { blocks: this.blocks, refused: this.refused }
  }

  /** Text before the first marker, or none at all, gets the marker that it was shown with. */
  private giveFirstMarker(): void {
    if (this.markers()[0] !== null) return
    const marker = newMarker({ type: 'paragraph', attrs: { id: headlessId } })
    this.text.insertEmbed(0, marker)
    this.blocks = true
    this.known = [marker, ...this.markers().slice(1)]
  }

  private writeRange({ before, after }: LocalStep, i: number, range: Range): void {
    const old = tokensOf(before, range.a, range.b)
    const now = tokensOf(after, range.c, range.d)
    if (this.splitAtStart(before, i, range, now)) return
    // From right to left: what stands to the left of an edit keeps its index.
    for (const edit of this.edits(before, range, old, now).reverse()) this.perform(i, edit)
  }

  /** Enter at the start of a block: the new marker goes before the old one, which stays with its text. */
  private splitAtStart(before: Node, i: number, range: Range, now: readonly Token[]): boolean {
    const $start = before.resolve(range.a)
    const [opening] = now
    const pure = range.a === range.b && now.length === 1 && opening?.node.isBlock === true && this.carried === null
    if (!pure || $start.depth !== 1 || $start.parentOffset > 0) return false
    const moved = this.final(i, opening)
    const marker = this.markers()[$start.index(0)]
    if (moved.attrs.id !== $start.parent.attrs.id || !marker) return false
    const fresh = this.final(i, { node: $start.parent, pos: $start.before() })
    this.text.insertEmbed(toLinear(before, range.a) - 1, newMarker(this.specOf(fresh)))
    setMarker(marker, $start.parent, moved)
    this.forget()
    return true
  }

  /** What leads from the old tokens to the new ones, from left to right. */
  private edits(before: Node, range: Range, old: readonly Token[], now: readonly Token[]): Edit[] {
    const edits: Edit[] = []
    let o = 0
    let n = 0
    for (const [oi, ni] of [...pairsOf(old, now), [old.length, now.length] as const]) {
      const left = old[o - 1]
      const gap = left === undefined ? range.a : left.pos + 1
      if (ni > n)
        edits.push({
          kind: 'insert',
          at: this.gapAt(before, gap),
          tokens: now.slice(n, ni),
          left: left?.node ?? before.resolve(range.a).nodeBefore,
        })
      for (const token of old.slice(o, oi)) {
        const at = this.tokenAt(before, token.pos)
        if (at !== null) push(edits, { kind: 'delete', at, length: 1, opens: token.node.isBlock })
      }
      const [was, becomes] = [old[oi], now[ni]]
      const edit = was && becomes ? this.retain(before, was, becomes) : null
      if (edit !== null) push(edits, edit)
      o = oi + 1
      n = ni + 1
    }
    return edits
  }

  /** What becomes of a token that stays, when it is another block or wears other marks. */
  private retain(before: Node, old: Token, now: Token): Edit | null {
    if (old.node.isBlock ? old.node.sameMarkup(now.node) : old.node.marks === now.node.marks) return null
    const at = this.tokenAt(before, old.pos)
    if (at === null) return null
    if (!old.node.isBlock) {
      const formatting = changeOf(this.formattingOf(old.node.marks), this.formattingOf(now.node.marks))
      return formatting === null ? null : { kind: 'format', at, length: 1, formatting }
    }
    const marker = this.markers()[this.blockAt(before, old.pos)]
    return marker ? { kind: 'set', marker, old: old.node, now: now.node } : null
  }

  private perform(i: number, edit: Edit): void {
    switch (edit.kind) {
      case 'insert':
        return this.insert(i, edit.at, edit.tokens, edit.left)
      case 'delete':
        this.text.delete(edit.at, edit.length)
        return edit.opens ? this.forget() : undefined
      case 'format':
        return this.text.format(edit.at, edit.length, edit.formatting)
      case 'set':
        this.blocks = true
        return setMarker(edit.marker, edit.old, edit.now)
    }
  }

  private insert(i: number, index: number, tokens: readonly Token[], leftOfAll: Node | null): void {
    let at = index
    let left = leftOfAll
    for (let k = 0; k < tokens.length;) {
      const { node } = tokens[k]
      let string = ''
      while (tokens[k]?.char !== undefined && tokens[k].node === node) string += tokens[k++].char
      if (node.isText) at += this.insertText(at, node.marks, string, left)
      else {
        if (node.isBlock) this.insertMarker(at, this.final(i, tokens[k]))
        else this.text.insertEmbed(at, this.embed(node), this.formattingOf(node.marks))
        at++
        k++
      }
      left = node
    }
  }

  /** The length of what was written. */
  private insertText(at: number, marks: readonly Mark[], string: string, left: Node | null): number {
    // Half a surrogate pair would reach everybody else as U+FFFD.
    const written = string.toWellFormed()
    if (written !== string) this.refused = true
    // Plain text after plain text needs no formatting stated: Yjs may then look the place up instead of walking to it.
    const plain = this.carried === null && marks.length === 0 && left?.isInline === true && left.marks.length === 0
    this.text.insert(at, written, plain ? undefined : this.formattingOf(marks))
    return written.length
  }

  private insertMarker(at: number, block: Node): void {
    this.text.insertEmbed(at, newMarker(this.specOf(block)))
    this.forget()
  }

  private markers(): readonly (Marker | null)[] {
    return (this.known ??= readMarkers(this.text))
  }

  private forget(): void {
    this.blocks = true
    this.known = null
  }

  /** A block as the whole batch leaves it, so that a new marker is written once. */
  private final(i: number, { node, pos }: Token): Node {
    const later = this.steps.slice(i + 1)
    const end = later.reduce((at, { step }) => step?.getMap().map(at, 1) ?? at, pos)
    const doc = this.steps[this.steps.length - 1].after
    const found = end <= doc.content.size ? doc.nodeAt(end) : null
    return found?.isTextblock ? found : node
  }

  /** The index in the text of a token of the old document; null when others deleted it. */
  private tokenAt(before: Node, pos: number): number | null {
    if (this.carried === null) return toLinear(before, pos)
    const { mapping, shown } = this.carried
    const start = mapping.map(pos, 1)
    return start < mapping.map(pos + 1, -1) ? toLinear(shown.doc, start) : null
  }

  /** The index in the text of a gap of the old document. What others put there stays behind it. */
  private gapAt(before: Node, pos: number): number {
    if (this.carried === null) return toLinear(before, pos)
    const { mapping, shown } = this.carried
    return toLinear(shown.doc, mapping.map(pos, -1))
  }

  /** Which block of the text a block of the old document is. */
  private blockAt(before: Node, pos: number): number {
    if (this.carried === null) return before.resolve(pos).index(0)
    const { mapping, shown } = this.carried
    return shown.doc.resolve(mapping.map(pos, 1)).index(0)
  }

  private specOf({ type: { name }, attrs }: Node): BlockSpec {
    const type = isBlockRole(name) ? name : 'paragraph'
    return { type, attrs: { id: String(attrs.id ?? ''), ...shownAttributes(attributesOf(type), (key) => attrs[key]) } }
  }

  private embed({ type: { name }, attrs }: Node): object {
    const type = isAtomType(name) ? name : 'unknown'
    const allowed = shownAttributes(atoms[type], (key) => attrs[key])
    if (Object.entries(allowed).some(([key, value]) => attrs[key] !== value)) this.refused = true
    return embedOf(type, allowed)
  }

  /** The formatting of marks, without those that the schema does not allow, such as a link to `javascript:`. */
  private formattingOf(worn: readonly Mark[]): Formatting {
    const known = this.formattings.get(worn)
    if (known !== undefined) return known
    const wanted = worn.map(
      ({ type: { name }, attrs }) => [name, Object.keys(attrs).length > 0 ? attrs : true] as const,
    )
    const allowed = shownMarks(Object.fromEntries(wanted))
    if (allowed.length < worn.length) this.refused = true
    const formatting = formattingOf(allowed)
    this.formattings.set(worn, formatting)
    return formatting
  }
}

/** Sets the keys in which two versions of a block differ; against them, not the marker: another's newer value stays. */
function setMarker(marker: Marker, old: Node, { type: { name }, attrs }: Node): void {
  if (!isBlockRole(name)) return
  if (old.type.name !== name && marker.get('role') !== name) marker.set('role', name)
  if (old.attrs.id !== attrs.id && marker.get('id') !== attrs.id && blockId.safeParse(attrs.id).success)
    marker.set('id', attrs.id)
  for (const [key, { default: fallback, allows }] of Object.entries(attributesOf(name))) {
    const value = attrs[key]
    if (old.attrs[key] !== value && allows.safeParse(value).success && (marker.get(key) ?? fallback) !== value)
      marker.set(key, value)
  }
}

/** The formatting that turns one into the other; null when they are the same. */
function changeOf(old: Formatting, now: Formatting): Formatting | null {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  const changed = keys.filter((key) => !equal(old[key], now[key]))
  return changed.length > 0 ? Object.fromEntries(changed.map((key) => [key, now[key] ?? null])) : null
}

/** Adds an edit, or lengthens the last one where it is of the same kind and touches it. */
function push(edits: Edit[], edit: Edit): void {
  const last = edits[edits.length - 1]
  if (last?.kind === 'delete' && edit.kind === 'delete' && last.at + last.length === edit.at)
    edits[edits.length - 1] = { ...last, length: last.length + edit.length, opens: last.opens || edit.opens }
  else if (
    last?.kind === 'format' &&
    edit.kind === 'format' &&
    last.at + last.length === edit.at &&
    equal(last.formatting, edit.formatting)
  )
    edits[edits.length - 1] = { ...last, length: last.length + edit.length }
  else edits.push(edit)
}

const equal = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
