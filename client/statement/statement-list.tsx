/** Home: the statements that somebody may read, found by their words, and the ways to begin a new one. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import type { Person } from '#shared/people/contract.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import { type Listed, listStatements, searchStatements } from '#shared/statement/contract.ts'
import type { Template } from '#shared/statement/statement.ts'
import { call, isUnreachable } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { DropHere } from '../exchange/drop-here.tsx'
import { useFileDrop } from '../exchange/use-file-drop.ts'
import { type Brought, usePaste } from '../exchange/use-paste.ts'
import { formatMoment } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { startServiceWorker } from '../new-version.ts'
import { HouseBar } from '../people/house-bar.tsx'
import { type KeptHome, keepHome, readOpenable } from '../room/kept-home.ts'
import { MentionsOfYou } from '../thread/mentions-of-you.tsx'
import { useTitle } from '../use-title.ts'
import { FetchedDialog } from './fetched-dialog.tsx'
import { NewStatementDialog } from './new-statement-dialog.tsx'
import { TemplateSheets, TemplatesDialog } from './new-statement-templates.tsx'
import styles from './statement-list.module.css'
import { StatementSearch } from './statement-search.tsx'
import { StatementTable } from './statement-table.tsx'

const fetchImport = () => import('../exchange/import-dialog.tsx')

/** What is open above the list. */
type Above =
  | { readonly dialog: 'none' }
  | { readonly dialog: 'import'; readonly brought: Brought | null }
  | { readonly dialog: 'templates' }
  | { readonly dialog: 'new'; readonly template: Template | 'blank' }

interface ListProps {
  readonly person: Person
  /** What this device keeps of the list, where the server has not been reached yet. */
  readonly kept?: KeptHome
}

export function StatementList({ person, kept }: ListProps) {
  const [above, setAbove] = useState<Above>({ dialog: 'none' })
  const [sought, setSought] = useState('')
  const { statements, all, stale, offline, openable, now } = useStatements(person, sought, kept)
  const notice = useId()
  useTitle(words.list.heading)
  useEffect(startServiceWorker, [])

  const close = (): void => setAbove({ dialog: 'none' })
  const startFrom = (template: Template | 'blank'): void => setAbove({ dialog: 'new', template })
  const mayCreate = may('create', standingApart(person))
  const online = onlineOnly(offline, notice)
  const takesFiles = mayCreate && !offline && above.dialog !== 'import'
  const takeIn = (brought: Brought): void => setAbove({ dialog: 'import', brought })
  const isOver = useFileDrop(takesFiles ? (file) => takeIn({ kind: 'file', file }) : null)
  usePaste(takesFiles && above.dialog === 'none' ? takeIn : null)
  const ways = mayCreate && (
    <>
      <Button {...online(() => setAbove({ dialog: 'import', brought: null }))}>
        <Icon name="upload" />
        {words.list.import}
      </Button>
      <Button {...online(() => setAbove({ dialog: 'templates' }))}>
        <Icon name="page" />
        {words.list.templates}
      </Button>
      <Button look="solid" {...online(() => startFrom('blank'))}>
        <Icon name="plus" />
        {words.list.create}
      </Button>
    </>
  )
  return (
    <div className={styles.page}>
      <HouseBar person={person} />
      <main className={styles.main}>
        {stale && (
          <p className={styles.stale} role="alert" id={notice}>
            {offline ? words.homeOffline.notice(formatMoment(now, now), mayCreate) : words.list.notFresh}
          </p>
        )}
        {all?.length === 0 ? (
          <Empty>
            {mayCreate ? (
              <>
                <p>{words.list.emptyForCreator}</p>
                <div className={styles.begin}>
                  <Button look="solid" size="large" {...online(() => startFrom('blank'))}>
                    <Icon name="plus" />
                    {words.list.create}
                  </Button>
                  <Button size="large" {...online(() => setAbove({ dialog: 'import', brought: null }))}>
                    <Icon name="upload" />
                    {words.list.import}
                  </Button>
                </div>
                {!offline && (
                  <>
                    <h2>
                      <button
                        type="button"
                        className={styles.templates}
                        onClick={() => setAbove({ dialog: 'templates' })}
                      >
                        {words.list.templates}
                      </button>
                    </h2>
                    <TemplateSheets onChoose={startFrom} />
                  </>
                )}
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
                {words.list.nothingFound(sought)} {offline && words.homeOffline.search}{' '}
                <button type="button" className={styles.clear} onClick={() => setSought('')}>
                  {words.list.clearSearch}
                </button>
              </p>
            )}
            {statements && statements.length > 0 && (
              <StatementTable statements={statements} person={person} sought={sought} now={now} openable={openable} />
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
      {above.dialog === 'import' && (
        <FetchedDialog fetchCode={fetchImport} heading={words.importing.heading} onClose={close}>
          {({ ImportDialog }) => <ImportDialog brought={above.brought} onClose={close} />}
        </FetchedDialog>
      )}
      {isOver && <DropHere />}
    </div>
  )
}

/** What a button of these does without a connection: it stays where it is, and the notice says why it does nothing. */
const onlineOnly = (offline: boolean, notice: string) => (act: () => void) =>
  offline ? ({ 'aria-disabled': true, 'aria-describedby': notice } as const) : { onClick: act }

const Empty = ({ children }: { children: ReactNode }) => (
  <div className={styles.empty}>
    <h1>{words.list.emptyHeading}</h1>
    {children}
  </div>
)

/** Others write while somebody looks: the list asks again, ms. */
const freshFor = 5_000

/** All that somebody may read, and what of it holds the words that are sought. */
function useStatements(person: Person, sought: string, kept: KeptHome | undefined) {
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
  useEffect(() => {
    if (all.data) keepHome({ person, statements: all.data, at: all.dataUpdatedAt })
  }, [person, all.data, all.dataUpdatedAt])
  const known = all.data ?? kept?.statements
  const fromDevice = all.data === undefined && kept !== undefined
  const offline = fromDevice || isUnreachable(shown.error)
  const { data: openable } = useQuery({
    queryKey: ['openable', known?.map(({ id }) => id)],
    queryFn: () => readOpenable(person, known ?? []),
    enabled: offline,
    gcTime: 0,
  })
  return {
    all: known,
    // Until the first search has answered, the whole list stays where it is. The text is searched by the server alone.
    statements: offline ? known?.filter(holds(sought)) : (shown.data ?? known),
    stale: offline || shown.error !== null,
    offline,
    /** Null: all of them. */
    openable: offline ? (openable ?? null) : null,
    now: fromDevice ? kept.at : Math.max(all.dataUpdatedAt, found.dataUpdatedAt),
  }
}

/** Whether title or meeting hold every word. */
const holds =
  (sought: string) =>
  ({ title, meeting }: Listed): boolean =>
    sought
      .toLowerCase()
      .split(/\s+/u)
      .every((word) => `${title} ${meeting}`.toLowerCase().includes(word))

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
