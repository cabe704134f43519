/** A passphrase, hidden until whoever types it wants to see it: no second field to type it into again. */
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { words } from '../language/en.ts'
import styles from './passphrase-field.module.css'

interface PassphraseFieldProps {
  readonly value: string
  readonly onChange: (passphrase: string) => void
  /** `new`: it is chosen here, and a password manager may suggest one. */
  readonly kind: 'new' | 'current'
  readonly error?: string | undefined
  readonly autoFocus?: boolean
}

export function PassphraseField({ value, onChange, kind, error, autoFocus }: PassphraseFieldProps) {
  const [shown, setShown] = useState(false)
  const { passphrase: say } = words
  return (
    <div className={styles.passphrase}>
      <Field
        label={say.name}
        name="passphrase"
        // A password has no role of its own: whoever goes by roles would not find it.
        role="textbox"
        type={shown ? 'text' : 'password'}
        autoComplete={`${kind}-password`}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={autoFocus}
        maxLength={200}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        error={error}
        hint={kind === 'new' ? say.hint : undefined}
      />
      <span className={styles.show}>
        <Button
          look="quiet"
          size="small"
          aria-label={shown ? say.hideName : say.showName}
          onClick={() => setShown(!shown)}
        >
          {shown ? say.hide : say.show}
        </Button>
      </span>
    </div>
  )
}
