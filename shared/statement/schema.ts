/**
 * The nodes and marks of a statement: the only list. The editor builds its nodes from it, the flat text renders by it,
 * admission refuses by it, and every format of exchange maps each entry of it.
 */
import { z } from 'zod'

/** One attribute of a block: stored only when it differs from `default`; `allows` is the check at every door. */
interface Attribute<Value extends string | number> {
  readonly default: Value
  readonly allows: z.ZodType<Value>
}

const attribute = <Value extends string | number>(fallback: Value, allows: z.ZodType<Value>): Attribute<Value> => ({
  default: fallback,
  allows,
})

/** How deep a list item may stand: 1. then (a) then (i), and one level in reserve. */
export const deepest = 3
const depth = attribute(0, z.int().min(0).max(deepest))
const note = attribute('', z.string().max(64))

/** Every role a block can play, with the attributes it has besides its `id`. */
export const blocks = {
  paragraph: {},
  salutation: {},
  heading: { level: attribute(1, z.int().min(1).max(3)) },
  quote: {},
  numberedItem: { depth },
  bulletedItem: { depth },
  footnote: { note },
} as const satisfies Record<string, Record<string, Attribute<string> | Attribute<number>>>

export type BlockRole = keyof typeof blocks

/** Inline atoms: each takes one place in the text. `unknown` stands for what this version cannot read. */
export const atoms = {
  hardBreak: {},
  footnoteReference: { note },
  unknown: {},
} as const satisfies Record<string, Record<string, Attribute<string>>>

export type AtomType = keyof typeof atoms

export const blockId = z.string().min(1).max(64)

/** Where a link may lead; everything else (`javascript:`, `data:`, relative paths) is refused. */
export const href = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:)[^\s]+$/i)

const plain = z.literal(true)

/** Every mark with the value its formatting attribute may take in the text. No mark excludes another. */
export const marks = {
  bold: plain,
  italic: plain,
  underline: plain,
  strike: plain,
  superscript: plain,
  subscript: plain,
  link: z.strictObject({ href }),
} as const satisfies Record<string, z.ZodType>

export type MarkType = keyof typeof marks

export const isBlockRole = (value: unknown): value is BlockRole =>
  typeof value === 'string' && Object.hasOwn(blocks, value)
export const isAtomType = (value: unknown): value is AtomType =>
  typeof value === 'string' && Object.hasOwn(atoms, value)
export const isMarkType = (value: unknown): value is MarkType =>
  typeof value === 'string' && Object.hasOwn(marks, value)

/** A statement's text as ProseMirror JSON: a flat list of blocks, each with a unique id. */
export interface DocumentJson {
  readonly type: 'doc'
  readonly content: readonly BlockJson[]
}

export interface BlockJson {
  readonly type: BlockRole
  readonly attrs: { readonly id: string; readonly [name: string]: string | number }
  readonly content?: readonly InlineJson[]
}

export type InlineJson =
  | { readonly type: 'text'; readonly text: string; readonly marks?: readonly MarkJson[] }
  | {
      readonly type: AtomType
      readonly attrs?: Readonly<Record<string, string | number>>
      readonly marks?: readonly MarkJson[]
    }

export interface MarkJson {
  readonly type: MarkType
  readonly attrs?: Readonly<Record<string, string>>
}
