/**
 * "Delegations": who sits at the table of a statement, with which role and by which link. What is changed here holds at
 * once for everybody, and what others change shows here.
 */
import { useState } from 'react'
import {
  type Seat,
  changeInvitation,
  changeRole,
  passPen,
  removeDelegation,
  removePerson,
  renewInvitation,
  revokeInvitation,
} from '#shared/people/contract.ts'
import type { Delegate, DelegationId, Present, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Confirm } from '../design/confirm.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { timeZone } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './delegations.module.css'
import { AddDelegation } from './delegations-add.tsx'
import { linksAsText } from './delegations-links.ts'
import { DelegationRow, type SeatDeeds, type Shown, ShownText } from './delegations-row.tsx'
import { PassPenDialog } from './pass-pen.tsx'
import { useDeeds, useSeats } from './use-seats.ts'

interface DelegationsDialogProps {
  readonly statementId: StatementId
  readonly you: Present
  readonly administrator: boolean
  readonly open: boolean
  readonly onClose: () => void
}

/** What is asked about before it is done. The seat is looked up as it stands: somebody may join while it is asked. */
type Question =
  | { readonly about: 'revoke' | 'remove'; readonly at: DelegationId }
  | { readonly about: 'person'; readonly at: DelegationId; readonly person: Delegate }

/** Below one row, or below all of them. */
type Below = { readonly row: DelegationId; readonly shown: Shown } | { readonly row: null; readonly copied: boolean }

export function DelegationsDialog({ statementId, you, administrator, open, onClose }: DelegationsDialogProps) {
  const { delegations: say } = words
  const { data: seats = none, error, dataUpdatedAt } = useSeats(statementId)
  const { act, refused, forgive } = useDeeds(statementId)
  const [below, setBelow] = useState<Below | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [passing, setPassing] = useState(false)
  const troubled = refused ?? error

  const copyAll = async (): Promise<void> => {
    const copied = await writeClipboard(linksAsText(seats))
    setBelow({ row: null, copied })
  }

  const deedsAt = (seat: Seat): SeatDeeds => {
    const { delegation } = seat.participation
    const params = { statementId, delegationId: delegation.id }
    const show = (shown: Shown | null): void => setBelow(shown && { row: delegation.id, shown })
    return {
      show,
      changeRole: (role) =>
        act(
          () => call(changeRole, { params, body: { role } }),
          changing(delegation.id, (before) => ({ ...before, participation: { ...before.participation, role } })),
        ),
      changeTerms: (terms) =>
        act(
          () => call(changeInvitation, { params, body: terms }),
          changing(delegation.id, (before) => ({
            ...before,
            invitation: before.invitation && { ...before.invitation, ...terms },
          })),
        ),
      copyLink: () => {
        if (seat.invitation === null) return
        void writeClipboard(seat.invitation.link).then((copied) => show({ shows: 'link', copied }))
      },
      renew: () => act(() => call(renewInvitation, { params })),
      revoke: () => setQuestion({ about: 'revoke', at: delegation.id }),
      passPen: () => setPassing(true),
      removePerson: (person) => setQuestion({ about: 'person', at: delegation.id, person }),
      removeDelegation: () => setQuestion({ about: 'remove', at: delegation.id }),
    }
  }

  const asked = question && seats.find(({ participation }) => participation.delegation.id === question.at)

  const doIt = (question: Question): void => {
    const params = { statementId, delegationId: question.at }
    if (below?.row === question.at) setBelow(null)
    setQuestion(null)
    switch (question.about) {
      case 'revoke':
        return act(() => call(revokeInvitation, { params }))
      case 'remove':
        return act(() => call(removeDelegation, { params }))
      case 'person':
        return act(() => call(removePerson, { params: { ...params, delegateId: question.person.id } }))
    }
  }

  return (
    <Dialog
      heading={say.heading}
      lead={say.lead}
      close={words.close}
      open={open}
      onClose={onClose}
      width="table"
      footer={
        <>
          <p className={styles.remark}>{dataUpdatedAt > 0 && say.remark(timeZone(dataUpdatedAt))}</p>
          <Button onClick={() => void copyAll()}>
            <Icon name={below?.row === null && below.copied ? 'check' : 'copy'} />
            {say.copyAll}
          </Button>
          <Button look="solid" onClick={onClose}>
            {say.done}
          </Button>
        </>
      }
    >
      <AddDelegation statementId={statementId} seats={seats} />
      {troubled && (
        <p role="alert" className={styles.refused}>
          {words.refusal(troubled instanceof Refusal ? troubled.code : 'failed')}
          <Button size="small" look="quiet" shape="icon" aria-label={words.notice.dismiss} onClick={forgive}>
            <Icon name="cross" />
          </Button>
        </p>
      )}
      <div role="table" aria-label={say.heading} className={styles.table}>
        <div role="row" className={styles.columns}>
          {Object.entries(say.columns).map(([column, name]) => (
            <span key={column} role="columnheader" className={column === 'actions' ? 'only-heard' : undefined}>
              {name}
            </span>
          ))}
        </div>
        {seats.map((seat) => {
          const { id } = seat.participation.delegation
          return (
            <DelegationRow
              key={id}
              seat={seat}
              you={you.delegateId}
              now={dataUpdatedAt}
              shown={below?.row === id ? below.shown : null}
              deeds={deedsAt(seat)}
            />
          )
        })}
      </div>
      {seats.length === 1 && <p className={styles.empty}>{say.empty}</p>}
      {below?.row === null && (
        <div className={styles.all}>
          <ShownText label={say.allLinks} text={linksAsText(seats)} copied={below.copied} />
        </div>
      )}
      {question && asked && (
        <Confirm
          {...wordsFor(question, asked)}
          cancel={say.cancel}
          open
          onConfirm={() => doIt(question)}
          onCancel={() => setQuestion(null)}
        >
          <p>{sentenceFor(question, asked)}</p>
        </Confirm>
      )}
      {passing && (
        <PassPenDialog
          seats={seats}
          yours={you.delegationId}
          administrator={administrator}
          onClose={() => setPassing(false)}
          onPass={(delegationId) => {
            setPassing(false)
            act(() => call(passPen, { params: { statementId }, body: { delegationId } }))
          }}
        />
      )}
    </Dialog>
  )
}

const none: readonly Seat[] = []

const changing =
  (id: DelegationId, change: (seat: Seat) => Seat) =>
  (seats: readonly Seat[]): readonly Seat[] =>
    seats.map((seat) => (seat.participation.delegation.id === id ? change(seat) : seat))

function wordsFor(question: Question, { participation: { delegation } }: Seat): { heading: string; confirm: string } {
  const { delegations: say } = words
  const { name } = delegation
  switch (question.about) {
    case 'revoke':
      return { heading: say.revokeQuestion(name), confirm: say.revoke }
    case 'remove':
      return { heading: say.removeQuestion(name), confirm: say.remove }
    case 'person':
      return { heading: say.removeQuestion(question.person.name), confirm: say.remove }
  }
}

function sentenceFor(question: Question, { participation: { delegation }, people }: Seat): string {
  const { delegations: say } = words
  const { name } = delegation
  switch (question.about) {
    case 'revoke':
      return say.revokeExplanation(
        name,
        people.map(({ delegate }) => delegate.name),
      )
    case 'remove':
      return say.removeExplanation(name)
    case 'person':
      return say.removePersonExplanation(question.person.name, name)
  }
}
