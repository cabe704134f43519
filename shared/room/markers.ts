/**
 * Markers: the embedded maps that open the blocks of a flat text. Says which blocks a text shows, with role, id and
 * attributes, for any content whatever; nobody ever has to repair a text.
 */
import * as Y from 'yjs'
import type { z } from 'zod'
import { type BlockJson, type BlockRole, blockId, blocks, isBlockRole } from '../statement/schema.ts'

/** `{ id, role, ...attributes }`. An attribute with the value of its default is not stored. */
export type Marker = Y.Map<unknown>

/** What a block is, without what it says. */
export type BlockSpec = Pick<BlockJson, 'type' | 'attrs'>

/** The id of the block that shows text standing before the first marker, and of the only block of an empty text. */
export const headlessId = 'start'

/** The marker that opens a block like this one. */
export function newMarker({ type, attrs: { id, ...attrs } }: BlockSpec): Marker {
  const defaults = attributesOf(type)
  const stored = Object.entries(attrs).filter(([name, value]) => value !== defaults[name]?.default)
  return new Y.Map<unknown>([['id', id], ['role', type], ...stored])
}

/** The marker this item is, or null when it is text, an atom or formatting. Says nothing about deletion. */
export const markerOf = (item: Y.Item): Marker | null =>
  item.content instanceof Y.ContentType && item.content.type instanceof Y.Map ? item.content.type : null

/** Markers in the order of the text. A leading null stands for text, or nothing at all, before the first marker. */
export function readMarkers(text: Y.Text): (Marker | null)[] {
  const markers: (Marker | null)[] = []
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const marker = markerOf(item)
    if (marker !== null || markers.length === 0) markers.push(marker)
  }
  return markers.length > 0 ? markers : [null]
}

/** True while the first block is shown without a marker of its own. Whoever writes first gives it one. */
export function isHeadless(text: Y.Text): boolean {
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.countable) return markerOf(item) === null
  return true
}

/**
 * What every block is, in order. Total: an unknown role is a paragraph, a value that the schema rejects shows the
 * default, and of two blocks with one id the later shows an id made of its own item, the same for every reader.
 */
export function blockSpecs(markers: readonly (Marker | null)[]): BlockSpec[] {
  const taken = new Set<string>()
  return markers.map((marker) => {
    const id = freeId(marker, taken)
    taken.add(id)
    const role = marker?.get('role')
    const type = isBlockRole(role) ? role : 'paragraph'
    return { type, attrs: { id, ...shownAttributes(attributesOf(type), (name) => marker?.get(name)) } }
  })
}

/** Every attribute of a table: its value where the schema allows it, else its default. */
export function shownAttributes(table: AttributeTable, value: (name: string) => unknown): Attributes {
  const shown: Attributes = {}
  for (const [name, { default: fallback, allows }] of Object.entries(table)) {
    const parsed = allows.safeParse(value(name))
    shown[name] = parsed.success ? parsed.data : fallback
  }
  return shown
}

export type Attributes = Record<string, string | number>
export type AttributeTable = Readonly<
  Record<string, { readonly default: string | number; readonly allows: z.ZodType<string | number> }>
>

/** The attributes of a role besides the id. */
export const attributesOf = (role: BlockRole): AttributeTable => blocks[role]

function freeId(marker: Marker | null, taken: ReadonlySet<string>): string {
  const parsed = blockId.safeParse(marker === null ? headlessId : marker.get('id'))
  const own = parsed.success ? parsed.data : ''
  let id = own
  // 32: an id with its item behind it stays within the 64 characters of `blockId`.
  for (let n = 1; id === '' || taken.has(id); n++) id = `${own.slice(0, 32)}~${itemName(marker)}${n > 1 ? `.${n}` : ''}`
  return id
}

function itemName(marker: Marker | null): string {
  const item = marker?._item
  return item ? `${item.id.client.toString(36)}.${item.id.clock.toString(36)}` : 'new'
}
