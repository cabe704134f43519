/**
 * The page of a statement: bar, notices, desk with the sheet, status line. It lays out and connects; what each part does
 * stands in its own file.
 */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import type { z } from 'zod'
import type { StatementId } from '#shared/people/people.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { readStatement } from '#shared/statement/contract.ts'
import { lookForNewVersion, startServiceWorker } from '../new-version.ts'
import { SignInPage } from '../people/sign-in-page.tsx'
import { NotFoundPage, PartEndedPage, RefusedPage } from '../people/stopped-page.tsx'
import { readAndKeep, readKept } from '../room/kept-answers.ts'
import type { Room } from '../room/provider.ts'
import { useOpenRoom } from '../room/use-open-room.ts'
import { Drafting } from './drafting.tsx'
import { Waiting } from './waiting.tsx'

export type OpenedStatement = z.output<typeof readStatement.answer>

const reading = (statementId: StatementId) =>
  queryOptions({
    queryKey: ['statement', statementId],
    queryFn: () => readAndKeep(statementId).catch((error: unknown) => readKept(statementId, error)),
  })

export function StatementPage({ statementId }: { statementId: StatementId }) {
  const { data, error } = useQuery(reading(statementId))
  if (data) return <Opened opened={data} />
  if (!error) return <Waiting />
  const { code, detail } = error instanceof Refusal ? error : new Refusal('failed')
  switch (code) {
    case 'not-signed-in':
      return <SignInPage />
    case 'link-withdrawn':
    case 'removed':
      return <PartEndedPage code={code} penholder={detail} statementId={statementId} />
    case 'not-found':
    case 'unknown-statement':
    case 'not-allowed':
      return <NotFoundPage statementId={statementId} />
    default:
      return <RefusedPage error={error} />
  }
}

function Opened({ opened }: { opened: OpenedStatement }) {
  const { id, epoch } = opened.statement
  const queries = useQueryClient()
  const ask = useCallback(async () => {
    // The server itself, not what this device keeps of it.
    const answer = await readAndKeep(id)
    queries.setQueryData(reading(id).queryKey, answer)
    const { statement, standing } = answer
    return { epoch: statement.epoch, mayEdit: may('edit', standing) }
  }, [queries, id])
  useEffect(startServiceWorker, [])
  const entered = useOpenRoom({ statementId: id, epoch, person: opened.you.delegateId, ask })
  const room = entered?.room
  // Rights and delegations may change while the page is open; the server says so to whoever is connected.
  useEffect(() => {
    if (room === undefined) return
    const askAgain = (): void => void queries.invalidateQueries({ queryKey: reading(id).queryKey })
    const unsubscribe = onceBack(room, () => {
      askAgain()
      lookForNewVersion()
    })
    const stopHearing = room.onNotice(({ kind }) => {
      if (kind === 'people') askAgain()
    })
    return () => {
      unsubscribe()
      stopHearing()
    }
  }, [room, queries, id])
  return entered === null ? <Waiting /> : <Drafting entered={entered} opened={opened} />
}

/** Calls each time the connection is back after it was lost, until the answer is called. */
function onceBack({ sync }: Room, call: () => void): () => void {
  let lost = false
  return sync.subscribe(() => {
    const { state } = sync.read()
    if (lost && state === 'live') call()
    lost = state === 'offline' || (lost && state !== 'live')
  })
}
