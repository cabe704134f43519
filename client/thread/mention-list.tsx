/**
 * Whom one may mention, offered while "@" and letters are typed: arrow keys choose, Enter and Tab take, Esc lets the "@"
 * be one. The focus stays in the comment, which names the option at hand.
 */
import type { Editor } from '@tiptap/core'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Nameplate } from '../design/nameplate.tsx'
import { words } from '../language/en.ts'
import styles from './mention-list.module.css'
import { type Mentionable, nameOf, offer, readMention } from './mentions.ts'

interface Typed {
  /** The position of the "@". */
  readonly from: number
  readonly letters: string
}

interface MentionListProps {
  readonly editor: Editor
  readonly mentionables: readonly Mentionable[]
  /** Takes what answers the keys while the list is open, true for a key that is used up. */
  readonly onKeys: (answer: ((event: KeyboardEvent) => boolean) | null) => void
}

export function MentionList({ editor, mentionables, onKeys }: MentionListProps) {
  const typed = useTyped(editor)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  // Of other letters the first one is at hand again.
  const [chosen, setChosen] = useState({ letters: '', at: 0 })
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const open = typed !== null && typed.from !== closedAt
  const options = open ? offer(mentionables, typed.letters) : []
  const at = chosen.letters === typed?.letters ? Math.min(chosen.at, options.length - 1) : 0

  const take = (one: Mentionable | undefined): void => {
    if (one === undefined || typed === null) return
    const attrs = { delegation: one.delegation.delegationId, delegate: one.delegate?.id ?? null, name: nameOf(one) }
    editor
      .chain()
      .focus()
      .insertContentAt({ from: typed.from, to: editor.state.selection.head }, [
        { type: 'mention', attrs },
        { type: 'text', text: ' ' },
      ])
      .run()
  }
  const answer = (event: KeyboardEvent): boolean => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        setChosen({
          letters: typed?.letters ?? '',
          at: (at + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length,
        })
        return true
      case 'Enter':
      case 'Tab':
        if (event.ctrlKey || event.metaKey || event.shiftKey) return false
        take(options[at])
        return true
      case 'Escape':
        setClosedAt(typed?.from ?? null)
        return true
      default:
        return false
    }
  }

  useEffect(() => onKeys(options.length > 0 ? answer : null))
  useLayoutEffect(() => {
    const { dom } = editor.view
    const refer = (name: string, value: string | null): void =>
      value === null ? dom.removeAttribute(name) : dom.setAttribute(name, value)
    refer('aria-controls', options.length > 0 ? id : null)
    refer('aria-activedescendant', options.length > 0 ? `${id}-${at}` : null)
    if (typed !== null && list.current)
      place(list.current, editor.view.coordsAtPos(typed.from), dom.closest('[role="dialog"]'))
  })

  if (options.length === 0) return null
  return createPortal(
    <div
      ref={list}
      id={id}
      className={styles.list}
      role="listbox"
      aria-label={words.comments.mention}
      lang={words.language}
      dir={words.direction}
      // The comment keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((one, k) => (
        <div
          key={one.delegate?.id ?? one.delegation.delegationId}
          id={`${id}-${k}`}
          className={styles.option}
          role="option"
          aria-selected={k === at}
          // One is at hand, whether keys or the pointer chose it.
          onPointerMove={() => {
            if (k !== at) setChosen({ letters: typed?.letters ?? '', at: k })
          }}
          onClick={() => take(one)}
        >
          <Nameplate code={one.delegation.code} hue={one.delegation.hue} outlined={one.delegation.outlined} />
          <span className={styles.name}>{nameOf(one)}</span>
          {one.delegate === null && <span className={styles.whole}>{words.comments.everybodyOfIt}</span>}
        </div>
      ))}
    </div>,
    // Not into the card: that moves by transform, and the sheet of the phone clips.
    editor.view.dom.closest('main') ?? document.body,
  )
}

/** What is typed behind an "@" at the caret; null where nothing is, and while the focus is elsewhere. */
function useTyped(editor: Editor): Typed | null {
  const [typed, setTyped] = useState<Typed | null>(null)
  useEffect(() => {
    const read = (): void => setTyped((before) => sameOr(before, typedAt(editor)))
    const leave = (): void => setTyped(null)
    editor.on('transaction', read)
    editor.on('focus', read)
    editor.on('blur', leave)
    return () => {
      editor.off('transaction', read)
      editor.off('focus', read)
      editor.off('blur', leave)
    }
  }, [editor])
  return typed
}

const sameOr = (before: Typed | null, now: Typed | null): Typed | null =>
  before?.from === now?.from && before?.letters === now?.letters ? before : now

function typedAt({ state: { selection } }: Editor): Typed | null {
  const { $head, empty } = selection
  if (!empty) return null
  const letters = readMention($head.parent.textBetween(0, $head.parentOffset, undefined, '\uFFFC'))
  return letters === null ? null : { from: $head.pos - letters.length - 1, letters }
}

/** px between the line and the list, and between the list and the edge of the screen */
const gap = 4
const edge = 8

/**
 * Below the line of the "@", else above it, and there above the sheet of the phone where that leaves room: who writes and
 * to whom stays in sight. Never beyond the screen, nor under the keyboard of a phone.
 */
function place(
  list: HTMLElement,
  { left, top, bottom }: { left: number; top: number; bottom: number },
  sheet: Element | null,
): void {
  const { clientWidth } = document.documentElement
  const floor = (window.visualViewport?.height ?? window.innerHeight) + (window.visualViewport?.offsetTop ?? 0)
  const below = bottom + gap + list.offsetHeight <= floor - edge
  const begin = words.direction === 'ltr' ? left : left - list.offsetWidth
  const aboveLine = top - gap - list.offsetHeight
  const aboveSheet = (sheet?.getBoundingClientRect().top ?? 0) - gap - list.offsetHeight
  const above = aboveSheet >= edge ? Math.min(aboveSheet, aboveLine) : Math.max(edge, aboveLine)
  list.style.left = `${Math.max(edge, Math.min(begin, clientWidth - list.offsetWidth - edge))}px`
  list.style.top = `${below ? bottom + gap : above}px`
}
