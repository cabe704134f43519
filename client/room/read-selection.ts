/** What the browser has done and ProseMirror has not been told of yet. */
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
