/** What the browser has done and ProseMirror has not been told of yet. */
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/**
 * Lets ProseMirror read where the browser has just put the caret: to be called before others' words or carets are shown.
 * The browser tells of it in a task of its own, and whatever the view shows before that puts the caret back to where it
 * was, so that an arrow key or a click in a busy room does nothing.
 */
export function readSelection(view: Pick<EditorView, 'dom' | 'composing'>): void {
  const { ownerDocument } = view.dom
  if (!view.composing && ownerDocument.activeElement === view.dom) {
    ownerDocument.dispatchEvent(new Event('selectionchange'))
  }
}

/**
 * Reads it before each key, too: a key that follows another within a frame, as Enter after End, would be carried out
 * where the caret was before (6 of 30 on a busy machine).
 */
export const readSelectionBeforeKeys = (): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view) => {
          readSelection(view)
          return false
        },
      },
    },
  })
