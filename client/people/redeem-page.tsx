/**
 * The join page: what an invitation link leads to. A placard, the title, one field, one button. Opening it changes
 * nothing; joining is a deed of its own, so that a link preview joins nobody.
 */
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { join, readInvitation } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { formatDay } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { BadLinkPage } from './bad-link-page.tsx'
import { Front, Placard } from './front.tsx'
import styles from './front.module.css'
import { useHash } from './use-hash.ts'

type Invitation = z.output<typeof readInvitation.answer>

export function RedeemPage() {
  const key = useHash()
  const { data, error, isFetching, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['invitation', key],
    queryFn: () => call(readInvitation, { body: { key } }),
    // The page asks once: whoever is typing their name must not see it change under them.
    staleTime: Infinity,
  })
  if (data) return <Invited key={key} invitationKey={key} invitation={data} now={dataUpdatedAt} />
  if (error && !isFetching) return <BadLinkPage error={error} onRetry={() => void refetch()} />
  return <Front>{null}</Front>
}

interface InvitedProps {
  readonly invitationKey: string
  readonly invitation: Invitation
  /** When the invitation was read, epoch ms. */
  readonly now: number
}

function Invited({ invitationKey, invitation, now }: InvitedProps) {
  const { title, date, role, delegation, penholder, hereNow, sessionUntil } = invitation
  const [name, setName] = useState(invitation.name ?? '')
  const [missing, setMissing] = useState(false)
  const [, goTo] = useLocation()
  const joining = useMutation({
    mutationFn: () => call(join, { body: { key: invitationKey, name } }),
    onSuccess: ({ statementId }) => goTo(`/statements/${statementId}`, { replace: true }),
  })
  useTitle(words.join.pageTitle(delegation.delegation.name))

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(name.trim() === '')
    if (name.trim() !== '' && !joining.isPending) joining.mutate()
  }
  return (
    <Front hue={delegation.hue} foot={words.join.role(role)}>
      <Placard name={delegation.delegation.name} />
      <p className={styles.lead}>{words.join.lead(delegation.delegation.name, role)}</p>
      <h1>{title === '' ? words.untitled : title}</h1>
      <p className={styles.meta}>
        {[words.join.penholder(penholder.name), date].filter((part) => part !== '').join(' · ')}
      </p>
      {hereNow.length > 0 && (
        <p className={styles.here}>
          {words.join.hereNow}
          <span className={styles.plates}>
            {hereNow.map(({ delegation: { id, code, name: full }, hue, outlined }) => (
              <span key={id} title={full}>
                <Nameplate code={code} hue={hue} outlined={outlined} />
              </span>
            ))}
          </span>
        </p>
      )}
      <form className={`${styles.form} ${styles.line}`} onSubmit={submit} noValidate>
        <Field
          label={words.join.name}
          name="name"
          autoComplete="name"
          autoFocus
          maxLength={80}
          value={name}
          onChange={({ target }) => {
            setName(target.value)
            fetchEditorAhead()
          }}
          error={missing ? words.join.nameMissing : sentenceFor(joining.error, delegation.delegation.name)}
        />
        <Button type="submit" look="solid" size="large">
          {words.join.submit}
        </Button>
        <small className={styles.small}>{words.join.promise(formatDay(sessionUntil, now))}</small>
      </form>
    </Front>
  )
}

function sentenceFor(error: Error | null, delegation: string): string | undefined {
  if (error === null) return undefined
  const code = error instanceof Refusal ? error.code : 'failed'
  return code === 'delegation-full' ? words.badLink.full(delegation) : words.refusal(code)
}

/** From the first letter of a name on the editor is fetched, so that Join opens the statement at once. */
function fetchEditorAhead(): void {
  void import('../statement/statement-page.tsx').catch(() => undefined)
}
