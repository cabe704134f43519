/** One delegation at the table: its role, its link and until when that lets people in, who is here, and what can be done. */
import type { ReactNode } from 'react'
import type { Seat } from '#shared/people/contract.ts'
import { type Delegate, type DelegateId, type Role, role as roles } from '#shared/people/people.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import pill from '../design/pill.module.css'
import { Select } from '../design/select.tsx'
import { formatDay, formatSeen } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './delegations.module.css'
import { Expiry, Limit, OtherTime } from './delegations-terms.tsx'

/** What a row shows below itself. Copying a link shows it besides, for browsers that keep the clipboard to themselves. */
export type Shown = { readonly shows: 'link'; readonly copied: boolean } | { readonly shows: 'other-time' | 'limit' }

export interface SeatDeeds {
  readonly changeRole: (role: Role) => void
  readonly changeTerms: (terms: { expiresAt?: number; maxPeople?: number }) => void
  readonly copyLink: () => void
  readonly renew: () => void
  readonly show: (shown: Shown | null) => void
  /** These are asked about first. */
  readonly revoke: () => void
  readonly passPen: () => void
  readonly removePerson: (person: Delegate) => void
  readonly removeDelegation: () => void
}

interface RowProps {
  readonly seat: Seat
  readonly you: DelegateId
  /** When the seats were read, epoch ms. */
  readonly now: number
  readonly shown: Shown | null
  readonly deeds: SeatDeeds
}

export function DelegationRow({ seat, you, now, shown, deeds }: RowProps) {
  const { delegations: say } = words
  const { participation, invitation } = seat
  const { delegation, role, hue, outlined, holdsPen } = participation
  return (
    <div role="row" className={styles.row}>
      <div role="cell" className={styles.who}>
        <Nameplate code={delegation.code} hue={hue} outlined={outlined} />
        <b>{delegation.name}</b>
      </div>
      <Cell column="role">
        {holdsPen ? (
          <span className={styles.penholder}>{say.penholder}</span>
        ) : (
          <Select
            label={say.roleOf(delegation.name)}
            look="quiet"
            value={role}
            onChange={deeds.changeRole}
            choices={roles.options.map((value) => ({ value, name: say.roles[value] }))}
          />
        )}
      </Cell>
      <Cell column="invitation">
        {invitation === null && <span className={pill.pill}>{say.withdrawn}</span>}
        {invitation?.expired && <span className={pill.pill}>{say.expired(formatDay(invitation.expiresAt, now))}</span>}
        {invitation && !invitation.expired && (
          <Button size="small" aria-label={say.copyLinkOf(delegation.name)} onClick={deeds.copyLink}>
            <Icon name={shown?.shows === 'link' && shown.copied ? 'check' : 'copy'} />
            {shown?.shows === 'link' && shown.copied ? say.copied : say.copyLink}
          </Button>
        )}
      </Cell>
      <Cell column="expires">
        {invitation && !invitation.expired ? (
          <Expiry
            delegation={delegation.name}
            expiresAt={invitation.expiresAt}
            now={now}
            onChange={(expiresAt) => deeds.changeTerms({ expiresAt })}
            onOther={() => deeds.show({ shows: 'other-time' })}
          />
        ) : (
          <span className={styles.faint}>{say.ended}</span>
        )}
      </Cell>
      <Cell column="hereNow">
        <HereNow seat={seat} now={now} />
      </Cell>
      <div role="cell" className={styles.deeds}>
        <MainDeed seat={seat} deeds={deeds} />
        <RowMenu seat={seat} you={you} deeds={deeds} />
      </div>
      {shown && (
        <div role="cell" className={styles.shown}>
          <ShownBelow seat={seat} shown={shown} deeds={deeds} />
        </div>
      )}
    </div>
  )
}

/** On a phone the row is a card, and its columns have no heading: those that need one say it themselves. */
const Cell = ({ column, children }: { column: keyof typeof words.delegations.columns; children: ReactNode }) => (
  <div role="cell" className={styles[column]} data-column={words.delegations.columns[column]}>
    {children}
  </div>
)

