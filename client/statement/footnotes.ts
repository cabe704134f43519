/**
 * Footnotes: a reference in the text and a block at its end share the name of a note. Their number is the order of the
 * references and is drawn, never stored. Either may be without the other, as when two people edit at once; both stay.
 */
import { Extension } from '@tiptap/core'
import type { Fragment, Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import type { Command } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    footnotes: {
      /** Puts a reference after the selection and its empty note at the end, with the caret in it. */
      insertFootnote: () => ReturnType
    }
  }
}

export interface Reference {
  readonly note: string
  readonly pos: number
}

/** The references of a document, or of some blocks, in their order. */
export function referencesOf(doc: Node | Fragment): Reference[] {
  const references: Reference[] = []
  doc.forEach((block, start) => {
    for (const { note, offset } of referencesIn(block)) references.push({ note, pos: start + 1 + offset })
  })
  return references
}

/** The number of each note that the text refers to: 1 for the first. A note referred to twice has one number. */
export function numberNotes(doc: Node): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { note } of referencesOf(doc)) if (!numbers.has(note)) numbers.set(note, numbers.size + 1)
  return numbers
}

/** A name for a new note: 12 characters of 5 bits, from the browser's own randomness. */
export function newNote(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => (byte % 32).toString(32)).join('')
}

/** Where the block of the note with `number` belongs: among the notes by its number, else at the end. */
export function placeOfNote(doc: Node, numbers: ReadonlyMap<string, number>, number: number): number {
  let place: number | null = null
  doc.forEach((block, start) => {
    if (block.type.name !== 'footnote') place = null
    else if (place === null && (numbers.get(String(block.attrs.note)) ?? Infinity) > number) place = start
  })
  return place ?? doc.content.size
}

const insertFootnote: Command = (state, dispatch) => {
  const { footnote, footnoteReference } = state.schema.nodes
  const { $to } = state.selection
  if (!footnote || !footnoteReference || !$to.parent.isTextblock || $to.parent.type === footnote) return false
  if (!dispatch) return true
  const note = newNote()
  const { tr } = state
  tr.insert($to.pos, footnoteReference.create({ note }))
  const numbers = numberNotes(tr.doc)
  const place = placeOfNote(tr.doc, numbers, numbers.get(note) ?? 0)
  tr.insert(place, footnote.create({ note }))
  dispatch(tr.setSelection(TextSelection.create(tr.doc, place + 1)).scrollIntoView())
  return true
}

/** Takes back an empty note together with its references; the caret returns to where the first of them stood. */
export const removeEmptyNote: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parent.type.name !== 'footnote' || $from.parent.content.size > 0) return false
  const references = referencesOf(state.doc).filter(({ note }) => note === $from.parent.attrs.note)
  if (state.doc.childCount === 1) return false
  if (!dispatch) return true
  const { tr } = state
  tr.delete($from.before(), $from.after())
  for (const { pos } of references.toReversed()) tr.delete(tr.mapping.map(pos), tr.mapping.map(pos + 1))
  const home = references[0] === undefined ? $from.before() : references[0].pos
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(tr.mapping.map(home), tr.doc.content.size)), -1))
  dispatch(tr.scrollIntoView())
  return true
}

const numbersShown = new PluginKey<DecorationSet>('footnotes')

/** The commands of footnotes, and their numbers as decorations. */
export const Footnotes = Extension.create({
  name: 'footnotes',

  addCommands: () => ({
    insertFootnote:
      () =>
      ({ state, dispatch }) =>
        insertFootnote(state, dispatch),
  }),

  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: numbersShown,
      state: {
        init: (_config, state) => drawNumbers(state.doc),
        apply: (tr, shown) => (tr.docChanged ? drawNumbers(tr.doc) : shown),
      },
      props: { decorations: (state) => numbersShown.getState(state) },
    }),
  ],
})

/**
 * Drawn anew with every change: the references of an unchanged block are remembered with it, so that this costs one
 * look-up a block, and mapping would lose the number of a reference that moves.
 */
function drawNumbers(doc: Node): DecorationSet {
  const numbers = numberNotes(doc)
  const drawn = referencesOf(doc).map(({ note, pos }) =>
    Decoration.node(pos, pos + 1, { 'data-number': String(numbers.get(note)) }),
  )
  doc.forEach((block, start) => {
    if (block.type.name !== 'footnote') return
    const number = numbers.get(String(block.attrs.note))
    const attributes = number === undefined ? { 'data-orphan': '' } : { 'data-number': String(number) }
    drawn.push(Decoration.node(start, start + block.nodeSize, attributes))
  })
  return drawn.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, drawn)
}

interface ReferenceInBlock {
  readonly note: string
  readonly offset: number
}

const remembered = new WeakMap<Node, readonly ReferenceInBlock[]>()

function referencesIn(block: Node): readonly ReferenceInBlock[] {
  const known = remembered.get(block)
  if (known) return known
  const found: ReferenceInBlock[] = []
  block.forEach((inline, offset) => {
    if (inline.type.name === 'footnoteReference') found.push({ note: String(inline.attrs.note), offset })
  })
  remembered.set(block, found)
  return found
}
