/** What a link shows that lets nobody in: expired, withdrawn, full or unknown, each in its own words. */
import { useState } from 'react'
import { Refusal } from '#shared/refusal.ts'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Icon } from '../design/icon.tsx'
import { formatFullMoment } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front, Placard } from './front.tsx'
import styles from './front.module.css'

export function BadLinkPage({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const [copied, setCopied] = useState<'by-browser' | 'by-hand' | null>(null)
  const message = words.badLink.message(location.href)
  const { heading, explanation } = wordsFor(error)
  const delegation = error instanceof Refusal ? error.link?.delegation : undefined
  useTitle(heading)
  const copy = async (): Promise<void> => setCopied((await writeClipboard(message)) ? 'by-browser' : 'by-hand')
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
      <div className={styles.actions}>
        <Button look="solid" size="large" onClick={onRetry}>
          {words.tryAgain}
        </Button>
        <Button size="large" onClick={() => void copy()}>
          <Icon name={copied === 'by-browser' ? 'check' : 'copy'} />
          {copied === 'by-browser' ? words.badLink.copied : words.badLink.copyMessage}
        </Button>
      </div>
      {copied === 'by-hand' && (
        <label className={styles.message}>
          {words.badLink.copyByHand}
          <textarea
            aria-label={words.badLink.messageName}
            readOnly
            rows={4}
            value={message}
            ref={(field) => {
              field?.focus()
              field?.select()
            }}
          />
        </label>
      )}
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
