/** The paragraph that somebody is at: under the pointer, or with the caret since keys were pressed there. */
import type { Editor } from '@tiptap/core'
import { type RefObject, useCallback, useEffect, useState } from 'react'
import { paragraphAt } from './paragraphs.ts'

/**
 * Its id, or null, and a way to let go of the pointer, for keys in the handles. What moves under a pointer that rests
 * changes nothing, nor does anything while it is `held`. A focus in the handles themselves keeps them.
 */
export function usePointedParagraph(
  editor: Editor,
  handles: RefObject<HTMLElement | null>,
  held: boolean,
): [string | null, () => void] {
  const [pointed, setPointed] = useState<string | null>(null)
  const [withCaret, setWithCaret] = useState<string | null>(null)
  const letGo = useCallback(() => setPointed(null), [])

  useEffect(() => {
    // The editor is gone before this ends.
    const { dom: text } = editor.view
    const sheet = text.closest('article')
    if (sheet === null || held) return
    const under = ({ target, clientY }: PointerEvent): string | null | undefined => {
      if (!(target instanceof Element) || handles.current?.contains(target) === true) return undefined
      if (!text.contains(target) && target.closest('a, button, input, [role="textbox"]') !== null) return null
      // Beside a paragraph is at it: on the way to its handle.
      const { left, width } = text.getBoundingClientRect()
      const hit = text.contains(target) ? target : document.elementFromPoint(left + width / 2, clientY)
      const block = hit?.closest<HTMLElement>('.ProseMirror > [data-id]')
      return block ? (block.dataset.id ?? null) : undefined
    }
    const move = (event: PointerEvent): void => {
      const id = event.pointerType === 'mouse' ? under(event) : undefined
      if (id !== undefined) setPointed(id)
    }
    const tap = (event: PointerEvent): void => {
      const id = event.pointerType === 'mouse' ? undefined : under(event)
      if (id !== undefined) setPointed(id)
    }
    const leave = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse') setPointed(null)
    }
    sheet.addEventListener('pointermove', move)
    sheet.addEventListener('pointerdown', tap)
    sheet.addEventListener('pointerleave', leave)
    text.addEventListener('keydown', letGo)
    return () => {
      text.removeEventListener('keydown', letGo)
      sheet.removeEventListener('pointermove', move)
      sheet.removeEventListener('pointerdown', tap)
      sheet.removeEventListener('pointerleave', leave)
    }
  }, [editor, handles, held, letGo])

  useEffect(() => {
    const { dom } = editor.view
    const isInside = (): boolean =>
      held || dom.contains(document.activeElement) || handles.current?.contains(document.activeElement) === true
    const read = (): void => {
      const { doc, selection } = editor.state
      if (isInside()) setWithCaret(paragraphAt(doc, selection.head)?.id ?? null)
    }
    // While the focus is on its way from the text to a handle it is nowhere, and the handle must stay.
    const readSoon = (): void =>
      void setTimeout(() => {
        if (editor.isDestroyed) return
        if (isInside()) read()
        else setWithCaret(null)
      }, 0)
    const sheet = dom.closest('article')
    sheet?.addEventListener('focusin', readSoon)
    sheet?.addEventListener('focusout', readSoon)
    editor.on('transaction', read)
    return () => {
      sheet?.removeEventListener('focusin', readSoon)
      sheet?.removeEventListener('focusout', readSoon)
      editor.off('transaction', read)
    }
  }, [editor, handles, held])

  return [pointed ?? withCaret, letGo]
}
