/** Signing in with name and passphrase, for whoever has an account; everybody else comes by an invitation link. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { signIn } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front } from './front.tsx'
import styles from './front.module.css'
import { PassphraseField } from './passphrase-field.tsx'

/** Whatever asked for a session is asked again once there is one. */
export function SignInPage() {
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const queries = useQueryClient()
  const signing = useMutation({
    mutationFn: () => call(signIn, { body: { name, passphrase } }),
    onSuccess: () => queries.resetQueries(),
  })
  useTitle(words.signIn.heading)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!signing.isPending) signing.mutate()
  }
  return (
    <Front foot={words.signIn.invited}>
      <h1>{words.signIn.heading}</h1>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={words.signIn.name}
          name="name"
          autoComplete="username"
          autoFocus
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <PassphraseField
          kind="current"
          value={passphrase}
          onChange={setPassphrase}
          error={signing.error === null ? undefined : sentenceFor(signing.error)}
        />
        <Button type="submit" look="solid" size="large">
          {words.signIn.submit}
        </Button>
      </form>
    </Front>
  )
}

/** A name that cannot be one does not belong to the passphrase either: nothing tells which of the two is wrong. */
function sentenceFor(error: Error): string {
  const code = error instanceof Refusal ? error.code : 'failed'
  return words.refusal(code === 'invalid' ? 'wrong-passphrase' : code)
}
