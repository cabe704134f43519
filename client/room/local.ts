/**
 * What a person did in the editor as the fewest operations on the flat text. Text that stays keeps its items, a changed
 * attribute is one key of its marker, and nothing that the schema does not allow is ever written.
 */
import type { Mark, Node } from '@tiptap/pm/model'
import { Mapping, type Step, type StepMap } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { placeAt } from '#shared/room/anchor.ts'
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
import type { Place } from '#shared/room/place.ts'
import { type Shown, toLinear } from './positions.ts'
import {
  changedBlocks,
  mapToken,
  pairsOf,
  pairsThrough,
  type Range,
  type Token,
  tokensOf,
  touchedRanges,
} from './tokens.ts'

/** One step, with the documents before and after it. */
export interface LocalStep {
  readonly step: Step
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
  const writer = new Writer(text, shown.markers, null, [])
  steps.forEach(({ step, before, after }, i) => {
    const later = steps.slice(i + 1).map((next) => next.step.getMap())
    const end = steps[steps.length - 1]?.after ?? after
    for (const range of touchedRanges(step, before, after).reverse())
      writer.write({ before, after, range, pairs: pairsOf, later, end })
  })
  return writer.written
}

/**
 * Writes steps as a whole into a text that others have changed since the first of them. Answers besides, for those of
 * the positions in the last document that stand in what was written, the places they have now.
 */
export function writeCarried(
  text: Y.Text,
  steps: readonly LocalStep[],
  carried: Carried,
  positions: readonly number[],
): Written & { readonly places: ReadonlyMap<number, Place> } {
  const writer = new Writer(text, carried.shown.markers, carried, positions)
  const before = steps[0]?.before ?? carried.shown.doc
  const after = steps[steps.length - 1]?.after ?? before
  const through = new Mapping(steps.map(({ step }) => step.getMap()))
  const pairs: Pairing = (old, now) => pairsThrough(through, old, now)
  writer.write({ before, after, range: changedBlocks(before, after), pairs, later: [], end: after })
  return { ...writer.written, places: writer.places }
}

type Pairing = (old: readonly Token[], now: readonly Token[]) => [number, number][]

/** A range that changed, what of it stays, and what became of it until the end of the batch. */
interface Rewrite {
  readonly before: Node
  readonly after: Node
  readonly range: Range
  readonly pairs: Pairing
  readonly later: readonly StepMap[]
  readonly end: Node
}

/** One operation, with the index in the text at which it takes place. */
type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly tokens: readonly Token[]; readonly left: Node | null }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number; readonly opens: boolean }
  | { readonly kind: 'format'; readonly at: number; readonly length: number; readonly formatting: Formatting }
  | { readonly kind: 'set'; readonly marker: Marker; readonly old: Node; readonly now: Node }

class Writer {
  readonly places = new Map<number, Place>()
  private readonly text: Y.Text
  private readonly carried: Carried | null
  private readonly positions: readonly number[]
  /** The markers of the text; null when some came or went since they were read. */
  private known: readonly (Marker | null)[] | null
  private readonly formattings = new Map<readonly Mark[], Formatting>()
  private blocks = false
  private refused = false

  constructor(
    text: Y.Text,
    markers: readonly (Marker | null)[],
    carried: Carried | null,
    positions: readonly number[],
  ) {
    this.text = text
    this.known = markers
    this.carried = carried
    this.positions = positions
    this.giveFirstMarker()
  }

  get written(): Written {
    return { blocks: this.blocks, refused: this.refused }
  }

  write(rewrite: Rewrite): void {
    const { before, after, range } = rewrite
    const old = tokensOf(before, range.a, range.b)
    const now = tokensOf(after, range.c, range.d)
    if (this.splitAtStart(rewrite, now)) return
    // From right to left: what stands to the left of an edit keeps its index.
    for (const edit of this.edits(rewrite, old, now).reverse()) this.perform(rewrite, edit)
  }

  /** Text before the first marker, or none at all, gets the marker that it was shown with. */
  private giveFirstMarker(): void {
    if (this.markers()[0] !== null) return
    const marker = newMarker({ type: 'paragraph', attrs: { id: headlessId } })
    this.text.insertEmbed(0, marker)
    this.blocks = true
    this.known = [marker, ...this.markers().slice(1)]
  }

  /** Enter at the start of a block: the new marker goes before the old one, which stays with its text. */
  private splitAtStart(rewrite: Rewrite, now: readonly Token[]): boolean {
    const { before, range } = rewrite
    const $start = before.resolve(range.a)
    const [opening] = now
    const pure = range.a === range.b && now.length === 1 && opening?.node.isBlock === true && this.carried === null
    if (!pure || $start.depth !== 1 || $start.parentOffset > 0) return false
    const moved = final(rewrite, opening)
    const marker = this.markers()[$start.index(0)]
    if (moved.attrs.id !== $start.parent.attrs.id || !marker) return false
    const fresh = final(rewrite, { node: $start.parent, pos: $start.before() })
    this.text.insertEmbed(toLinear(before, range.a) - 1, newMarker(this.specOf(fresh)))
    setMarker(marker, $start.parent, moved)
    this.forget()
    return true
  }

  /** What leads from the old tokens to the new ones, from left to right. */
  private edits({ before, range, pairs }: Rewrite, old: readonly Token[], now: readonly Token[]): Edit[] {
    const edits: Edit[] = []
    let o = 0
    let n = 0
    for (const [oi, ni] of [...pairs(old, now), [old.length, now.length] as const]) {
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

  private perform(rewrite: Rewrite, edit: Edit): void {
    switch (edit.kind) {
      case 'insert':
        return this.insert(rewrite, edit.at, edit.tokens, edit.left)
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

  private insert(rewrite: Rewrite, index: number, tokens: readonly Token[], leftOfAll: Node | null): void {
    let at = index
    let left = leftOfAll
    for (let k = 0; k < tokens.length;) {
      const { node, pos } = tokens[k]
      const first = at
      let string = ''
      while (tokens[k]?.char !== undefined && tokens[k].node === node) string += tokens[k++].char
      if (node.isText) at += this.insertText(at, node.marks, string, left)
      else {
        if (node.isBlock) this.insertMarker(at, final(rewrite, tokens[k]))
        else this.text.insertEmbed(at, this.embed(node), this.formattingOf(node.marks))
        at++
        k++
      }
      this.find(pos, first, at)
      left = node
    }
  }

  /** Finds the places of the positions asked for behind the units that were written from one index to another. */
  private find(pos: number, from: number, to: number): void {
    for (const asked of this.positions)
      if (asked > pos && asked <= pos + to - from) this.places.set(asked, placeAt(this.text, from + asked - pos, -1))
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

  /** The index in the text of a token of the old document; null when others deleted it. */
  private tokenAt(before: Node, pos: number): number | null {
    if (this.carried === null) return toLinear(before, pos)
    const { mapping, shown } = this.carried
    const found = mapToken(mapping, pos)
    return found === null ? null : toLinear(shown.doc, found)
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

/** A block as the whole batch leaves it, so that a new marker is written once. */
function final({ later, end }: Rewrite, { node, pos }: Token): Node {
  const at = later.reduce((place, map) => map.map(place, 1), pos)
  const found = at <= end.content.size ? end.nodeAt(at) : null
  return found?.isTextblock ? found : node
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
