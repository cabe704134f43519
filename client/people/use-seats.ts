/** The seats at a statement's table: read, changed, and read again whenever the server says that something changed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Seat, listSeats } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { call } from '../call.ts'

/** Below the statement's own key: whoever has the statement read again has its seats read again. */
const keyOf = (statementId: StatementId) => ['statement', statementId, 'seats'] as const

export const useSeats = (statementId: StatementId) =>
  useQuery({ queryKey: keyOf(statementId), queryFn: () => call(listSeats, { params: { statementId } }) })

interface Deed {
  /** The call, or calls, to the server. */
  readonly work: () => Promise<unknown>
  /** How the seats will stand; shown until the server has answered. */
  readonly foresee?: ((seats: readonly Seat[]) => readonly Seat[]) | undefined
}

/** One deed at the table after the other; `refused` is the answer to the last. */
export function useDeeds(statementId: StatementId) {
  const queries = useQueryClient()
  const { mutate, error, reset } = useMutation({
    mutationFn: ({ work }: Deed) => work(),
    onMutate: async ({ foresee }) => {
      if (!foresee) return
      await queries.cancelQueries({ queryKey: keyOf(statementId) })
      queries.setQueryData<readonly Seat[]>(keyOf(statementId), (seats) => seats && foresee(seats))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['statement', statementId] }),
  })
  return {
    act: (work: Deed['work'], foresee?: Deed['foresee']): void => mutate({ work, foresee }),
    refused: error,
    forgive: reset,
  }
}
