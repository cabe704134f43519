/** On or off, at once: a native checkbox that says it is a switch. */
import { type ReactNode, useId } from 'react'
import styles from './switch.module.css'

interface SwitchProps {
  /** The accessible name, where the visible words do not say it all. */
  readonly label?: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  /** Why it cannot be changed; it then stays as it is, and says so. */
  readonly locked?: string | undefined
  readonly children: ReactNode
}

export function Switch({ label, on, onChange, locked, children }: SwitchProps) {
  const id = useId()
  return (
    <label className={styles.switch} title={locked}>
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        aria-disabled={locked !== undefined}
        aria-describedby={locked && `${id}-locked`}
        checked={on}
        onChange={({ target }) => {
          if (locked === undefined) onChange(target.checked)
        }}
      />
      <span className={styles.track} aria-hidden="true" />
      <span>{children}</span>
      {locked && (
        <span id={`${id}-locked`} hidden>
          {locked}
        </span>
      )}
    </label>
  )
}
