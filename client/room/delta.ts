/**
 * What a Yjs transaction did to the flat text, as operations from left to right. Reads only the blocks that changed
 * where that is enough; Yjs's own `event.delta` walks the whole text for every key that anybody presses.
 */
import * as Y from 'yjs'
import { type Formatting, formattingOf, reformat, shownInline, shownMarks } from '#shared/room/inline.ts'
import { type Marker, markerOf } from '#shared/room/markers.ts'
import { type InlineJson, isMarkType, type MarkJson } from '#shared/statement/schema.ts'
import { fromIndex, isHeadless, type Shown } from './positions.ts'

export type Change =
  /** With `marks` where formatting changed somewhere: what stands here wears exactly these. */
  | { readonly kind: 'keep'; readonly length: number; readonly marks?: readonly MarkJson[] }
  | { readonly kind: 'delete'; readonly length: number }
  | { readonly kind: 'open'; readonly marker: Marker }
  | { readonly kind: 'insert'; readonly nodes: readonly InlineJson[] }

type Event = Y.YEvent<Y.AbstractType<unknown>>

/** More changed items than this are read faster in one walk over the whole text. */
const few = 200

/** Lengths are units of the text. `before` is what was shown before the transaction. */
export function changesOf(text: Y.Text, event: Event, before: Shown): Change[] {
  const { items, formats } = changedItems(text, event)
  return formats || items.length > few
    ? changesEverywhere(text, event, formats)
    : changesNear(text, event, before, items)
}

/** The changes by a walk over the whole text, with the marks of everything when formatting changed. */
function changesEverywhere(text: Y.Text, event: Event, formats: boolean): Change[] {
  const changes: Change[] = []
  let formatting: Formatting = {}
  let marks = shownMarks(formatting)
  for (let item = text._start; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentFormat) {
      if (item.deleted) continue
      formatting = reformat(formatting, item.content.key, item.content.value)
      marks = shownMarks(formatting)
    } else {
      const change = changeOf(item, event, () => marks)
      const worn = formats && change?.kind === 'keep' && markerOf(item) === null
      if (change !== null) push(changes, worn ? { ...change, marks } : change)
    }
  }
  return changes
}

/** The changes by a walk over the blocks of the changed items. Not for changes of formatting. */
function changesNear(text: Y.Text, event: Event, before: Shown, items: readonly Y.Item[]): Change[] {
  const blocks = new Map<Y.Item, number>()
  before.markers.forEach((marker, k) => marker?._item && blocks.set(marker._item, k))
  const changes: Change[] = []
  let index = 0
  for (const { first, start } of dirtyBlocks(text, before, items, blocks)) {
    if (start > index) push(changes, { kind: 'keep', length: start - index })
    index = start
    let { left, formats } = formattingAt(first, start, event)
    for (let item = first; item !== null && (item === first || !blocks.has(item)); item = item.right) {
      if (item.content instanceof Y.ContentFormat) {
        if (!item.deleted) formats = [...formats, item.content]
        continue
      }
      const change = changeOf(item, event, () => marksBehind(before, left, formats))
      if (change === null) continue
      push(changes, change)
      if (event.adds(item)) continue
      index += item.length
      if (markerOf(item) !== null) continue
      left = index
      formats = []
    }
  }
  return changes
}

/**
 * How the formatting before an item is known: from the last character shown before it (`left`, an index of the old
 * text; 0 where there is none) and the format items that stand between the two.
 */
function formattingAt(first: Y.Item | null, start: number, event: Event) {
  const formats: Y.ContentFormat[] = []
  let left = start
  for (let item = first?.left ?? null; item !== null; item = item.left) {
    if (item.content instanceof Y.ContentFormat && !item.deleted) formats.unshift(item.content)
    if (!item.countable || event.adds(item) || (item.deleted && !event.deletes(item))) continue
    if (markerOf(item) === null) return { left, formats }
    left -= item.length
  }
  return { left: 0, formats }
}

/** The blocks that hold changed items, in order: the item that opens each, and its index in the old text. */
function dirtyBlocks(text: Y.Text, before: Shown, items: readonly Y.Item[], blocks: ReadonlyMap<Y.Item, number>) {
  const dirty = new Set<number>()
  for (const changed of items) {
    let item: Y.Item | null = changed
    while (item !== null && !blocks.has(item)) item = item.left
    dirty.add(item === null ? -1 : (blocks.get(item) ?? -1))
  }
  const starts: number[] = []
  let start = isHeadless(before) ? -1 : 0
  before.doc.forEach((block) => {
    starts.push(start)
    start += 1 + block.content.size
  })
  return [...dirty]
    .sort((a, b) => a - b)
    .map((k) => ({ first: before.markers[k]?._item ?? text._start, start: Math.max(0, starts[k] ?? 0) }))
}

/** What happened to one item; null when it was not there before and is not there now. */
function changeOf(item: Y.Item, event: Event, marks: () => readonly MarkJson[]): Change | null {
  if (event.adds(item)) {
    if (item.deleted || !item.countable) return null
    const marker = markerOf(item)
    return marker === null ? { kind: 'insert', nodes: shownInline(item, marks()) } : { kind: 'open', marker }
  }
  if (!item.countable) return null
  if (!item.deleted) return { kind: 'keep', length: item.length }
  return event.deletes(item) ? { kind: 'delete', length: item.length } : null
}

/** The marks of what is inserted behind an index of the old text, after these format items. */
function marksBehind(before: Shown, index: number, formats: readonly Y.ContentFormat[]): readonly MarkJson[] {
  const left = before.doc.resolve(fromIndex(before, index)).nodeBefore
  const worn = (left?.marks ?? []).flatMap(({ type, attrs }): MarkJson[] =>
    isMarkType(type.name) ? [Object.keys(attrs).length > 0 ? { type: type.name, attrs } : { type: type.name }] : [],
  )
  return shownMarks(formats.reduce<Formatting>((f, { key, value }) => reformat(f, key, value), formattingOf(worn)))
}

/** Neighbouring changes of one kind are one; what is kept with different marks is not. */
function push(changes: Change[], change: Change): void {
  const last = changes[changes.length - 1]
  if (last?.kind === 'delete' && change.kind === 'delete')
    changes[changes.length - 1] = { ...last, length: last.length + change.length }
  else if (last?.kind === 'keep' && change.kind === 'keep' && last.marks === change.marks)
    changes[changes.length - 1] = { ...last, length: last.length + change.length }
  else changes.push(change)
}

/** The items directly in the text that a transaction added or deleted, and whether formatting is among them. */
function changedItems(text: Y.Text, { transaction }: Event): { items: Y.Item[]; formats: boolean } {
  const items: Y.Item[] = []
  let formats = false
  const take = (client: number, from: number, to: number) => {
    const structs = transaction.doc.store.clients.get(client) ?? []
    if (from >= to || structs.length === 0) return
    for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
      const struct = structs[i]
      if (struct === undefined || struct.id.clock >= to) return
      if (!(struct instanceof Y.Item) || struct.parent !== text || struct.parentSub !== null) continue
      if (struct.content instanceof Y.ContentFormat) formats = true
      else items.push(struct)
    }
  }
  for (const [client, after] of transaction.afterState) take(client, transaction.beforeState.get(client) ?? 0, after)
  for (const [client, ranges] of transaction.deleteSet.clients)
    for (const { clock, len } of ranges) take(client, clock, clock + len)
  return { items, formats }
}
