/** The search of the list: `/` leads to it, and the list follows while somebody types. */
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './statement-search.module.css'

interface SearchProps {
  readonly sought: string
  readonly onSeek: (words: string) => void
  /** How many were found; null while nothing is sought. */
  readonly found: number | null | undefined
}

/** From the last key to the question, ms: a word is typed in less. */
const pause = 200

export function StatementSearch({ sought, onSeek, found }: SearchProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(sought)
  const [asked, setAsked] = useState(sought)
  // Cleared from outside.
  if (asked !== sought) {
    setAsked(sought)
    if (sought !== typed.trim()) setTyped(sought)
  }

  useEffect(() => {
    if (typed.trim() === sought) return undefined
    const asking = setTimeout(() => onSeek(typed.trim()), typed.trim() === '' ? 0 : pause)
    return () => clearTimeout(asking)
  }, [typed, sought, onSeek])

  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])

  return (
    <search className={styles.search}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        className={styles.input}
        aria-label={words.list.search}
        aria-keyshortcuts="/"
        placeholder={words.list.searchPlaceholder}
        dir="auto"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setTyped('')
        }}
      />
      <kbd aria-hidden="true">/</kbd>
      <span className="only-heard" role="status">
        {typeof found === 'number' && (found === 0 ? words.list.nothingFound(sought) : words.list.found(found))}
      </span>
    </search>
  )
}

/** In a field, and in a dialog or menu above the page, a slash is a slash. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null
