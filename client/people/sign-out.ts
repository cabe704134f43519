/** Signing out: ends the session here, or on every device, and shows the door. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { signOut, signOutEverywhere } from '#shared/people/contract.ts'
import { call } from '../call.ts'

export type SignOutScope = 'here' | 'everywhere'

export function useSignOut(): (scope: SignOutScope) => void {
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const { mutate } = useMutation({
    mutationFn: (scope: SignOutScope) => call(scope === 'here' ? signOut : signOutEverywhere),
    onSuccess: async () => {
      goTo('/')
      await queries.resetQueries()
    },
  })
  return mutate
}
