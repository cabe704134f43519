/**
 * The nodes of the text as Tiptap extensions, built from the tables of shared/statement/schema.ts. Every block is a
 * textblock on the top level; lists and footnotes are a matter of roles, attributes and show, never of wrappers.
 */
import { mergeAttributes, Node } from '@tiptap/core'
import type { Attributes, Extensions } from '@tiptap/core'
import type { DOMOutputSpec, TagParseRule } from '@tiptap/pm/model'
import { atoms, blocks, deepest } from '#shared/statement/schema.ts'
import type { AtomType, BlockRole } from '#shared/statement/schema.ts'

/** How a node is written to the page and read from HTML. `attrs` are those of the schema, `html` those every block has. */
interface Shape {
  readonly read: readonly TagParseRule[]
  readonly write: (attrs: Readonly<Record<string, unknown>>, html: Record<string, unknown>) => DOMOutputSpec
}

/**
 * The page's one `h1` is the title of the statement, so that a heading of level 1 is an `h2` on the page. A list item
 * is a list of its own with one item: the blocks of the text cannot share a wrapper, and an item without a list around
 * it is no item to a screen reader. Its number is drawn by counters (text.css).
 */
const shapes: Record<BlockRole, Shape> = {
  paragraph: {
    read: [{ tag: 'p' }],
    write: (_attrs, html) => ['p', html, 0],
  },
  salutation: {
    read: [{ tag: 'p[data-role="salutation"]', priority: 60 }],
    write: (_attrs, html) => ['p', { ...html, 'data-role': 'salutation' }, 0],
  },
  heading: {
    read: [1, 2, 3, 4, 5, 6].map((rank) => ({
      tag: `h${rank}`,
      getAttrs: (element) => ({ level: within(1, 3, element.dataset.level ?? rank) }),
    })),
    write: ({ level }, html) => [`h${Number(level) + 1}`, { ...html, 'data-level': level }, 0],
  },
  quote: {
    read: [{ tag: 'blockquote' }],
    write: (_attrs, html) => ['blockquote', html, 0],
  },
  numberedItem: item('numbered'),
  bulletedItem: item('bulleted'),
  footnote: {
    read: [{ tag: 'p[data-role="footnote"]', priority: 60, getAttrs: readNote }],
    write: ({ note }, html) => ['p', { ...html, 'data-role': 'footnote', 'data-note': note }, 0],
  },
}

function item(list: 'numbered' | 'bulleted'): Shape {
  return {
    read: [
      {
        tag: `div[data-list="${list}"]`,
        contentElement: (element) => (element instanceof Element && element.querySelector('p')) || element,
        getAttrs: (element) => ({ depth: within(0, deepest, element.dataset.depth ?? 0) }),
      },
    ],
    write: ({ depth }, { dir, ...html }) => [
      'div',
      { ...html, role: 'list', 'data-list': list, 'data-depth': depth },
      ['p', { role: 'listitem', 'aria-level': Number(depth) + 1, dir }, 0],
    ],
  }
}

const paragraphFirst = 1000

/** Every block of the schema. The paragraph stands first: it is what an empty text begins with. */
const blockNodes = keysOf(blocks).map((role) =>
  Node.create({
    name: role,
    group: 'block',
    content: 'inline*',
    priority: role === 'paragraph' ? paragraphFirst : 100,
    // A heading pasted into an empty paragraph stays a heading.
    defining: role !== 'paragraph',
    addAttributes: () => ({
      // Ids are minted where local changes are written; none is ever read from HTML.
      id: { default: '', rendered: false, parseHTML: () => '' },
      ...attributesOf(blocks[role]),
    }),
    parseHTML: () => shapes[role].read,
    renderHTML: ({ node, HTMLAttributes }) =>
      shapes[role].write(node.attrs, mergeAttributes(HTMLAttributes, { 'data-id': node.attrs.id, dir: 'auto' })),
  }),
)

/** The hard break is starter-kit's; these two are ours. Numbers of footnotes are drawn by footnotes.ts. */
const FootnoteReference = Node.create({
  name: 'footnoteReference' satisfies AtomType,
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => attributesOf(atoms.footnoteReference),
  parseHTML: () => [{ tag: 'sup.footnote-reference', priority: 60, getAttrs: readNote }],
  renderHTML: ({ node }) => ['sup', { class: 'footnote-reference', 'data-note': node.attrs.note }],
})

/** Stands in one place for what this version cannot read. It is never copied: it is not what stands in the text. */
const Unknown = Node.create({
  name: 'unknown' satisfies AtomType,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  renderHTML: () => ['span', { class: 'unknown' }, '\uFFFD'],
})

export const textNodes: Extensions = [...blockNodes, FootnoteReference, Unknown]

function attributesOf(table: Readonly<Record<string, { readonly default: string | number }>>): Attributes {
  return Object.fromEntries(
    Object.entries(table).map(([name, attribute]) => [name, { default: attribute.default, rendered: false }]),
  )
}

function readNote(element: HTMLElement) {
  return { note: (element.dataset.note ?? '').slice(0, 64) }
}

function within(least: number, most: number, value: string | number): number {
  return Math.min(most, Math.max(least, Math.trunc(Number(value)) || least))
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  const isKey = (name: string): name is Key => Object.hasOwn(table, name)
  return Object.keys(table).filter(isKey)
}
