/** Home: the statements that somebody may read, found by their words, and the ways to begin a new one. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Person } from '#shared/people/contract.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import { listStatements, searchStatements } from '#shared/statement/contract.ts'
import type { Template } from '#shared/statement/statement.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { HouseBar } from '../people/house-bar.tsx'
import { MentionsOfYou } from '../thread/mentions-of-you.tsx'
import { useTitle } from '../use-title.ts'
import { ImportDialog } from './import-dialog.tsx'
import { NewStatementDialog } from './new-statement-dialog.tsx'
import { TemplateSheets, TemplatesDialog } from './new-statement-templates.tsx'
import styles from './statement-list.module.css'
import { StatementSearch } from './statement-search.tsx'
import { StatementTable } from './statement-table.tsx'

/** What is open above the list. */
type Above =
  | { readonly dialog: 'none' }
  | { readonly dialog: 'import' }
  | { readonly dialog: 'templates' }
  | { readonly dialog: 'new'; readonly template: Template | 'blank' }

export function StatementList({ person }: { person: Person }) {
  const [above, setAbove] = useState<Above>({ dialog: 'none' })
  const [sought, setSought] = useState('')
  const { statements, all, stale, now } = useStatements(sought)
  useTitle(words.list.heading)

  const close = (): void => setAbove({ dialog: 'none' })
  const startFrom = (template: Template | 'blank'): void => setAbove({ dialog: 'new', template })
  const mayCreate = may('create', standingApart(person))
  const ways = mayCreate && (
    <Ways
      onImport={() => setAbove({ dialog: 'import' })}
      onTemplates={() => setAbove({ dialog: 'templates' })}
      onNew={() => startFrom('blank')}
    />
  )
  return (
    <div className={styles.page}>
      <HouseBar person={person} />
      <main className={styles.main}>
        {stale && (
          <p className={styles.stale} role="alert">
            {words.list.notFresh}
          </p>
        )}
        {all?.length === 0 ? (
          <Empty>
            {mayCreate ? (
              <>
                <p>{words.list.emptyForCreator}</p>
                <div className={styles.begin}>
                  <Button look="solid" size="large" onClick={() => startFrom('blank')}>
                    <Icon name="plus" />
                    {words.list.create}
                  </Button>
                  <Button size="large" onClick={() => setAbove({ dialog: 'import' })}>
                    <Icon name="upload" />
                    {words.list.import}
                  </Button>
                </div>
                <h2>{words.list.templates}</h2>
                <TemplateSheets onChoose={startFrom} />
              </>
            ) : (
              <p>{words.list.emptyForOthers}</p>
            )}
          </Empty>
        ) : (
          <>
            <div className={styles.head}>
              <h1>{words.list.heading}</h1>
              <StatementSearch sought={sought} onSeek={setSought} found={sought === '' ? null : statements?.length} />
              {ways}
            </div>
            {sought === '' && <MentionsOfYou />}
            {statements?.length === 0 && (
              <p className={styles.nothing}>
                {words.list.nothingFound(sought)}{' '}
                <button type="button" className={styles.clear} onClick={() => setSought('')}>
                  {words.list.clearSearch}
                </button>
              </p>
            )}
            {statements && statements.length > 0 && (
              <StatementTable statements={statements} person={person} sought={sought} now={now} />
            )}
          </>
        )}
      </main>
      <NewStatementDialog
        key={above.dialog === 'new' ? above.template : 'closed'}
        person={person}
        template={above.dialog === 'new' ? above.template : 'blank'}
        open={above.dialog === 'new'}
        onClose={close}
      />
      <TemplatesDialog open={above.dialog === 'templates'} onChoose={startFrom} onClose={close} />
      <ImportDialog open={above.dialog === 'import'} onClose={close} />
    </div>
  )
}

interface WaysProps {
  readonly onImport: () => void
  readonly onTemplates: () => void
  readonly onNew: () => void
}

const Ways = ({ onImport, onTemplates, onNew }: WaysProps) => (
  <>
    <Button onClick={onImport}>
      <Icon name="upload" />
      {words.list.import}
    </Button>
    <Button onClick={onTemplates}>
      <Icon name="page" />
      {words.list.templates}
    </Button>
    <Button look="solid" onClick={onNew}>
      <Icon name="plus" />
      {words.list.create}
    </Button>
  </>
)

const Empty = ({ children }: { children: ReactNode }) => (
  <div className={styles.empty}>
    <h1>{words.list.emptyHeading}</h1>
    {children}
  </div>
)

/** Others write while somebody looks: the list asks again, ms. */
const freshFor = 5_000

/** All that somebody may read, and what of it holds the words that are sought. */
function useStatements(sought: string) {
  const fresh = { refetchInterval: freshFor, refetchOnWindowFocus: 'always', refetchOnReconnect: 'always' } as const
  const all = useQuery({ queryKey: ['statements'], queryFn: () => call(listStatements), ...fresh })
  const found = useQuery({
    queryKey: ['statements', 'search', sought],
    queryFn: () => call(searchStatements, { body: { words: sought } }),
    enabled: sought !== '',
    placeholderData: keepPreviousData,
    ...fresh,
  })
  const shown = sought === '' ? all : found
  useSessionEnd(shown.error)
  return {
    all: all.data,
    // Until the first search has answered, the whole list stays where it is.
    statements: shown.data ?? all.data,
    stale: shown.error !== null,
    now: Math.max(all.dataUpdatedAt, found.dataUpdatedAt),
  }
}

/** A session that ended while the page was open leads to the door. */
function useSessionEnd(error: Error | null): void {
  const queries = useQueryClient()
  const ended = error instanceof Refusal && error.code === 'not-signed-in'
  useEffect(() => {
    if (ended) void queries.resetQueries({ queryKey: ['session'] })
  }, [ended, queries])
}

const standingApart = ({ account }: Person) =>
  ({ role: null, holdsPen: false, drafting: 'open', archived: false, account }) as const
