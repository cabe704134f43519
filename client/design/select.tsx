/** One of a few named choices: a native select, which every keyboard, phone and screen reader knows. */
import { useId } from 'react'
import { FieldNote } from './field.tsx'
import field from './field.module.css'
import styles from './select.module.css'

interface SelectProps<Value extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly name: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /**
   * `bare`: in a table, where the column says what it is; its label is only heard. `quiet`: the same without a box, as
   * wide as what is chosen. `boxed`: in a line with other controls.
   */
  readonly look?: 'field' | 'bare' | 'quiet' | 'boxed'
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly disabled?: boolean
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, choices, value, onChange, look = 'field', hint, error, disabled } = props
  const id = useId()
  return (
    <div className={field.field}>
      <label className={look === 'field' ? field.label : 'only-heard'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={`${styles.select} ${styles[look]}`}
        value={value}
        disabled={disabled}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  )
}
