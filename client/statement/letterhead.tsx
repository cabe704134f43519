/**
 * The letterhead on top of the sheet: plain text in its place, each field live in the statement's document. Empty fields
 * wait under "More fields", which shows them by their names; the title always stands.
 */
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { type LetterheadField, longestField } from '#shared/statement/statement.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { bindField, shownEvent, useLetterhead } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { bindingOf } from '../room/room-binding.ts'
import styles from './letterhead.module.css'

interface LetterheadProps {
  readonly room: Room
  readonly editable: boolean
  /** Enter in the title goes on to the text. */
  readonly onEnter: () => void
}

/** The fields that stand in a row below the title, in their order. */
const row = ['agendaItem', 'date', 'place', 'deliveredBy', 'onBehalfOf', 'timeLimit'] as const
/** What waits under "More fields" while it is empty: everything but the title. */
const optional: readonly LetterheadField[] = ['meeting', 'symbol', ...row]

export function LetterheadView({ room, editable, onEnter }: LetterheadProps) {
  const id = useId()
  const letterhead = useLetterhead(room)
  const [open, setOpen] = useState(false)
  const [entered, setEntered] = useState<LetterheadField | null>(null)
  // A field that is being emptied stays under the caret until it is left. Whoever reads sees what is filled.
  const shows = (field: LetterheadField): boolean =>
    letterhead[field] !== '' || entered === field || (editable && (open || !optional.includes(field)))
  const field = (name: LetterheadField, onDone?: () => void) => (
    <FieldText room={room} field={name} editable={editable} onDone={onDone} onEnter={setEntered} />
  )
  const inRow = row.filter(shows)
  const missing = optional.some((name) => letterhead[name] === '')
  return (
    <header className={styles.letterhead} role="group" aria-label={words.letterhead.group} id={id}>
      {(shows('meeting') || shows('symbol')) && (
        <div className={styles.top}>
          <div className={styles.meeting}>{shows('meeting') && field('meeting')}</div>
          {shows('symbol') && <div className={styles.symbol}>{field('symbol')}</div>}
        </div>
      )}
      <h1 className={styles.title}>{field('title', onEnter)}</h1>
      {inRow.length > 0 && (
        <div className={styles.row} data-open={open}>
          {inRow.map((name) => (
            <div key={name} className={`${styles.cell} ${styles[name] ?? ''}`}>
              <span className={styles.label} aria-hidden="true">
                {words.letterhead.names[name]}
              </span>
              {field(name)}
            </div>
          ))}
        </div>
      )}
      {editable && missing && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {words.letterhead.more}
          <Icon name="chevronDown" />
        </button>
      )}
    </header>
  )
}

interface FieldTextProps {
  readonly room: Room
  readonly field: LetterheadField
  readonly editable: boolean
  readonly onEnter: (field: LetterheadField | null) => void
  readonly onDone: (() => void) | undefined
}

/** The element owns what stands in it: the binding writes it, and React never does. */
function FieldText({ room, field, editable, onEnter, onDone }: FieldTextProps) {
  const element = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (!element.current) return
    const stopGrowing = growWithText(element.current)
    const unbind = bindField(room, field, element.current, bindingOf(room).origin)
    return () => {
      unbind()
      stopGrowing()
    }
  }, [room, field])

  const press = (event: KeyboardEvent): void => {
    const { key, shiftKey, nativeEvent } = event
    if (!editable || nativeEvent.isComposing) return
    const mod = event.ctrlKey || event.metaKey
    const letter = mod && !event.altKey ? key.toLowerCase() : ''
    if (key === 'Enter') onDone?.()
    // The browser's own undo knows nothing of what others wrote into the field meanwhile.
    else if (letter === 'z' && !shiftKey) bindingOf(room).undo()
    else if (letter === 'y' || letter === 'z') bindingOf(room).redo()
    else return
    event.preventDefault()
  }
  return (
    <textarea
      ref={element}
      className={styles.text}
      rows={1}
      aria-label={words.letterhead.names[field]}
      placeholder={placeholderOf(field)}
      maxLength={longestField}
      readOnly={!editable}
      dir="auto"
      onKeyDown={press}
      onFocus={() => {
        // What is typed in one place is undone apart from what was typed in another, however quickly one follows.
        bindingOf(room).stopCapturing()
        onEnter(field)
      }}
      onBlur={({ target }: FocusEvent<HTMLTextAreaElement>) => {
        target.scrollTop = 0
        onEnter(null)
      }}
    />
  )
}

/** What an empty field shows in its place; in the row below the title the label above it says the name already. */
function placeholderOf(field: LetterheadField): string | undefined {
  switch (field) {
    case 'title':
      return words.letterhead.titlePlaceholder
    case 'meeting':
    case 'symbol':
      return words.letterhead.names[field]
    default:
      return undefined
  }
}

/** For browsers without `field-sizing`: as high as what stands in it. */
function growWithText(element: HTMLTextAreaElement): () => void {
  if (CSS.supports('field-sizing', 'content')) return () => undefined
  const grow = (): void => {
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }
  const observer = new ResizeObserver(grow)
  observer.observe(element)
  element.addEventListener('input', grow)
  element.addEventListener(shownEvent, grow)
  return () => {
    observer.disconnect()
    element.removeEventListener('input', grow)
    element.removeEventListener(shownEvent, grow)
  }
}
