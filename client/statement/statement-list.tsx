/** The statements that somebody may read, the one changed last first. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { z } from 'zod'
import { type readSession, signOut } from '#shared/people/contract.ts'
import { listStatements } from '#shared/statement/contract.ts'
import { call } from '../call.ts'
import { Icon, Nib } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton, MenuEntry } from '../design/menu.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import pill from '../design/pill.module.css'
import { chooseTheme, themes, useTheme } from '../design/theme.ts'
import { formatChange } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import styles from './statement-list.module.css'

type Person = NonNullable<z.output<typeof readSession.answer>['person']>
type Listed = z.output<typeof listStatements.answer>[number]

export function StatementList({ person }: { person: Person }) {
  const {
    data: statements,
    error,
    dataUpdatedAt,
  } = useQuery({
    queryKey: ['statements'],
    queryFn: () => call(listStatements),
  })
  useTitle(words.list.heading)
  return (
    <div className={styles.page}>
      <Bar person={person} />
      <main className={styles.main}>
        {statements?.length === 0 ? <Empty mayCreate={person.account !== null} /> : <h1>{words.list.heading}</h1>}
        {error && <p role="alert">{words.refusal('unreachable')}</p>}
        {statements && statements.length > 0 && <Table statements={statements} now={dataUpdatedAt} />}
      </main>
    </div>
  )
}

function Bar({ person: { delegate, delegation } }: { person: Person }) {
  const theme = useTheme()
  const queries = useQueryClient()
  const signingOut = useMutation({ mutationFn: () => call(signOut), onSuccess: () => queries.resetQueries() })
  return (
    <header className={styles.bar}>
      <span className={styles.sign}>
        <Nib />
      </span>
      <b>{words.product}</b>
      <span className={styles.end}>
        <MenuButton label={words.theme.button} look="quiet" shape="icon" face={<Icon name="sun" />}>
          <ChoiceEntries
            label={words.theme.button}
            value={theme}
            onChange={chooseTheme}
            choices={themes.map((value) => ({ value, name: words.theme.names[value] }))}
          />
        </MenuButton>
        <span className={styles.who}>
          <Nameplate code={delegation.code} hue={1} size="large" />
          <span>{delegate.name}</span>
        </span>
        <MenuButton label={words.account.button} look="quiet" shape="icon" face={<Icon name="chevronDown" />}>
          <MenuEntry name={words.account.signOut} onAction={() => signingOut.mutate()} />
        </MenuButton>
      </span>
    </header>
  )
}

function Table({ statements, now }: { statements: readonly Listed[]; now: number }) {
  const { columns } = words.list
  return (
    <table className={styles.table} aria-label={words.list.heading}>
      <thead>
        <tr>
          <th scope="col">{columns.statement}</th>
          <th scope="col">{columns.status}</th>
          <th scope="col">{columns.penholder}</th>
          <th scope="col">{columns.lastChange}</th>
        </tr>
      </thead>
      <tbody>
        {statements
          .toSorted((one, other) => other.changedAt - one.changedAt)
          .map(({ id, title, penholder, changedAt }) => (
            <tr key={id}>
              <td>
                <Link className={styles.title} href={`/statements/${id}`}>
                  {title === '' ? words.untitled : title}
                </Link>
              </td>
              <td>
                <span className={pill.pill}>
                  <Icon name="pencil" />
                  {words.list.drafting}
                </span>
              </td>
              <td>{penholder.name}</td>
              <td className={styles.quiet}>{formatChange(changedAt, now)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

const Empty = ({ mayCreate }: { mayCreate: boolean }) => (
  <div className={styles.empty}>
    <h1>{words.list.emptyHeading}</h1>
    <p>{mayCreate ? words.list.emptyForAccount : words.list.emptyForGuest}</p>
    {mayCreate && <code>{words.list.emptyCommand}</code>}
  </div>
)
