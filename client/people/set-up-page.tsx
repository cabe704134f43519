/** The first start: whoever holds the link that the server printed becomes its administrator. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { passphrase as passphraseSchema, setUp } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Combobox } from '../design/combobox.tsx'
import { Field } from '../design/field.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front } from './front.tsx'
import styles from './front.module.css'
import { PassphraseField } from './passphrase-field.tsx'
import { useDirectory } from './use-directory.tsx'
import { useHash } from './use-hash.ts'

interface Entered {
  readonly name: string
  readonly delegation: string
  readonly passphrase: string
}

export function SetUpPage() {
  const key = useHash()
  const [entered, setEntered] = useState<Entered>({ name: '', delegation: '', passphrase: '' })
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const setting = useMutation({
    mutationFn: () => call(setUp, { body: { key, ...entered } }),
    onSuccess: async () => {
      await queries.resetQueries()
      goTo('/', { replace: true })
    },
  })
  const directory = useDirectory()
  useTitle(words.setUp.heading)

  const missing = tried ? whatIsMissing(entered) : {}
  const refused = setting.error === null ? {} : whereItBelongs(setting.error)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(whatIsMissing(entered)).length === 0 && !setting.isPending) setting.mutate()
  }
  const set = (change: Partial<Entered>): void => setEntered((before) => ({ ...before, ...change }))
  const { setUp: say } = words
  if (key === '') {
    return (
      <Front>
        <h1>{say.heading}</h1>
        <p className={styles.meta}>{say.keyMissing}</p>
      </Front>
    )
  }
  return (
    <Front>
      <h1>{say.heading}</h1>
      <p className={styles.meta}>{say.explanation}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={say.name}
          name="name"
          autoComplete="name"
          autoFocus
          maxLength={80}
          value={entered.name}
          onChange={({ target }) => set({ name: target.value })}
          error={missing.name}
        />
        <Combobox
          label={say.delegation}
          name="delegation"
          value={entered.delegation}
          onChange={(delegation) => set({ delegation })}
          suggestions={directory}
          error={missing.delegation ?? refused.delegation}
          hint={say.delegationHint}
        />
        <PassphraseField
          kind="new"
          value={entered.passphrase}
          onChange={(passphrase) => set({ passphrase })}
          error={missing.passphrase ?? refused.passphrase}
        />
        <Button type="submit" look="solid" size="large">
          {say.submit}
        </Button>
      </form>
    </Front>
  )
}

type Complaints = Partial<Record<keyof Entered, string>>

function whatIsMissing({ name, delegation, passphrase }: Entered): Complaints {
  return {
    ...(name.trim() === '' && { name: words.setUp.nameMissing }),
    ...(delegation.trim() === '' && { delegation: words.setUp.delegationMissing }),
    ...(!passphraseSchema.safeParse(passphrase).success && { passphrase: words.passphrase.short }),
  }
}

/** A refusal stands below the field it is about; what is about none stands above the button, below the last. */
function whereItBelongs(error: Error): Complaints {
  const code = error instanceof Refusal ? error.code : 'failed'
  const sentence = words.refusal(code)
  return code === 'unknown-delegation' ? { delegation: sentence } : { passphrase: sentence }
}
