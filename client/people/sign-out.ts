/** Signing out: forgets what this device keeps, ends the session here or on every device, and shows the door. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { signOut, signOutEverywhere } from '#shared/people/contract.ts'
import { call } from '../call.ts'

export type SignOutScope = 'here' | 'everywhere'

interface SigningOut {
  readonly signOut: (scope: SignOutScope) => void
  /** Why somebody is still signed in. */
  readonly error: Error | null
}

export function useSignOut(): SigningOut {
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const { mutate, error } = useMutation({
    mutationFn: async (scope: SignOutScope) => {
      // What keeps a statement is fetched only by pages that open one, and here.
      const { forgetDevice } = await import('../room/keep-offline.ts')
      await forgetDevice()
      await call(scope === 'here' ? signOut : signOutEverywhere)
    },
    onSuccess: async () => {
      goTo('/')
      await queries.resetQueries()
    },
  })
  return { signOut: mutate, error }
}