function HereNow({ seat: { people, others, invitation }, now }: { seat: Seat; now: number }) {
  const { delegations: say } = words
  const names = [
    ...people.filter(({ hereNow }) => hereNow).map(({ delegate }) => delegate.name),
    ...others.map(({ name }) => name),
  ]
  const lastSeen = Math.max(0, ...people.map(({ seenAt }) => seenAt ?? 0))
  return (
    <div>
      {names.length > 0 ? (
        <span className={styles.names}>
          <span className={styles.dot} aria-hidden="true" />
          <span>{names.join(', ')}</span>
        </span>
      ) : (
        <span className={styles.faint}>{lastSeen > 0 ? say.lastSeen(formatSeen(lastSeen, now)) : say.notHere}</span>
      )}
      {invitation && people.length > 0 && (
        <span className={styles.joined}>{say.joined(people.length, invitation.maxPeople)}</span>
      )}
    </div>
  )
}

/** The one deed that stands in the row itself. */
function MainDeed({ seat: { participation, invitation }, deeds }: { seat: Seat; deeds: SeatDeeds }) {
  const { delegations: say } = words
  const { name } = participation.delegation
  if (invitation === null || invitation.expired) {
    return (
      <Button size="small" aria-label={say.renewOf(name)} onClick={deeds.renew}>
        {say.renew}
      </Button>
    )
  }
  return participation.holdsPen ? (
    <Button size="small" look="quiet" onClick={deeds.passPen}>
      {say.passPen}
    </Button>
  ) : (
    <Button size="small" look="quiet" aria-label={say.revokeOf(name)} onClick={deeds.revoke}>
      {say.revoke}
    </Button>
  )
}

function RowMenu({ seat, you, deeds }: { seat: Seat; you: DelegateId; deeds: SeatDeeds }) {
  const { delegations: say } = words
  const { participation, invitation, people } = seat
  const { name } = participation.delegation
  const active = invitation !== null && !invitation.expired
  return (
    <MenuButton label={say.moreAbout(name)} look="quiet" size="small" shape="icon" face={<Icon name="more" />}>
      {participation.holdsPen && !active && <MenuEntry name={say.passPen} onAction={deeds.passPen} />}
      {active && <MenuEntry name={say.limit} onAction={() => deeds.show({ shows: 'limit' })} />}
      {invitation && (invitation.expired || participation.holdsPen) && (
        <MenuEntry name={say.revokeOf(name)} onAction={deeds.revoke} />
      )}
      {people
        .filter(({ delegate }) => delegate.id !== you)
        .map(({ delegate }) => (
          <MenuEntry
            key={delegate.id}
            name={say.removePerson(delegate.name)}
            onAction={() => deeds.removePerson(delegate)}
          />
        ))}
      {!participation.holdsPen && <MenuEntry name={say.removeDelegation(name)} onAction={deeds.removeDelegation} />}
    </MenuButton>
  )
}

function ShownBelow({ seat, shown, deeds }: { seat: Seat; shown: Shown; deeds: SeatDeeds }) {
  const { invitation, participation } = seat
  const { name } = participation.delegation
  if (invitation === null) return null
  const close = (): void => deeds.show(null)
  switch (shown.shows) {
    case 'link':
      return (
        <ShownText
          key={invitation.link}
          label={words.delegations.linkOf(name)}
          text={invitation.link}
          copied={shown.copied}
        />
      )
    case 'other-time':
      return (
        <OtherTime
          delegation={name}
          expiresAt={invitation.expiresAt}
          onChange={(expiresAt) => {
            deeds.changeTerms({ expiresAt })
            close()
          }}
          onCancel={close}
        />
      )
    case 'limit':
      return (
        <Limit
          delegation={name}
          maxPeople={invitation.maxPeople}
          onChange={(maxPeople) => {
            deeds.changeTerms({ maxPeople })
            close()
          }}
          onCancel={close}
        />
      )
  }
}

interface ShownTextProps {
  readonly label: string
  readonly text: string
  readonly copied: boolean
}

/** A text to copy, selected, and whether the browser has copied it already. */
export const ShownText = ({ label, text, copied }: ShownTextProps) => (
  <div className={styles.copying}>
    {text.includes('\n') ? (
      <textarea aria-label={label} readOnly value={text} rows={8} ref={selectAll} />
    ) : (
      <input aria-label={label} readOnly value={text} ref={selectAll} />
    )}
    <p role="status">{copied ? words.delegations.isCopied : words.delegations.copyByHand}</p>
  </div>
)

function selectAll(element: HTMLInputElement | HTMLTextAreaElement | null): void {
  element?.focus()
  element?.select()
}
