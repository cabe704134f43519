/**
 * A person at the stock binding of Tiptap and ProseMirror, y-tiptap, in whose text comments are marks: what most
 * projects do, to compare anchors with.
 */
import { Schema } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'
import {
  defaultDeleteFilter,
  defaultProtectedNodes,
  initProseMirrorDoc,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
} from '@tiptap/y-tiptap'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { textSchema } from '../text-schema.ts'
import { network } from './client.ts'
import type { Desk } from './threads-acts.ts'

export const markRoot = 'prosemirror'

/** As Tiptap's comments have it: marks of several threads may lie on the same words, and nobody types into one at its edge. */
export const markSchema = new Schema({
  nodes: textSchema.spec.nodes,
  marks: textSchema.spec.marks.append({
    comment: {
      attrs: { thread: { default: '' } },
      excludes: '',
      inclusive: false,
      toDOM: ({ attrs }) => ['span', { 'data-thread': attrs.thread }, 0],
      parseDOM: [{ tag: 'span[data-thread]' }],
    },
  }),
})

export class MarkDesk implements Desk {
  readonly doc = new Y.Doc()
  readonly view: EditorView
  readonly #undoManager: Y.UndoManager

  constructor(id: number, seed: Uint8Array) {
    this.doc.clientID = id
    Y.applyUpdate(this.doc, seed, network)
    const fragment = this.doc.getXmlFragment(markRoot)
    const { doc, mapping } = initProseMirrorDoc(fragment, markSchema)
    // Its own, but for the half second within which what is done is undone at once: here all is done in one.
    const undoManager = new Y.UndoManager(fragment, {
      trackedOrigins: new Set([ySyncPluginKey]),
      deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
      captureTransaction: (tr) => tr.meta.get('addToHistory') !== false,
      captureTimeout: 0,
    })
    this.#undoManager = undoManager
    const plugins = [ySyncPlugin(fragment, { mapping }), yUndoPlugin({ undoManager })]
    this.view = new EditorView(document.body.appendChild(document.createElement('div')), {
      state: EditorState.create({ doc, plugins }),
    })
    onTestFinished(() => this.view.destroy())
  }

  get state(): EditorState {
    return this.view.state
  }

  do(act: (tr: Transaction) => Transaction): this {
    this.view.dispatch(act(this.state.tr))
    return this
  }

  select(from: number, to = from): this {
    return this.do((tr) => tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to))))
  }

  undo(): this {
    this.#undoManager.undo()
    return this
  }

  redo(): this {
    this.#undoManager.redo()
    return this
  }
}
