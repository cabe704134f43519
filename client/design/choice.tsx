/** One of a few, side by side: native radio buttons, so that arrow keys, forms and screen readers know them. */
import { useId } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './choice.module.css'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly name: string
  readonly icon: IconName
  readonly disabled?: boolean
}

export interface ChoicesProps<Value extends string> {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** Why some cannot be chosen; read out with the group. */
  readonly reason?: string | undefined
}

export function Choices<Value extends string>({ label, choices, value, onChange, reason }: ChoicesProps<Value>) {
  const id = useId()
  return (
    <div className={styles.choices} role="radiogroup" aria-label={label} aria-describedby={reason && `${id}-reason`}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={id}
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <Icon name={choice.icon} />
            {choice.name}
          </span>
        </label>
      ))}
      {reason && (
        <span id={`${id}-reason`} hidden>
          {reason}
        </span>
      )}
    </div>
  )
}
