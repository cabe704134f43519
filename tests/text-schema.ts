/**
 * The ProseMirror schema of the tables in shared/statement/schema.ts, without Tiptap: what any editor of a statement
 * must amount to. For tests of the binding.
 */
import { type AttributeSpec, type MarkSpec, type NodeSpec, Schema } from '@tiptap/pm/model'
import { atoms, blocks, marks } from '#shared/statement/schema.ts'

type Table = Readonly<Record<string, { readonly default: string | number }>>

const attributes = (table: Table): Record<string, AttributeSpec> =>
  Object.fromEntries(Object.entries(table).map(([name, attribute]) => [name, { default: attribute.default }]))

const blockSpecs = Object.entries(blocks).map(([name, table]): [string, NodeSpec] => [
  name,
  {
    group: 'block',
    content: 'inline*',
    attrs: { id: { default: '' }, ...attributes(table) },
    toDOM: ({ attrs }) => ['p', { 'data-role': name, 'data-id': attrs.id }, 0],
    parseDOM: [{ tag: `p[data-role=${name}]` }],
  },
])

const atomSpecs = Object.entries(atoms).map(([name, table]): [string, NodeSpec] => [
  name,
  {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: attributes(table),
    toDOM: () => (name === 'hardBreak' ? ['br'] : ['span', { 'data-atom': name }]),
    parseDOM: [{ tag: name === 'hardBreak' ? 'br' : `span[data-atom=${name}]` }],
  },
])

const markSpecs = Object.keys(marks).map((name): [string, MarkSpec] => [
  name,
  {
    ...(name === 'link' ? { attrs: { href: {} }, inclusive: false } : {}),
    toDOM: () => ['span', { 'data-mark': name }, 0],
    parseDOM: [{ tag: `span[data-mark=${name}]` }],
  },
])

export const textSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    ...Object.fromEntries([...blockSpecs, ...atomSpecs]),
    text: { group: 'inline' },
  },
  marks: Object.fromEntries(markSpecs),
})
