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

function Stop({ heading, explanation, children }: { heading: string; explanation: string; children: ReactNode }) {
  useTitle(heading)
  return (
    <Front>
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
