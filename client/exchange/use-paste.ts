/** What is pasted where no field takes it: a file that was copied in its folder, or words. */
import { useEffect, useEffectEvent } from 'react'
import type { Formatted } from './import-source.ts'

/** What somebody brings from outside the page, by dropping or pasting it. */
export type Brought =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'words'; readonly formatted: Formatted }

/** `take` null: what is pasted is none of this page's business at the moment. */
export function usePaste(take: ((brought: Brought) => void) | null): void {
  const taken = useEffectEvent((brought: Brought) => take?.(brought))
  const listens = take !== null
  useEffect(() => {
    if (!listens) return undefined
    const paste = (event: ClipboardEvent): void => {
      const brought = broughtBy(event)
      if (brought === null) return
      event.preventDefault()
      taken(brought)
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [listens])
}

/** Words before files: Word puts a picture of them on the clipboard too. A field keeps words that are pasted into it. */
function broughtBy({ clipboardData, target }: ClipboardEvent): Brought | null {
  const text = clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n') ?? ''
  const file = clipboardData?.files[0]
  if (text === '') return file === undefined ? null : { kind: 'file', file }
  if (target instanceof Element && target.closest(takesWords) !== null) return null
  return { kind: 'words', formatted: { text, html: clipboardData?.getData('text/html') ?? '' } }
}

const takesWords = 'input:not([type="file"], [type="radio"]), textarea, [contenteditable]'
