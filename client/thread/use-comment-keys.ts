/** The keys of commenting, on the whole page: to begin a comment, and to go from thread to thread. */
import { useEffect } from 'react'

interface Deeds {
  /** Null for whoever may not comment. */
  readonly beginHere: (() => void) | null
  readonly next: () => void
  readonly previous: () => void
}

export function useCommentKeys({ beginHere, next, previous }: Deeds): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { ctrlKey, metaKey, altKey, shiftKey, code, target } = event
      if (!altKey || shiftKey || event.defaultPrevented || !(target instanceof Element)) return
      const mod = ctrlKey || metaKey
      if (mod && code === 'KeyM' && beginHere !== null && !target.closest(dialogs)) beginHere()
      else if (!mod && code === 'ArrowDown' && !takesArrows(target)) next()
      else if (!mod && code === 'ArrowUp' && !takesArrows(target)) previous()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [beginHere, next, previous])
}

const dialogs = 'dialog, [role="dialog"], [role="alertdialog"]'

/** Alt+Down opens a list to choose from; in the fields of a dialog the keys are those of the fields. */
const takesArrows = (target: Element): boolean =>
  target.closest('select, [role="combobox"], [role="menu"], [role="listbox"], [aria-haspopup="menu"]') !== null ||
  (target.closest(dialogs) !== null && target.matches('input, textarea, [contenteditable]'))
