/** The address of the house: sets up, signs in, or shows the statements, as it stands; offline as this device keeps it. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isUnreachable } from '../call.ts'
import { Front } from '../people/front.tsx'
import { useSession } from '../people/session.ts'
import { SetUpPage } from '../people/set-up-page.tsx'
import { SignInPage } from '../people/sign-in-page.tsx'
import { RefusedPage } from '../people/stopped-page.tsx'
import { forgetHome, type KeptHome, readKeptHome } from '../room/kept-home.ts'
import { StatementList } from './statement-list.tsx'

export function HomePage() {
  const { data: session, error, failureReason } = useSession()
  const kept = useKeptHome()
  const nobody = session?.person === null
  useEffect(() => {
    if (nobody) forgetHome()
  }, [nobody])
  if (kept) return <StatementList person={kept.person} kept={kept} />
  // Where nothing is kept there is nothing to wait for: the page comes as soon as the server answers.
  const refused = error ?? (kept === null ? failureReason : null)
  if (refused) return <RefusedPage error={refused} />
  if (!session) return <Front>{null}</Front>
  if (session.person !== null) return <StatementList person={session.person} />
  return session.setUp ? <SignInPage /> : <SetUpPage />
}

/** ms between two questions to a server that does not answer. */
const askEvery = 5_000

/**
 * What this device keeps, while the server has not said who is signed in and cannot be reached: null for nothing.
 * Undefined while it answers, and until it is known.
 */
function useKeptHome(): KeptHome | null | undefined {
  const { data: session, error, failureReason, refetch } = useSession()
  // From the first try on that fails: those that follow take seconds.
  const unreachable = session === undefined && isUnreachable(failureReason)
  const { data: kept } = useQuery({ queryKey: ['kept home'], queryFn: readKeptHome, enabled: unreachable, gcTime: 0 })
  const waits = session === undefined && kept !== undefined && (error === null || isUnreachable(error))
  useEffect(() => {
    if (!waits) return undefined
    const asking = setInterval(() => void refetch(), askEvery)
    return () => clearInterval(asking)
  }, [waits, refetch])
  return waits ? kept : undefined
}
