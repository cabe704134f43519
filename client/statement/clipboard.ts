/**
 * Copy and paste. Everything that comes in passes pasted-html.ts and goes out through copied-html.ts; what stands here
 * is what only the open document knows: notes travel with the words that refer to them and arrive at the end of the
 * text, and words copied from within one block leave that block's style behind.
 */
import { Extension } from '@tiptap/core'
import { DOMParser, Fragment, Slice } from '@tiptap/pm/model'
import type { Node, ParseOptions, Schema } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { CopySerializer, writePlainText } from './copied-html.ts'
import type { Copied, CopiedBlock } from './copied-html.ts'
import { newNote, numberNotes, placeOfNote, referencesOf } from './footnotes.ts'
import { listOf, ordinals } from './lists.ts'
import { readPasted } from './pasted-html.ts'

export const Clipboard = Extension.create({
  name: 'clipboard',
  priority: 1000,
  addProseMirrorPlugins() {
    return [clipboard(this.editor.schema)]
  },
})

function clipboard(schema: Schema): Plugin {
  // ProseMirror asks for the HTML of a fragment without saying where it comes from; it asks for the slice just before.
  let copied: Copied = { blocks: [], notes: new Map() }
  let dragging = false
  const withoutNotes = () => {
    dragging = true
    return false
  }
  const withNotes = () => {
    dragging = false
    return false
  }
  return new Plugin({
    props: {
      handleDOMEvents: { dragstart: withoutNotes, copy: withNotes, cut: withNotes },
      transformCopied(slice, view) {
        // What is dragged stays in this text, and its notes stay where they are.
        const taken = dragging ? looseWords(slice, view) : withItsNotes(looseWords(slice, view), view.state.doc)
        copied = describe(taken, view)
        return taken
      },
      clipboardSerializer: new CopySerializer(schema, () => copied),
      clipboardTextSerializer: (slice, view) => writePlainText(describe(slice, view)),
      transformPastedHTML: keepWordLists,
      clipboardParser: new PasteParser(schema),
      handlePaste: (view, _event, slice) => {
        const tr = pasteNotes(view.state.tr, slice)
        if (tr === null) return false
        view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'))
        return true
      },
    },
  })
}

/** Reads pasted HTML, and the paragraphs that ProseMirror makes of plain text, as blocks of the text. */
class PasteParser extends DOMParser {
  constructor(schema: Schema) {
    super(schema, DOMParser.fromSchema(schema).rules)
  }

  override parseSlice(dom: globalThis.Node, { preserveWhitespace }: ParseOptions = {}): Slice {
    const blocks = readPasted(dom, this.schema, { exact: preserveWhitespace === true })
    return Slice.maxOpen(Fragment.from(blocks))
  }
}

/**
 * ProseMirror writes the rules of a pasted style sheet into the elements, and the browser then forgets declarations it
 * does not know. Word says in such declarations what is an item; as custom properties they stay.
 */
function keepWordLists(html: string): string {
  return html.replace(/<[a-z][^>]*\bmso-list[^>]*>/gi, (tag) => tag.replace(/\bmso-(?=list\s*:)/gi, '--mso-'))
}

/** Words from within one block are words; the whole of a block, or several, keep their styles. */
function looseWords(slice: Slice, { state }: EditorView): Slice {
  const block = slice.content.firstChild
  const { paragraph } = state.schema.nodes
  const { $from, $to } = state.selection
  const whole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size
  if (!block?.isTextblock || slice.content.childCount > 1 || whole || !paragraph) return slice
  return new Slice(Fragment.from(paragraph.create(null, block.content)), slice.openStart, slice.openEnd)
}

/** With the notes that the slice refers to and does not hold. */
function withItsNotes(slice: Slice, doc: Node): Slice {
  const held = new Set<unknown>()
  const wanted = new Set<unknown>()
  slice.content.descendants((node) => {
    if (node.type.name === 'footnote') held.add(node.attrs.note)
    if (node.type.name === 'footnoteReference') wanted.add(node.attrs.note)
  })
  const notes: Node[] = []
  doc.forEach((block) => {
    const { note } = block.attrs
    if (block.type.name === 'footnote' && wanted.has(note) && !held.has(note)) notes.push(block)
  })
  const blocks = slice.content.firstChild?.isBlock === true && notes.length > 0
  return blocks ? new Slice(slice.content.append(Fragment.from(notes)), slice.openStart, slice.openEnd) : slice
}

