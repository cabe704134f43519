/** Pages that lead nowhere but on: an address that means nothing, a refusal, and a page that a bug has stopped. */
import type { ReactNode } from 'react'
import { Refusal } from '#shared/refusal.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front, Placard } from './front.tsx'
import styles from './front.module.css'

export const NotFoundPage = () => (
  <Stop heading={words.refusal('not-found')} explanation={words.statement.missing}>
    <a className={buttonClass({ look: 'solid', size: 'large' })} href="/">
      {words.home}
    </a>
  </Stop>
)

/** For whoever had a part in a statement: how that ended, and whom to ask. */
export const PartEndedPage = ({ code, penholder }: { code: PartEnded; penholder: string | undefined }) => (
  <Stop
    heading={words.partEnded.headings[code]}
    explanation={words.partEnded.explanations[code](penholder)}
    foot={words.badLink.reassurance}
  >
    <Reload name={words.tryAgain} />
    <a className={buttonClass({ size: 'large' })} href="/">
      {words.home}
    </a>
  </Stop>
)

type PartEnded = keyof typeof words.partEnded.headings

/** For what the server refused a whole page, or when no server answered. */
export const RefusedPage = ({ error }: { error: Error }) => {
  const code = error instanceof Refusal ? error.code : 'failed'
  return (
    <Stop
      heading={code === 'unreachable' ? words.badLink.headings.unreachable : words.failed.refused}
      explanation={words.refusal(code)}
    >
      <Reload name={words.tryAgain} />
    </Stop>
  )
}

export const StoppedPage = () => (
  <Stop heading={words.failed.heading} explanation={words.failed.explanation}>
    <Reload name={words.failed.reload} />
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
      <div className={styles.actions}>{children}</div>
    </Front>
  )
}

const Reload = ({ name }: { name: string }) => (
  <Button look="solid" size="large" onClick={() => location.reload()}>
    {name}
  </Button>
)
