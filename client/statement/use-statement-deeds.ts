/** What is done to a statement as a whole: drafting closed and opened, archived and brought back, duplicated. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { setDrafting } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { archiveStatement, duplicateStatement } from '#shared/statement/contract.ts'
import { call } from '../call.ts'

export interface StatementDeeds {
  readonly setDrafting: (drafting: 'open' | 'pen') => void
  readonly setArchived: (archived: boolean) => void
  /** Opens the new statement. */
  readonly duplicate: () => void
  /** Why the last of them was not done. */
  readonly refused: Error | null
  readonly forgive: () => void
}

export function useStatementDeeds(statementId: StatementId): StatementDeeds {
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const params = { statementId }
  const { mutate, error, reset } = useMutation({
    mutationFn: (deed: () => Promise<unknown>) => deed(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['statement', statementId] }),
  })
  return {
    setDrafting: (drafting) => mutate(() => call(setDrafting, { params, body: { drafting } })),
    setArchived: (archived) => mutate(() => call(archiveStatement, { params, body: { archived } })),
    duplicate: () =>
      mutate(async () => {
        const made = await call(duplicateStatement, { params })
        goTo(`/statements/${made.statementId}`)
      }),
    refused: error,
    forgive: reset,
  }
}
