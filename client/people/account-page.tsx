/**
 * What a link to an account leads to: a colleague makes theirs, or its owner chooses a new passphrase. Opening it
 * changes nothing, so that a link preview uses nothing up.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { z } from 'zod'
import { openAccountLink, passphrase as passphraseSchema, readAccountLink } from '#shared/people/contract.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front, Placard } from './front.tsx'
import styles from './front.module.css'
import { PassphraseField } from './passphrase-field.tsx'
import { useHash } from './use-hash.ts'

type Opened = z.output<typeof readAccountLink.answer>

export function AccountPage() {
  const key = useHash()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['account-link', key],
    queryFn: () => call(readAccountLink, { body: { key } }),
    staleTime: Infinity,
  })
  if (data) return <Invited key={key} linkKey={key} opened={data} />
  if (error && !isFetching) return <BadAccountLink error={error} onRetry={() => void refetch()} />
  return <Front>{null}</Front>
}

function Invited({ linkKey, opened }: { linkKey: string; opened: Opened }) {
  const { accountLink: say } = words
  const { delegation, account } = opened
  const reset = opened.name !== null
  const [name, setName] = useState(opened.name ?? '')
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const opening = useMutation({
    mutationFn: () => call(openAccountLink, { body: { key: linkKey, name, passphrase } }),
    onSuccess: async () => {
      goTo('/', { replace: true })
      await queries.resetQueries()
    },
  })
  const heading = reset ? say.resetHeading : say.heading
  useTitle(heading)

  const short = !passphraseSchema.safeParse(passphrase).success
  const refused = opening.error instanceof Refusal ? opening.error.code : opening.error && 'failed'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() !== '' && !short && !opening.isPending) opening.mutate()
  }
  return (
    <Front hue={1} foot={reset ? say.resetExplanation : rightsOf(account)}>
      <Placard name={delegation.name} />
      <p className={styles.lead}>{reset ? say.resetLead(delegation.name) : say.lead(delegation.name)}</p>
      <h1>{heading}</h1>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={say.name}
          name="name"
          autoComplete="username"
          autoFocus={!reset}
          readOnly={reset}
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
          error={nameError(name, tried, refused)}
          hint={reset ? say.resetName : say.nameHint}
        />
        <PassphraseField
          kind="new"
          autoFocus={reset}
          value={passphrase}
          onChange={setPassphrase}
          error={passphraseError(short, tried, refused)}
        />
        <Button type="submit" look="solid" size="large">
          {reset ? say.resetSubmit : say.submit}
        </Button>
      </form>
    </Front>
  )
}

function rightsOf({ administrator, create }: Opened['account']): string {
  const { accountLink: say } = words
  if (administrator) return say.administrator
  return create ? say.create : say.plain
}

function nameError(name: string, tried: boolean, refused: RefusalCode | null): string | undefined {
  if (tried && name.trim() === '') return words.accountLink.nameMissing
  return refused === 'name-taken' ? words.refusal(refused) : undefined
}

function passphraseError(short: boolean, tried: boolean, refused: RefusalCode | null): string | undefined {
  if (tried && short) return words.passphrase.short
  return refused === null || refused === 'name-taken' ? undefined : words.refusal(refused)
}

function BadAccountLink({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { accountLink: say } = words
  const { heading, explanation } = wordsFor(error instanceof Refusal ? error.code : 'failed')
  useTitle(heading)
  return (
    <Front>
      <Placard />
      <h1>{heading}</h1>
      <p className={styles.meta}>{explanation}</p>
      <div className={styles.actions}>
        <Button look="solid" size="large" onClick={onRetry}>
          {words.tryAgain}
        </Button>
        <Link className={buttonClass({ size: 'large' })} href="/">
          {say.signIn}
        </Link>
      </div>
    </Front>
  )
}

function wordsFor(code: RefusalCode): { heading: string; explanation: string } {
  const { bad, askAgain, otherwise } = words.accountLink
  switch (code) {
    case 'unknown-link':
    case 'link-used':
    case 'link-expired':
      return { heading: bad[code], explanation: askAgain }
    case 'invalid':
    case 'malformed':
      return { heading: bad['unknown-link'], explanation: askAgain }
    case 'unreachable':
      return { heading: bad.unreachable, explanation: words.refusal(code) }
    default:
      return { heading: otherwise, explanation: words.refusal(code) }
  }
}
