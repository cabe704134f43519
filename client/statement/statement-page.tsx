/**
 * The page of a statement: bar, notices, desk with the sheet, status line. It lays out and connects; what each part does
 * stands in its own file.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { z } from 'zod'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { call } from '../call.ts'
import { SignInPage } from '../people/sign-in-page.tsx'
import { NotFoundPage, RefusedPage } from '../people/stopped-page.tsx'
import { useOpenRoom } from '../room/use-open-room.ts'
import { Drafting } from './drafting.tsx'
import { Waiting } from './waiting.tsx'

export type OpenedStatement = z.output<typeof readStatement.answer>

export function StatementPage({ statementId }: { statementId: StatementId }) {
  const { data, error } = useQuery({
    queryKey: ['statement', statementId],
    queryFn: () => call(readStatement, { params: { statementId } }),
  })
  if (data) return <Opened opened={data} />
  if (!error) return <Waiting />
  switch (error instanceof Refusal ? error.code : 'failed') {
    case 'not-signed-in':
      return <SignInPage />
    case 'not-found':
    case 'unknown-statement':
    case 'not-allowed':
      return <NotFoundPage />
    default:
      return <RefusedPage error={error} />
  }
}

function Opened({ opened }: { opened: OpenedStatement }) {
  const { id, epoch } = opened.statement
  const room = useOpenRoom(id, epoch)
  const queries = useQueryClient()
  // Rights and delegations may change while the page is open; the server says so.
  useEffect(
    () =>
      room?.onNotice(({ kind }) => {
        if (kind === 'people') void queries.invalidateQueries({ queryKey: ['statement', id] })
      }),
    [room, queries, id],
  )
  return room === null ? <Waiting /> : <Drafting room={room} opened={opened} />
}
