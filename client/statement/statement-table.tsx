/**
 * The statements as a table: what is in progress, then, folded away, what is archived. A row is one target, its link;
 * on a phone it is title, meeting, then status and time.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Person } from '#shared/people/contract.ts'
import type { Participation, StatementId } from '#shared/people/people.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import { archiveStatement, type Listed } from '#shared/statement/contract.ts'
import { formatTime } from '#shared/statement/speaking-time.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import pill from '../design/pill.module.css'
import { formatChange } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './statement-table.module.css'

interface TableProps {
  /** In the order in which they are shown. */
  readonly statements: readonly Listed[]
  readonly person: Person
  /** What was searched for: archived ones that hold it are not hidden. */
  readonly sought: string
  /** When the list was read, epoch ms. */
  readonly now: number
  /** Those that open without a connection, where there is none; null where there is one. */
  readonly openable: ReadonlySet<StatementId> | null
}

export function StatementTable({ statements, person, sought, now, openable }: TableProps) {
  const inProgress = statements.filter(({ archivedAt }) => archivedAt === null)
  const archived = statements.filter(({ archivedAt }) => archivedAt !== null)
  const { columns } = words.list
  // Focus follows a statement that was brought back to where it stands now, once it stands there.
  const broughtBack = useRef<StatementId | null>(null)
  useEffect(() => {
    const id = broughtBack.current
    if (id === null || !statements.some((one) => one.id === id && one.archivedAt === null)) return
    broughtBack.current = null
    document.getElementById(linkId(id))?.focus()
  }, [statements])
  // The roles are written out: on a phone the rows are boxes, and a browser then forgets that they were a table.
  return (
    <table className={styles.table} role="table" aria-label={words.list.heading}>
      <thead role="rowgroup">
        <tr role="row">
          {Object.entries(columns).map(([column, name]) => (
            <th key={column} role="columnheader" scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {inProgress.length > 0 && (
        <tbody role="rowgroup">
          <GroupRow>{words.list.inProgress}</GroupRow>
          {inProgress.map((statement) => (
            <Row key={statement.id} statement={statement} now={now} opens={opens(statement, openable)} />
          ))}
        </tbody>
      )}
      {archived.length > 0 && (
        <Archived
          statements={archived}
          person={person}
          sought={sought}
          now={now}
          openable={openable}
          onBack={(id) => {
            broughtBack.current = id
          }}
        />
      )}
    </table>
  )
}

interface ArchivedProps extends TableProps {
  readonly onBack: (id: StatementId) => void
}

const opens = ({ id }: Listed, openable: TableProps['openable']): boolean => openable === null || openable.has(id)

function Archived({ statements, person, sought, now, openable, onBack }: ArchivedProps) {
  const [unfolded, setUnfolded] = useState(false)
  const id = useId()
  const open = unfolded || sought !== ''
  return (
    <tbody role="rowgroup" id={id}>
      <GroupRow>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setUnfolded(!open)}
        >
          <Icon name={open ? 'chevronDown' : 'chevronEnd'} />
          {words.list.archived(statements.length)}
        </button>
      </GroupRow>
      {open &&
        statements.map((statement) => (
          <Row key={statement.id} statement={statement} now={now} opens={opens(statement, openable)}>
            {openable === null && mayInvite(person, statement) && (
              <BringBack statementId={statement.id} onBack={onBack} />
            )}
          </Row>
        ))}
    </tbody>
  )
}

const GroupRow = ({ children }: { children: ReactNode }) => (
  <tr className={styles.group} role="row">
    <th role="rowheader" scope="rowgroup" colSpan={6}>
      {children}
    </th>
  </tr>
)

interface RowProps {
  readonly statement: Listed
  readonly now: number
  /** False for one that only a connection opens, while there is none. */
  readonly opens: boolean
  /** What can be done with it from here. */
  readonly children?: ReactNode
}

function Row({ statement, now, opens, children }: RowProps) {
  const { id, title, meeting, date, language, participations, changedBy, changedAt } = statement
  const name = title === '' ? words.untitled : title
  return (
    <tr className={styles.row} role="row">
      <td role="cell">
        {opens ? (
          <Link id={linkId(id)} className={styles.title} href={`/statements/${id}`} dir="auto" lang={language}>
            {name}
          </Link>
        ) : (
          <span className={styles.closed} dir="auto" lang={language}>
            {name}
          </span>
        )}
        {meeting !== '' && (
          <p className={styles.meeting} dir="auto" lang={language}>
            {meeting}
          </p>
        )}
        {!opens && <p className={styles.why}>{words.homeOffline.notKept}</p>}
      </td>
      <td role="cell" className={styles.date} dir="auto" lang={language}>
        {date}
      </td>
      <td role="cell">
        <Status statement={statement} />
      </td>
      <td role="cell" className={styles.time}>
        <SpeakingTime statement={statement} />
      </td>
      <td role="cell" className={styles.delegations}>
        <Nameplates participations={participations} />
      </td>
      <td role="cell" className={styles.change}>
        {words.list.change(changedBy?.name ?? null, formatChange(changedAt, now))}
        {children}
      </td>
    </tr>
  )
}

function Status({ statement: { drafting, archivedAt } }: { statement: Listed }) {
  const { status } = words.list
  const [icon, name] =
    archivedAt !== null
      ? (['archive', status.archived] as const)
      : drafting === 'open'
        ? (['pencil', status.drafting] as const)
        : (['lock', status.closed] as const)
  return (
    <span className={`${pill.pill} ${styles.status}`}>
      <Icon name={icon} />
      {name}
    </span>
  )
}

/** "4:37 of 5:00", and by how much it is over. */
function SpeakingTime({ statement: { seconds, limit } }: { statement: Listed }) {
  const { statusLine: say } = words
  return (
    <>
      <b>{formatTime(seconds)}</b> {limit !== null && say.ofLimit(formatTime(limit))}
      {limit !== null && seconds > limit && (
        <span className={styles.over}>{say.over(formatTime(seconds - limit))}</span>
      )}
    </>
  )
}

/** Two rows of five; a larger table is counted. */
const mostShown = 10

function Nameplates({ participations }: { participations: readonly Participation[] }) {
  const shown = participations.length > mostShown ? participations.slice(0, mostShown - 1) : participations
  return (
    <>
      <span className="only-heard">{participations.map(({ delegation }) => delegation.name).join(', ')}</span>
      <span className={styles.plates} aria-hidden="true">
        {shown.map(({ delegation: { id, code, name }, hue, outlined }) => (
          <span key={id} title={name}>
            <Nameplate code={code} hue={hue} outlined={outlined} />
          </span>
        ))}
        {shown.length < participations.length && (
          <span className={styles.more}>{words.list.moreDelegations(participations.length - shown.length)}</span>
        )}
      </span>
    </>
  )
}

interface BringBackProps {
  readonly statementId: StatementId
  readonly onBack: (id: StatementId) => void
}

function BringBack({ statementId, onBack }: BringBackProps) {
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(archiveStatement, { params: { statementId }, body: { archived: false } }),
    onSuccess: () => {
      onBack(statementId)
      return queries.invalidateQueries({ queryKey: ['statements'] })
    },
  })
  return (
    <span className={styles.back}>
      <Button
        size="small"
        aria-describedby={linkId(statementId)}
        onClick={() => {
          if (!isPending) mutate()
        }}
      >
        <Icon name="back" />
        {words.list.bringBack}
      </Button>
      {error && <span role="alert">{words.refusal(error instanceof Refusal ? error.code : 'failed')}</span>}
    </span>
  )
}

const linkId = (id: StatementId): string => `statement-${id}`

/** Whoever reads a statement whose pen their delegation holds holds the pen themselves. */
const mayInvite = ({ delegation, account }: Person, { penholder, drafting }: Listed): boolean =>
  may('invite', { role: null, holdsPen: penholder.id === delegation.id, drafting, archived: true, account })
