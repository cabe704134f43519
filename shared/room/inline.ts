/**
 * What stands between two markers: characters with their marks, and atoms. Says how each is read from the text and
 * written to it. Whatever this version cannot read still takes its places, or every later position would be off.
 */
import * as Y from 'yjs'
import {
  type AtomType,
  atoms,
  type InlineJson,
  isAtomType,
  isMarkType,
  type MarkJson,
  marks,
} from '../statement/schema.ts'
import { type AttributeTable, shownAttributes } from './markers.ts'

/** Formatting attributes of Y.Text: one value for each mark, null for none. */
export type Formatting = Readonly<Record<string, unknown>>

type Marks = readonly MarkJson[]

const markOrder = Object.keys(marks).filter(isMarkType)

/** The marks that formatting shows, in the order of the schema: what is unknown or not allowed is not shown. */
export function shownMarks(formatting: Formatting): Marks {
  const shown: MarkJson[] = []
  for (const type of markOrder) {
    const value = Object.hasOwn(formatting, type) ? marks[type].safeParse(formatting[type]) : undefined
    if (value?.success) shown.push(value.data === true ? { type } : { type, attrs: value.data })
  }
  return shown
}

/** The formatting that shows as these marks. */
export const formattingOf = (shown: Marks): Record<string, unknown> =>
  Object.fromEntries(shown.map(({ type, attrs }) => [type, attrs ?? true]))

/** The formatting behind a change of it, as a format item or an operation states it. */
export function reformat(formatting: Formatting, key: string, value: unknown): Formatting {
  const { [key]: _, ...rest } = formatting
  return value === null ? rest : { ...rest, [key]: value }
}

/** The nodes that an item shows: one place for each of its units. Not for markers and format items. */
export function shownInline(item: Y.Item, shown: Marks): InlineJson[] {
  const { content } = item
  const worn = shown.length > 0 ? { marks: shown } : {}
  if (content instanceof Y.ContentString) return [{ type: 'text', text: content.str, ...worn }]
  if (content instanceof Y.ContentEmbed) return [{ ...shownAtom(content.embed), ...worn }]
  return Array.from({ length: item.length }, () => ({ type: 'unknown', ...worn }))
}

/** The object embedded for an atom: `{ type, attrs }`, without attributes that have the value of their default. */
export function embedOf(type: AtomType, attrs: Readonly<Record<string, unknown>>): object {
  const stored = Object.entries(atomAttributes(type)).flatMap(([name, attribute]) =>
    name in attrs && attrs[name] !== attribute.default ? [[name, attrs[name]] as const] : [],
  )
  return stored.length > 0 ? { type, attrs: Object.fromEntries(stored) } : { type }
}

function shownAtom(embed: unknown): { type: AtomType; attrs?: Readonly<Record<string, string | number>> } {
  const { type, attrs } = fields(embed)
  if (!isAtomType(type)) return { type: 'unknown' }
  const table = atomAttributes(type)
  const values = fields(attrs)
  return Object.keys(table).length > 0 ? { type, attrs: shownAttributes(table, (name) => values[name]) } : { type }
}

const atomAttributes = (type: AtomType): AttributeTable => atoms[type]

/** The own fields of whatever this is; of what is no object, none. */
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
