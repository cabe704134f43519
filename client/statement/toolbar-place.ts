/** Where the toolbar of the selection stands: on the sheet, by the words, clear of the phone's keyboard. */
import type { Editor } from '@tiptap/core'

/** px between the selection and the toolbar, and between the toolbar and the edge of the sheet. */
const gap = 7
const edge = 8

/** Puts the toolbar above the selection, else below it, never beyond the sheet; on the phone above the keyboard. */
export function keepInPlace(editor: Editor, bar: HTMLElement, sheet: HTMLElement): () => void {
  const place = (): void => {
    const { from, to } = editor.state.selection
    const [start, end] = [editor.view.coordsAtPos(from), editor.view.coordsAtPos(to, -1)]
    const frame = sheet.getBoundingClientRect()
    const desk = sheet.closest('main')?.getBoundingClientRect() ?? frame
    const fits = start.top - gap - bar.offsetHeight >= desk.top
    // On one line the toolbar begins where the selection does, and goes on as the words do; over several lines it takes
    // the middle of the sheet.
    const oneLine = Math.abs(start.top - end.top) < 4
    const backwards = end.left < start.left
    const begin = backwards ? start.left + edge - bar.offsetWidth : start.left - edge
    const left = clamp(
      oneLine ? begin : frame.left + (frame.width - bar.offsetWidth) / 2,
      Math.max(frame.left, desk.left) + edge,
      Math.min(frame.right, desk.right) - bar.offsetWidth - edge,
    )
    // Of a selection longer than the screen neither end may be in sight.
    const top = clamp(
      fits ? start.top - gap - bar.offsetHeight : end.bottom + gap,
      desk.top + edge,
      desk.bottom - bar.offsetHeight - edge,
    )
    bar.style.setProperty('--x', `${left - frame.left}px`)
    bar.style.setProperty('--y', `${top - frame.top}px`)
    bar.style.setProperty('--point', `${clamp(start.left + (backwards ? -24 : 24) - left, 16, bar.offsetWidth - 16)}px`)
    bar.dataset.side = oneLine ? (fits ? 'above' : 'below') : 'over'
    const view = window.visualViewport
    if (view) bar.style.setProperty('--keyboard', `${window.innerHeight - view.height - view.offsetTop}px`)
  }
  place()
  editor.on('transaction', place)
  window.addEventListener('resize', place)
  window.visualViewport?.addEventListener('resize', place)
  window.visualViewport?.addEventListener('scroll', place)
  return () => {
    editor.off('transaction', place)
    window.removeEventListener('resize', place)
    window.visualViewport?.removeEventListener('resize', place)
    window.visualViewport?.removeEventListener('scroll', place)
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))
