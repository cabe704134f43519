/** The address of the house: sets up, signs in, or shows the statements, as it stands. */
import { Front } from '../people/front.tsx'
import { useSession } from '../people/session.ts'
import { SetUpPage } from '../people/set-up-page.tsx'
import { SignInPage } from '../people/sign-in-page.tsx'
import { RefusedPage } from '../people/stopped-page.tsx'
import { StatementList } from './statement-list.tsx'

export function HomePage() {
  const { data: session, error } = useSession()
  if (error) return <RefusedPage error={error} />
  if (!session) return <Front>{null}</Front>
  if (session.person !== null) return <StatementList person={session.person} />
  return session.setUp ? <SignInPage /> : <SetUpPage />
}
