/**
 * A line of input with suggestions: what is typed counts, a suggestion spares the typing. Written out after the ARIA
 * pattern, since the ready-made one hides the rest of the form from screen readers while its list is open.
 */
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import styles from './combobox.module.css'
import field from './field.module.css'
import { FieldNote } from './field.tsx'

export interface Suggestion {
  readonly key: string
  /** What is written into the field. */
  readonly value: string
  /** Also found by this. */
  readonly alias: string
  readonly mark?: ReactNode
}

interface ComboboxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly suggestions: readonly Suggestion[]
  readonly error?: string | undefined
  readonly hint?: string | undefined
  readonly name?: string
  /** `boxed`: in a line with other controls; the label is heard only, and `placeholder` seen. */
  readonly look?: 'labelled' | 'boxed'
  readonly placeholder?: string
  readonly autoFocus?: boolean
  /** Shows its value and cannot be changed; `hint` then says why. */
  readonly locked?: boolean
}

/** Enough to choose from without a scroll. */
const mostShown = 7

export function Combobox(props: ComboboxProps) {
  const {
    label,
    value,
    onChange,
    suggestions,
    error,
    hint,
    name,
    look = 'labelled',
    placeholder,
    autoFocus,
    locked,
  } = props
  const id = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const found = matching(suggestions, value)
  const shown = open && value.trim() !== '' && !found.some((one) => one.value === value) ? found : []
  const activeKey = shown[active]?.key

  const choose = (suggestion: Suggestion): void => {
    onChange(suggestion.value)
    setOpen(false)
  }

  const move = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const suggestion = shown[active]
    if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, shown.length))
    else if (event.key === 'ArrowUp') setActive((active + shown.length - 1) % Math.max(1, shown.length))
    else if (event.key === 'Enter' && suggestion) choose(suggestion)
    else if (event.key === 'Escape' && shown.length > 0) {
      setOpen(false)
      // A dialog around it stays open.
      event.stopPropagation()
    } else return
    event.preventDefault()
  }

  return (
    <div className={`${field.field} ${styles.combobox} ${styles[look]}`}>
      <label className={look === 'boxed' ? 'only-heard' : field.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        name={name}
        className={field.input}
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={activeKey && `${id}-${activeKey}`}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
        placeholder={placeholder}
        autoFocus={autoFocus}
        aria-disabled={locked}
        readOnly={locked}
        value={value}
        onChange={({ target }) => {
          onChange(target.value)
          setActive(0)
          setOpen(true)
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={move}
      />
      <div id={`${id}-list`} className={styles.list} role="listbox" aria-label={label} hidden={shown.length === 0}>
        {shown.map((suggestion, place) => (
          <div
            key={suggestion.key}
            id={`${id}-${suggestion.key}`}
            className={styles.option}
            role="option"
            aria-selected={place === active}
            // Before the field loses focus and the list closes.
            onPointerDown={(event) => {
              event.preventDefault()
              choose(suggestion)
            }}
          >
            <span>{suggestion.value}</span>
            {suggestion.mark}
          </div>
        ))}
      </div>
      <FieldNote id={`${id}-note`} error={error} hint={hint} />
    </div>
  )
}

/** The one whose code it is, those that begin with what is typed, then those that hold it. */
function matching(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = fold(typed.trim())
  const rank = ({ value, alias }: Suggestion): number => {
    if (fold(alias) === wanted) return 0
    if (fold(value).startsWith(wanted)) return 1
    return fold(value).includes(wanted) ? 2 : 3
  }
  return suggestions
    .map((suggestion) => ({ suggestion, rank: rank(suggestion) }))
    .filter((one) => one.rank < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostShown)
    .map((one) => one.suggestion)
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