/** The blocks of a slice with the numbers they bear on the page. A block that is cut at its start bears none. */
function describe(slice: Slice, { state }: EditorView): Copied {
  const { $from } = state.selection
  const counted = ordinals(state.doc.content.content)
  const blocks: CopiedBlock[] = []
  slice.content.forEach((block, _offset, index) => {
    const cut = index === 0 && $from.parentOffset > 0
    const bullet = listOf(block) === 'bulleted' ? 1 : null
    blocks.push({ block, ordinal: cut ? null : (counted[$from.index(0) + index] ?? bullet) })
  })
  return { blocks, notes: numberNotes(state.doc) }
}

/**
 * Pastes a slice with notes or references: the words at the selection, the notes among those at the end of the text. A
 * note whose words were cut out of this text finds its note again; what was copied gets a note of its own. Null where
 * there are none, and pasting is ProseMirror's.
 */
function pasteNotes(tr: Transaction, slice: Slice): Transaction | null {
  if (tr.selection.$from.parent.type.name === 'footnote') return pasteIntoNote(tr, slice)
  const { paragraph } = tr.doc.type.schema.nodes
  const [body, notes] = partition(slice.content, (block) => block.type.name !== 'footnote')
  const pasted = referencesOf(slice.content).map(({ note }) => note)
  if (!paragraph || (notes.length === 0 && pasted.length === 0)) return null

  tr.deleteSelection()
  const present = new Set(notesOf(tr.doc.content))
  const referred = new Set(referencesOf(tr.doc).map(({ note }) => note))
  const names = new Map<string, string>()
  for (const name of [...pasted, ...notesOf(slice.content)]) {
    const cutFromHere = present.has(name) && !referred.has(name)
    if (!names.has(name)) names.set(name, cutFromHere ? name : newNote())
  }

  // A note copied without the words it belongs to is a paragraph.
  const blocks = body.length > 0 ? body : notes.map((note) => paragraph.create(null, note.content))
  const renamed = blocks.map((block) => renameReferences(block, names))
  tr.replaceSelection(new Slice(Fragment.from(renamed), slice.openStart, slice.openEnd))
  if (body.length === 0) return tr
  const numbers = numberNotes(tr.doc)
  for (const block of notes) {
    const note = names.get(String(block.attrs.note)) ?? ''
    if (present.has(note)) continue
    tr.insert(placeOfNote(tr.doc, numbers, numbers.get(note) ?? Infinity), block.type.create({ note }, block.content))
  }
  return tr
}

/** A note is one block: further blocks go on in it after a line break, and no note refers to another. */
function pasteIntoNote(tr: Transaction, slice: Slice): Transaction | null {
  const { hardBreak } = tr.doc.type.schema.nodes
  if (!hardBreak || (slice.content.childCount === 1 && referencesOf(slice.content).length === 0)) return null
  const inline: Node[] = []
  slice.content.forEach((block, _offset, index) => {
    if (index > 0) inline.push(hardBreak.create())
    block.forEach((node) => {
      if (node.type.name !== 'footnoteReference') inline.push(node)
    })
  })
  return tr.replaceSelection(new Slice(Fragment.from(inline), 0, 0))
}

function renameReferences(block: Node, names: ReadonlyMap<string, string>): Node {
  const content: Node[] = []
  block.forEach((node) => {
    const name = node.type.name === 'footnoteReference' ? names.get(String(node.attrs.note)) : undefined
    content.push(name === undefined ? node : node.type.create({ note: name }, null, node.marks))
  })
  return block.copy(Fragment.from(content))
}

function notesOf(blocks: Fragment): string[] {
  return partition(blocks, (block) => block.type.name === 'footnote')[0].map((block) => String(block.attrs.note))
}

function partition(blocks: Fragment, belongs: (block: Node) => boolean): [Node[], Node[]] {
  return [blocks.content.filter(belongs), blocks.content.filter((block) => !belongs(block))]
}
