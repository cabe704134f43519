/** F6 and Shift+F6 go from region to region, as in every program with several of them. */
import { useEffect } from 'react'

/**
 * `regions` in their order, one within another behind it: each finds its element, where it is there, and takes the focus.
 */
export interface Region {
  readonly find: () => Element | null | undefined
  readonly focus: () => void
}

export function useRegions(regions: readonly Region[]): void {
  useEffect(() => {
    const go = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      const there = regions.filter(({ find }) => find())
      const here = there.findLastIndex(({ find }) => find()?.contains(document.activeElement))
      const step = event.shiftKey ? -1 : 1
      const next = here < 0 && event.shiftKey ? there.length - 1 : (here + step + there.length) % there.length
      there[next]?.focus()
    }
    window.addEventListener('keydown', go)
    return () => window.removeEventListener('keydown', go)
  })
}

/** The first thing in an element that takes the focus. */
export const focusFirst = (element: Element | null | undefined): void =>
  [...(element?.querySelectorAll<HTMLElement>('a[href], button, input:checked, select') ?? [])]
    .find((control) => control.offsetParent !== null && !control.matches(':disabled'))
    ?.focus()
