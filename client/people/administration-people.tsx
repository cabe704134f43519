/** The people with an account, their rights, and the links that lead to a new account or a new passphrase. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import {
  changeAccount,
  listAccounts,
  type Person,
  removeAccount,
  resetPassphrase,
  withdrawAccountLink,
} from '#shared/people/contract.ts'
import type { Account } from '#shared/people/rights.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Confirm } from '../design/confirm.tsx'
import { Icon } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { Switch } from '../design/switch.tsx'
import { formatMoment, formatSeen } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { InviteDialog } from './administration-invite.tsx'
import { LinkDialog, type ShownLink } from './administration-link.tsx'
import { Complaint, Section } from './administration-section.tsx'
import styles from './administration.module.css'

type Accounts = z.output<typeof listAccounts.answer>
type Entry = Accounts['accounts'][number]

/** What is open above the page. */
type Above =
  | { readonly dialog: 'none' }
  | { readonly dialog: 'invite' }
  | { readonly dialog: 'link'; readonly link: ShownLink }
  | { readonly dialog: 'remove'; readonly entry: Entry }
  | { readonly dialog: 'step-down'; readonly entry: Entry }

export function People({ person }: { person: Person }) {
  const { administration: say } = words
  const [above, setAbove] = useState<Above>({ dialog: 'none' })
  const {
    data,
    error,
    dataUpdatedAt: now,
  } = useQuery({
    queryKey: ['accounts'],
    queryFn: () => call(listAccounts),
    refetchOnWindowFocus: 'always',
  })
  const { change, remove, reset, refused } = useDeeds(person, (link) => setAbove({ dialog: 'link', link }))
  const close = (): void => setAbove({ dialog: 'none' })
  const setRights = (entry: Entry, account: Account): void => {
    const stepsDown = entry.delegate.id === person.delegate.id && !account.administrator
    if (stepsDown && entry.account.administrator) setAbove({ dialog: 'step-down', entry })
    else change({ entry, account })
  }
  return (
    <>
      <Section
        heading={say.sections.people}
        deed={
          <Button look="solid" onClick={() => setAbove({ dialog: 'invite' })}>
            <Icon name="plus" />
            {say.invite}
          </Button>
        }
      >
        <p className={styles.explanation}>{say.people}</p>
        <Complaint error={error ?? refused} />
        {data && (
          <table className={`${styles.table} ${styles.people}`} role="table" aria-label={say.sections.people}>
            <thead role="rowgroup">
              <tr role="row">
                {[say.columns.person, say.columns.rights, say.columns.seen].map((name) => (
                  <th key={name} role="columnheader" scope="col">
                    {name}
                  </th>
                ))}
                <th role="columnheader" scope="col">
                  <span className="only-heard">{say.columns.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {data.accounts.map((entry) => (
                <AccountRow
                  key={entry.delegate.id}
                  entry={entry}
                  isYou={entry.delegate.id === person.delegate.id}
                  now={now}
                  onRights={(account) => setRights(entry, account)}
                  onReset={() => reset(entry)}
                  onRemove={() => setAbove({ dialog: 'remove', entry })}
                />
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {data && data.pending.length > 0 && <Pending pending={data.pending} now={now} />}

      <InviteDialog
        open={above.dialog === 'invite'}
        onClose={close}
        onLink={(link) => setAbove({ dialog: 'link', link })}
      />
      <LinkDialog link={above.dialog === 'link' ? above.link : null} now={now} onClose={close} />
      <Confirm
        heading={above.dialog === 'remove' ? say.removeHeading(above.entry.delegate.name) : ''}
        confirm={say.removeConfirm}
        cancel={say.cancel}
        open={above.dialog === 'remove'}
        onCancel={close}
        onConfirm={() => {
          if (above.dialog === 'remove') remove(above.entry)
          close()
        }}
      >
        <p>{above.dialog === 'remove' && say.removeExplanation(above.entry.delegate.name)}</p>
      </Confirm>
      <Confirm
        heading={say.stepDownHeading}
        confirm={say.stepDownConfirm}
        cancel={say.cancel}
        open={above.dialog === 'step-down'}
        onCancel={close}
        onConfirm={() => {
          if (above.dialog === 'step-down') {
            change({ entry: above.entry, account: { ...above.entry.account, administrator: false } })
          }
          close()
        }}
      >
        <p>{say.stepDownExplanation}</p>
      </Confirm>
    </>
  )
}

/** What the administrator does to an account, and the last refusal. */
function useDeeds(person: Person, onLink: (link: ShownLink) => void) {
  const queries = useQueryClient()
  /** Whoever changes their own account changes their session. */
  const refresh = async ({ delegate }: Entry): Promise<void> => {
    if (delegate.id === person.delegate.id) await queries.resetQueries({ queryKey: ['session'] })
    await queries.invalidateQueries({ queryKey: ['accounts'] })
  }
  const changing = useMutation({
    mutationFn: ({ entry, account }: { entry: Entry; account: Account }) =>
      call(changeAccount, { params: { delegateId: entry.delegate.id }, body: account }),
    onSuccess: (_done, { entry }) => refresh(entry),
  })
  const removing = useMutation({
    mutationFn: ({ delegate }: Entry) => call(removeAccount, { params: { delegateId: delegate.id } }),
    onSuccess: (_done, entry) => refresh(entry),
  })
  const resetting = useMutation({
    mutationFn: ({ delegate }: Entry) => call(resetPassphrase, { params: { delegateId: delegate.id } }),
    onSuccess: async (made, { delegate }) => {
      onLink({ ...made, whom: delegate.name })
      await queries.invalidateQueries({ queryKey: ['accounts'] })
    },
  })
  return {
    change: changing.mutate,
    remove: removing.mutate,
    reset: resetting.mutate,
    refused: changing.error ?? removing.error ?? resetting.error,
  }
}

interface AccountRowProps {
  readonly entry: Entry
  readonly isYou: boolean
  readonly now: number
  readonly onRights: (account: Account) => void
  readonly onReset: () => void
  readonly onRemove: () => void
}

function AccountRow({ entry, isYou, now, onRights, onReset, onRemove }: AccountRowProps) {
  const { administration: say } = words
  const { delegate, delegation, account, seenAt } = entry
  return (
    <tr role="row">
      <td role="cell">
        <b className={styles.name} dir="auto">
          {delegate.name}
        </b>
        {isYou && <span className={styles.quiet}> · {say.you}</span>}
        <span className={styles.delegation}>
          <span aria-hidden="true">
            <Nameplate code={delegation.code} hue={1} outlined />
          </span>
          {delegation.name}
        </span>
      </td>
      <td role="cell">
        <span className={styles.rights}>
          <Switch
            label={say.createOf(delegate.name)}
            on={account.create || account.administrator}
            onChange={(create) => onRights({ ...account, create })}
            locked={account.administrator ? say.createIncluded : undefined}
          >
            {say.create}
          </Switch>
          <Switch
            label={say.administerOf(delegate.name)}
            on={account.administrator}
            onChange={(administrator) => onRights({ ...account, administrator })}
          >
            {say.administer}
          </Switch>
        </span>
      </td>
      <td role="cell" className={styles.quiet}>
        <span className={styles.onPhone}>{say.columns.seen}: </span>
        {seenAt === null ? say.never : formatSeen(seenAt, now)}
      </td>
      <td role="cell" className={styles.deed}>
        <MenuButton label={say.actionsOf(delegate.name)} look="quiet" shape="icon" face={<Icon name="more" />}>
          <MenuEntry name={say.reset} icon="sync" onAction={onReset} />
          <MenuEntry name={say.remove} icon="cross" onAction={onRemove} />
        </MenuButton>
      </td>
    </tr>
  )
}

function Pending({ pending, now }: { pending: Accounts['pending']; now: number }) {
  const { administration: say } = words
  const queries = useQueryClient()
  const withdrawing = useMutation({
    mutationFn: (id: string) => call(withdrawAccountLink, { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  return (
    <Section heading={say.sections.pending}>
      <Complaint error={withdrawing.error} />
      <ul className={styles.list}>
        {pending.map(({ id, delegate, delegation, expiresAt }) => {
          const what = delegate === null ? say.pendingAccount(delegation.name) : say.pendingReset(delegate.name)
          return (
            <li key={id}>
              <span>{what}</span>
              <span className={styles.quiet}>{say.until(formatMoment(expiresAt, now))}</span>
              <Button size="small" aria-label={say.withdrawOf(what)} onClick={() => withdrawing.mutate(id)}>
                {say.withdraw}
              </Button>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
