/**
 * Where in a statement's document something may stand, and what may stand there: the schema of shared/statement and the
 * roots of shared/room as a check of single Yjs items. Nothing here touches a document.
 */
import * as Y from 'yjs'
import type { z } from 'zod'
import { format, letterheadRoots, metaRoot, textRoot } from '#shared/room/roots.ts'
import { atoms, blockId, blocks, isAtomType, isBlockRole, isMarkType, marks } from '#shared/statement/schema.ts'
import { pace } from '#shared/statement/speaking-time.ts'
import { language } from '#shared/statement/statement.ts'

export type Place =
  | { readonly in: 'text' }
  | { readonly in: 'marker'; readonly key: string }
  | { readonly in: 'letterhead'; readonly root: string }
  | { readonly in: 'meta'; readonly key: string }
  /** Inside something deleted and collected: whatever is put there is collected at once. */
  | { readonly in: 'collected' }

export const collected: Place = { in: 'collected' }
const text: Place = { in: 'text' }
const letterhead: ReadonlyMap<string, Place> = new Map(
  [...letterheadRoots.keys()].map((root) => [root, { in: 'letterhead', root }]),
)

/** The place under a root type, `key` for an entry of a map; null where a statement has no such place. */
export function placeInRoot(root: string, key: string | null): Place | null {
  if (root === textRoot) return key === null ? text : null
  if (root === metaRoot) return key === null ? null : { in: 'meta', key }
  return key === null ? (letterhead.get(root) ?? null) : null
}

/** The place inside a marker of the text; null for a list position, which a map cannot show. */
export const placeInMarker = (key: string | null): Place | null => (key === null ? null : { in: 'marker', key })

/** True when the content may stand there. What is deleted or collected already may stand anywhere. */
export function fits(content: Y.Item['content'], place: Place): boolean {
  if (content instanceof Y.ContentDeleted) return true
  switch (place.in) {
    case 'text':
      if (content instanceof Y.ContentString) return true
      if (content instanceof Y.ContentFormat) return isFormat(content.key, content.value)
      if (content instanceof Y.ContentEmbed) return isAtom(content.embed)
      return opensBlock(content)
    case 'letterhead':
      return content instanceof Y.ContentString
    case 'marker':
      return holdsOne(content, (value) => isMarkerEntry(place.key, value))
    case 'meta':
      return holdsOne(content, (value) => isMetaEntry(place.key, value))
    case 'collected':
      return !(content instanceof Y.ContentDoc || content instanceof Y.ContentBinary)
  }
}

/** True for the embedded map that opens a block; not for the map's subclasses. */
export const opensBlock = (content: Y.Item['content']): boolean =>
  content instanceof Y.ContentType && content.type.constructor === Y.Map

const holdsOne = (content: Y.Item['content'], allows: (value: unknown) => boolean): boolean =>
  content instanceof Y.ContentAny && content.arr.length === 1 && allows(content.arr[0])

function isFormat(key: string, value: unknown): boolean {
  return isMarkType(key) && (value === null || marks[key].safeParse(value).success)
}

type Attributes = Readonly<Record<string, { readonly allows: z.ZodType }>>

function isAtom(embed: unknown): boolean {
  if (!isRecord(embed)) return false
  const { type, attrs = {}, ...others } = embed
  if (!isAtomType(type) || !isRecord(attrs) || Object.keys(others).length > 0) return false
  const known: Attributes = atoms[type]
  return Object.entries(attrs).every(([name, value]) => known[name]?.allows.safeParse(value).success)
}

/** Attributes of another role may stay on a marker: a heading made a paragraph and back keeps its level. */
const markerAttributes = Object.values<Attributes>(blocks)

function isMarkerEntry(key: string, value: unknown): boolean {
  if (key === 'id') return blockId.safeParse(value).success
  if (key === 'role') return isBlockRole(value)
  return markerAttributes.some((known) => Object.hasOwn(known, key) && known[key]?.allows.safeParse(value).success)
}

function isMetaEntry(key: string, value: unknown): boolean {
  switch (key) {
    case 'format':
      return value === format
    case 'language':
      return language.safeParse(value).success
    case 'pace':
      return pace.safeParse(value).success
    default:
      return false
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
