/**
 * Signing out: asks first about words that the server has not got, ends the session here or on every device, forgets
 * what this device keeps, and shows the door.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { signOut, signOutEverywhere } from '#shared/people/contract.ts'
import type { DelegateId } from '#shared/people/people.ts'
import { call } from '../call.ts'
import type { Unsent } from '../room/unsent-on-device.ts'

export type SignOutScope = 'here' | 'everywhere'

interface SigningOut {
  readonly signOut: (scope: SignOutScope) => void
  /** Statements with words that would be lost: what to do about them is asked first. */
  readonly unsent: readonly Unsent[]
  /** What of it is this person's own, as plain text. */
  readonly words: string
  /** The answer to that: signs out all the same, or stays. */
  readonly goOn: () => void
  readonly stay: () => void
  /** Why somebody is still signed in. */
  readonly error: Error | null
}

/** What somebody asked for, and what stands against it. */
type Asked = { readonly scope: SignOutScope; readonly unsent: readonly Unsent[]; readonly words: string } | null

export function useSignOut(person: DelegateId): SigningOut {
  const [asked, setAsked] = useState<Asked>(null)
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const leaving = useMutation({
    mutationFn: async (scope: SignOutScope) => {
      // What keeps a statement is fetched only by pages that open one, and here.
      const { forgetDevice } = await import('../room/keep-offline.ts')
      const { forgetWords } = await import('../thread/kept-words.ts')
      await call(scope === 'here' ? signOut : signOutEverywhere)
      forgetWords()
      await forgetDevice()
    },
    onSuccess: async () => {
      goTo('/')
      await queries.resetQueries()
    },
  })
  const looking = useMutation({
    mutationFn: async (scope: SignOutScope) => {
      const { listAllUnsent, allUnsentOf } = await import('./unsent.ts')
      const unsent = await listAllUnsent()
      return {
        scope,
        unsent,
        words: await allUnsentOf(
          person,
          unsent.map(({ statementId }) => statementId),
        ),
      }
    },
    onSuccess: (found) => (found.unsent.length === 0 ? leaving.mutate(found.scope) : setAsked(found)),
  })
  return {
    signOut: looking.mutate,
    unsent: asked?.unsent ?? [],
    words: asked?.words ?? '',
    goOn: () => {
      if (asked) leaving.mutate(asked.scope)
      setAsked(null)
    },
    stay: () => setAsked(null),
    error: leaving.error ?? looking.error,
  }
}
