/** What a source would become: asked of the server once it has come to rest, and for each choice about it. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { inspectSource } from '#shared/exchange/contract.ts'
import { type ChangesTaken, changesTaken, type Found, type Source } from '#shared/exchange/sources.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'

export type Inspection =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  /** While it is read anew, for a choice about it or because its words were corrected, what was found stays. */
  | { readonly state: 'found'; readonly found: Found; readonly stale: 'no' | 'of another choice' | 'of other words' }
  | { readonly state: 'refused'; readonly why: Refusal; readonly again: () => void }

export interface Given {
  /** Sources of one key are the same one, as it was and as it is. */
  readonly key: string
  readonly source: Source
  /** False for what comes whole: it is inspected at once. */
  readonly settles: boolean
}

/** ms of rest after a keystroke before the words are read. */
const settling = 400

/**
 * What was found is remembered while the dialog is open. A file goes over the network once for all choices about it, unless
 * the server takes long to read it: then once for each.
 */
export function useInspection(given: Given | null, changes: ChangesTaken): Inspection {
  const settled = useSettled(given)
  const queries = useQueryClient()
  useEffect(() => () => forget(queries), [queries])
  const keyOf = (choice: ChangesTaken) => [inspections, settled.given?.key, settled.count, choice]
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    queryKey: keyOf(changes),
    queryFn: async ({ signal }): Promise<Found> => {
      const body = withChanges(settled.given?.source, changes)
      const { otherwise, ...found } = await call(inspectSource, { body, signal })
      for (const choice of changesTaken.options) {
        if (otherwise[choice] !== undefined) queries.setQueryData(keyOf(choice), otherwise[choice])
      }
      return found
    },
    enabled: settled.given !== null,
    placeholderData: (before, query) => (query?.queryKey[1] === settled.given?.key ? before : undefined),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  })
  if (given === null) return { state: 'none' }
  const isOld = given !== settled.given
  if (error && !isOld && !isFetching) {
    return {
      state: 'refused',
      why: error instanceof Refusal ? error : new Refusal('failed'),
      again: () => void refetch(),
    }
  }
  if (data === undefined || given.key !== settled.given?.key) return { state: 'reading' }
  const choice = isPlaceholderData && given.source.format === 'docx'
  return {
    state: 'found',
    found: data,
    stale: choice ? 'of another choice' : isOld || isPlaceholderData ? 'of other words' : 'no',
  }
}

const inspections = 'inspection'
const forget = (queries: QueryClient): void => queries.removeQueries({ queryKey: [inspections] })

export function withChanges(source: Source | undefined, changes: ChangesTaken): Source {
  if (source === undefined) throw new Error('nothing to inspect')
  return source.format === 'docx' ? { ...source, changes } : source
}

function useSettled(given: Given | null): { readonly given: Given | null; readonly count: number } {
  const [settled, settle] = useState({ given, count: 0 })
  useEffect(() => {
    const timer = setTimeout(() => settle(({ count }) => ({ given, count: count + 1 })), given?.settles ? settling : 0)
    return () => clearTimeout(timer)
  }, [given])
  return settled
}
