/** Who can be mentioned in a statement: read when first asked for, and again when the people there change. */
import { useQuery } from '@tanstack/react-query'
import type { Delegate, StatementId } from '#shared/people/people.ts'
import { listDelegates } from '#shared/thread/contract.ts'
import { call } from '../call.ts'

/** Empty until they have come. The delegations are those of the opened statement. */
export function useDelegates(statementId: StatementId): readonly Delegate[] {
  const { data } = useQuery({
    // Below the statement's own key: whoever has the statement read again has its delegates read again.
    queryKey: ['statement', statementId, 'delegates'],
    queryFn: () => call(listDelegates, { params: { statementId } }),
    staleTime: Infinity,
  })
  return data ?? nobody
}

const nobody: readonly Delegate[] = []
