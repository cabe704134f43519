/** When the toolbar of the selection is there, and with what in it. */
import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import type { RefObject } from 'react'

export type Shown = 'hidden' | 'buttons' | 'link'

/** ms that a selection must rest */
const settling = 150

/** Says when the toolbar is to be there. What others write moves it and neither opens nor closes it. */
export function watchSelection(
  editor: Editor,
  bar: RefObject<HTMLElement | null>,
  show: (shown: Shown) => void,
): () => void {
  const { dom } = editor.view
  let timer: ReturnType<typeof setTimeout> | undefined
  let dragging = false
  const isWorthIt = (): boolean => !editor.state.selection.empty && !(editor.state.selection instanceof NodeSelection)

  const settle = (): void => {
    clearTimeout(timer)
    if (!isWorthIt()) show('hidden')
    else if (!dragging) timer = setTimeout(() => show('buttons'), settling)
  }
  const heed = ({ transaction }: { transaction: { selectionSet: boolean; docChanged: boolean } }): void => {
    if (!isWorthIt()) settle()
    else if (transaction.selectionSet && !transaction.docChanged) settle()
  }
  const press = (): void => {
    dragging = true
    show('hidden')
  }
  const release = (): void => {
    if (!dragging) return
    dragging = false
    settle()
  }
  const leave = ({ event }: { event: FocusEvent }): void => {
    clearTimeout(timer)
    if (leaves(event.relatedTarget)) show('hidden')
  }
  const key = (event: globalThis.KeyboardEvent): void => {
    const mod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (event.key === 'Escape') {
      clearTimeout(timer)
      show('hidden')
    } else if (
      mod &&
      event.key.toLowerCase() === 'k' &&
      editor.isEditable &&
      (isWorthIt() || editor.isActive('link'))
    ) {
      event.preventDefault()
      show('link')
    } else if (event.altKey && event.key === 'F10') bar.current?.querySelector<HTMLElement>('select, button')?.focus()
  }

  editor.on('transaction', heed)
  editor.on('focus', settle)
  editor.on('blur', leave)
  dom.addEventListener('pointerdown', press)
  dom.addEventListener('keydown', key)
  window.addEventListener('pointerup', release)
  return () => {
    clearTimeout(timer)
    editor.off('transaction', heed)
    editor.off('focus', settle)
    editor.off('blur', leave)
    dom.removeEventListener('pointerdown', press)
    dom.removeEventListener('keydown', key)
    window.removeEventListener('pointerup', release)
  }
}

/** Whether the focus goes elsewhere than to the text, its toolbar or a menu of the toolbar. */
export const leaves = (to: EventTarget | null): boolean =>
  !(to instanceof Element && to.closest('.ProseMirror, [role="toolbar"], [role="dialog"], [role="menu"]'))
