/** The thread that somebody points at in the text: by a click on its words, or by moving the caret into them. */
import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import { type RefObject, useEffect } from 'react'
import { threadAt } from './thread-highlights.ts'
import type { Draft, ThreadKey } from './threads.ts'

interface Now {
  readonly active: ThreadKey | null
  readonly draft: Draft | null
}

/** While a comment is being written nothing is activated: its composer would close over what was typed. */
export function usePointing(
  editor: Editor | null,
  now: RefObject<Now>,
  activate: (key: ThreadKey | null) => void,
): void {
  useEffect(() => {
    if (editor === null || editor.isDestroyed) return
    const { view } = editor
    let byKey = false
    let last: ThreadKey | null = null

    const point = (key: ThreadKey | null): void => {
      if (now.current.draft === null && now.current.active !== key) activate(key)
    }
    const click = ({ target, clientX, clientY }: MouseEvent): void => {
      // The click that ends a selection of words; ProseMirror reads where it has put the caret in a later task.
      if (view.dom.ownerDocument.getSelection()?.isCollapsed !== true) return
      // A click behind the end of a line puts the caret beside words that it did not hit.
      const hit = target instanceof Element && target.closest('.discussed') !== null
      const pos = hit ? view.posAtCoords({ left: clientX, top: clientY })?.pos : undefined
      last = pos === undefined ? null : threadAt(view.state, pos)
      point(last)
    }
    const move = ({ transaction }: { transaction: Transaction }): void => {
      if (!byKey || !transaction.selectionSet || transaction.docChanged) return
      const { empty, head } = view.state.selection
      const here = empty ? threadAt(view.state, head) : null
      // A thread that was activated elsewhere stays so while the caret moves about.
      if (here !== last) point(here)
      last = here
    }
    const press = (): void => void (byKey = true)
    // A caret that is put somewhere while the focus is elsewhere, or as it comes back, was not moved by a key.
    const noKey = (): void => void (byKey = false)

    view.dom.addEventListener('click', click)
    view.dom.addEventListener('keydown', press)
    view.dom.addEventListener('pointerdown', noKey)
    view.dom.addEventListener('blur', noKey)
    editor.on('transaction', move)
    return () => {
      view.dom.removeEventListener('click', click)
      view.dom.removeEventListener('keydown', press)
      view.dom.removeEventListener('pointerdown', noKey)
      view.dom.removeEventListener('blur', noKey)
      editor.off('transaction', move)
    }
  }, [editor, now, activate])
}
