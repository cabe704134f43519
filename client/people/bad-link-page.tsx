/** What a link shows that lets nobody in: expired, withdrawn, full or unknown, each in its own words. */
import { useState } from 'react'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { useTitle } from '../use-title.ts'
import { Front } from './front.tsx'
import styles from './front.module.css'

export function BadLinkPage({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const [copied, setCopied] = useState<'by-browser' | 'by-hand' | null>(null)
  const message = words.badLink.message(location.href)
  const { heading, explanation } = wordsFor(error)
  useTitle(heading)
  const copy = async (): Promise<void> => setCopied((await writeClipboard(message)) ? 'by-browser' : 'by-hand')
  return (
    <Front foot={words.badLink.reassurance}>
      <span className={styles.mark}>
        <Icon name="unlink" />
      </span>
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

/** Names the penholder, or the delegation that is full, where the server has: to whoever holds the link's whole secret. */
function wordsFor(error: Error): { heading: string; explanation: string } {
  const { headings, explanations, otherwise } = words.badLink
  const [code, named]: [RefusalCode, string?] = error instanceof Refusal ? [error.code, error.detail] : ['failed']
  switch (code) {
    case 'invitation-expired':
    case 'invitation-withdrawn':
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
