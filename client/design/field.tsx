/** A labelled line of input. Its error is read out with it and stands below it. */
import { type InputHTMLAttributes, useId } from 'react'
import styles from './field.module.css'

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id'> {
  readonly label: string
  readonly error?: string | undefined
  readonly hint?: string | undefined
}

export function Field({ label, error, hint, ...attributes }: FieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        {...attributes}
        id={id}
        className={styles.input}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
      />
      <FieldNote id={`${id}-note`} error={error} hint={hint} />
    </div>
  )
}

/** What stands below a field. Kept in the page while empty, so that an error is announced when it comes. */
export const FieldNote = ({
  id,
  error,
  hint,
}: {
  id: string
  error?: string | undefined
  hint?: string | undefined
}) => (
  <p id={id} className={error === undefined ? styles.hint : styles.error} aria-live="polite">
    {error ?? hint}
  </p>
)
