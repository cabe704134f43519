/** Pages that lead nowhere but on: an address that means nothing, a refusal, and a page that a bug has stopped. */
import { skipToken, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { CopyActions } from './copy-actions.tsx'
import { Front, Placard } from './front.tsx'
import styles from './front.module.css'
import { useSession } from './session.ts'

/** Of a statement, it also offers whoever comes what of theirs is on this device alone. */
export const NotFoundPage = ({ statementId }: { readonly statementId?: StatementId }) => (
  <Ended heading={words.refusal('not-found')} explanation={words.statement.missing} statementId={statementId}>
    <a className={buttonClass({ look: 'solid', size: 'large' })} href="/">
      {words.home}
    </a>
  </Ended>
)

interface PartEndedPageProps {
  readonly code: PartEnded
  readonly penholder: string | undefined
  readonly statementId: StatementId
}

/** For whoever had a part in a statement: how that ended, whom to ask, and what of theirs is on this device alone. */
export const PartEndedPage = ({ code, penholder, statementId }: PartEndedPageProps) => (
  <Ended
    heading={words.partEnded.headings[code]}
    explanation={words.partEnded.explanations[code](penholder)}
    statementId={statementId}
    reassurance={words.badLink.reassurance}
  >
    <Reload name={words.tryAgain} />
    <a className={buttonClass({ size: 'large' })} href="/">
      {words.home}
    </a>
  </Ended>
)

interface EndedProps extends Omit<StopProps, 'foot'> {
  readonly statementId: StatementId | undefined
  /** Said once it is known to be true. */
  readonly reassurance?: string
}

function Ended({ heading, explanation, statementId, reassurance, children }: EndedProps) {
  // Several may have used this device: each is offered their own.
  const person = useSession().data?.person?.delegate.id
  const { data: unsent } = useQuery({
    queryKey: ['unsent words', statementId, person],
    queryFn:
      statementId === undefined || person === undefined
        ? skipToken
        : // What keeps a statement is fetched only by pages that open one, and here.
          async () => (await import('./unsent.ts')).allUnsentOf(person, [statementId]),
  })
  const { unsent: say } = words
  const foot = unsent === '' ? reassurance : unsent && words.partEnded.unsent
  return (
    <Stop heading={heading} explanation={explanation} {...(foot !== undefined && { foot })}>
      {unsent ? (
        <CopyActions text={unsent} say={{ copy: say.copy, copied: words.notice.copied, field: say.words }}>
          {children}
        </CopyActions>
      ) : (
        <div className={styles.actions}>{children}</div>
      )}
    </Stop>
  )
}

type PartEnded = keyof typeof words.partEnded.headings

/** For what the server refused a whole page, or when no server answered. */
export const RefusedPage = ({ error }: { error: Error }) => {
  const code = error instanceof Refusal ? error.code : 'failed'
  return (
    <Stop
      heading={code === 'unreachable' ? words.badLink.headings.unreachable : words.failed.refused}
      explanation={words.refusal(code)}
    >
      <div className={styles.actions}>
        <Reload name={words.tryAgain} />
      </div>
    </Stop>
  )
}

export const StoppedPage = () => (
  <Stop heading={words.failed.heading} explanation={words.failed.explanation}>
    <div className={styles.actions}>
      <Reload name={words.failed.reload} />
    </div>
  </Stop>
)

interface StopProps {
  readonly heading: string
  readonly explanation: string
  readonly foot?: string
  readonly children: ReactNode
}

function Stop({ heading, explanation, foot, children }: StopProps) {
  useTitle(heading)
  return (
    <Front {...(foot !== undefined && { foot })}>
      <Placard />
      <h1>{heading}</h1>
      <p className={styles.meta}>{explanation}</p>
      {children}
    </Front>
  )
}

const Reload = ({ name }: { name: string }) => (
  <Button look="solid" size="large" onClick={() => location.reload()}>
    {name}
  </Button>
)
