/**
 * What the QR code of "Use on another device" leads to. Opening it uses nothing up, since messengers open links to
 * preview them; the button does. Without a link the page asks for the short code.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { openDeviceLink } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front } from './front.tsx'
import styles from './front.module.css'
import { useHash } from './use-hash.ts'

export function DevicePage() {
  const key = useHash()
  const { device: say } = words
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const opening = useMutation({
    mutationFn: (given: string) => call(openDeviceLink, { body: { key: given } }),
    onSuccess: async ({ statementId }) => {
      goTo(statementId === null ? '/' : `/statements/${statementId}`, { replace: true })
      await queries.resetQueries()
    },
  })
  useTitle(say.useThis)

  const { error } = opening
  const refused = error === null ? undefined : words.refusal(error instanceof Refusal ? wordsOf(error) : 'failed')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(code.trim() === '')
    if (code.trim() !== '' && !opening.isPending) opening.mutate(code)
  }
  return (
    <Front foot={say.foot}>
      <h1>{say.useThis}</h1>
      {key === '' ? (
        <>
          <p className={styles.meta}>{say.enterCode}</p>
          <form className={`${styles.form} ${styles.line}`} onSubmit={submit} noValidate>
            <Field
              label={say.code}
              name="code"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              autoFocus
              maxLength={20}
              value={code}
              onChange={({ target }) => setCode(target.value)}
              error={missing ? say.codeMissing : refused}
            />
            <Button type="submit" look="solid" size="large">
              {say.useThis}
            </Button>
          </form>
        </>
      ) : (
        <>
          <p className={styles.meta} role={refused === undefined ? undefined : 'alert'}>
            {refused ?? say.asYou}
          </p>
          <div className={styles.actions}>
            <Button
              look="solid"
              size="large"
              onClick={() => {
                if (!opening.isPending) opening.mutate(key)
              }}
            >
              {refused === undefined ? say.useThis : words.tryAgain}
            </Button>
            {refused !== undefined && (
              <Button
                size="large"
                onClick={() => {
                  opening.reset()
                  location.hash = ''
                }}
              >
                {say.useCode}
              </Button>
            )}
          </div>
        </>
      )}
    </Front>
  )
}

/** A code that cannot be one is wrong like any other. */
const wordsOf = ({ code }: Refusal) => (code === 'invalid' ? 'unknown-code' : code)
