/** What a link shows that lets nobody in: expired, withdrawn, full or unknown, each in its own words. */
import { Refusal } from '#shared/refusal.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { formatFullMoment } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { CopyActions } from './copy-actions.tsx'
import { Front, Placard } from './front.tsx'
import styles from './front.module.css'

export function BadLinkPage({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { heading, explanation } = wordsFor(error)
  const delegation = error instanceof Refusal ? error.link?.delegation : undefined
  useTitle(heading)
  return (
    <Front foot={words.badLink.reassurance}>
      {delegation === undefined ? (
        <span className={styles.mark}>
          <Icon name="unlink" />
        </span>
      ) : (
        <Placard name={delegation} ended />
      )}
      <h1>{heading}</h1>
      <p className={styles.meta}>{explanation}</p>
      <CopyActions
        text={words.badLink.message(location.href)}
        say={{ copy: words.badLink.copyMessage, copied: words.badLink.copied, field: words.badLink.messageName }}
      >
        <Button look="solid" size="large" onClick={onRetry}>
          {words.tryAgain}
        </Button>
      </CopyActions>
    </Front>
  )
}

/** Says whom to ask and when the link ended, where the server has: to whoever holds the link's whole secret. */
function wordsFor(error: Error): { heading: string; explanation: string } {
  const { headings, explanations, otherwise } = words.badLink
  const { code, detail: named, link } = error instanceof Refusal ? error : new Refusal('failed')
  switch (code) {
    case 'invitation-expired':
    case 'invitation-withdrawn': {
      const ended = link?.endedAt == null ? link?.endedAt : formatFullMoment(link.endedAt)
      return { heading: headings[code], explanation: explanations[code](named, ended) }
    }
    case 'delegation-full':
      return { heading: headings[code], explanation: explanations[code](named) }
    case 'unknown-invitation':
    case 'unreachable':
      return { heading: headings[code], explanation: explanations[code] }
    case 'invalid':
    case 'malformed':
      return { heading: headings['unknown-invitation'], explanation: explanations['unknown-invitation'] }
    default:
      return { heading: otherwise, explanation: words.refusal(code) }
  }
}
