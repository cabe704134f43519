/** The keys of the whole page, besides those of the text and of its toolbar. */
import { useEffect, useState } from 'react'
import { words } from '../language/en.ts'
import type { Mark } from '../room/sync-badge.tsx'
import type { Mode } from './mode.ts'

interface Keys {
  /** Where the text is safe at this moment. */
  readonly readMark: () => Mark | null
  readonly setMode: (mode: Mode) => void
  readonly listShortcuts: () => void
}

/** Answers what is to be read out. */
export function useKeys({ readMark, setMode, listShortcuts }: Keys): string {
  const [announced, setAnnounced] = useState('')
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const mod = event.ctrlKey || event.metaKey
      if (mod && !event.altKey && !event.shiftKey && event.code === 'KeyS') {
        const mark = readMark()
        const sentence = mark === null ? words.statement.opening : words.saved.announce[mark]
        // The same words again are news to a screen reader only if something about them differs.
        setAnnounced((before) => (before === sentence ? `${sentence}\u00a0` : sentence))
      } else if (mod && event.altKey && event.shiftKey && event.code === 'KeyZ') setMode('edit')
      else if (mod && event.altKey && event.shiftKey && event.code === 'KeyC') setMode('read')
      else if (event.key === '?' && !isTyping(event.target)) listShortcuts()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  return announced
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
