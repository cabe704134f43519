/** Who is signed in on this device. */
import { useQuery } from '@tanstack/react-query'
import { readSession } from '#shared/people/contract.ts'
import { call } from '../call.ts'

export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: () => call(readSession), staleTime: Infinity })
