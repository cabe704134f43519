/** Administration: who has an account, what is kept, whether there is a backup, and who can read what. */
import { Link } from 'wouter'
import type { Person } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Holdings } from './administration-holdings.tsx'
import { People } from './administration-people.tsx'
import { Section } from './administration-section.tsx'
import styles from './administration.module.css'
import { Front } from './front.tsx'
import { HouseBar } from './house-bar.tsx'
import { useSession } from './session.ts'
import { SignInPage } from './sign-in-page.tsx'
import { RefusedPage } from './stopped-page.tsx'

export function AdministrationPage() {
  const { data: session, error } = useSession()
  if (error) return <RefusedPage error={error} />
  if (!session) return <Front>{null}</Front>
  if (session.person === null) return <SignInPage />
  if (!session.person.account?.administrator) return <RefusedPage error={new Refusal('not-allowed')} />
  return <Administration person={session.person} />
}

function Administration({ person }: { person: Person }) {
  const { administration: say } = words
  useTitle(say.heading)
  return (
    <div className={styles.page}>
      <HouseBar person={person} place="below" />
      <main className={styles.main}>
        <Link className={styles.up} href="/">
          <Icon name="chevronEnd" />
          {words.home}
        </Link>
        <h1>{say.heading}</h1>
        <People person={person} />
        <Holdings />
        <Section heading={say.sections.reading}>
          <dl className={styles.reading}>
            {say.reading.map(([who, what]) => (
              <div key={who}>
                <dt>{who}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </main>
    </div>
  )
}
