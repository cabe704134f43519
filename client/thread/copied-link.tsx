/** What came of copying a link: where the browser keeps the clipboard closed, as on plain http, it stands here to be copied. */
import { useEffect, useState } from 'react'
import { writeClipboard } from '../design/clipboard.ts'
import { words } from '../language/en.ts'
import styles from './copied-link.module.css'

type Copied = { readonly by: 'browser' } | { readonly by: 'hand'; readonly link: string }

/** ms that it says so */
const stands = 6_000

/** Copies a link; the element says what came of it, and has its place on the page from the start. */
export function useCopiedLink() {
  const { paragraphMenu: say } = words
  const [copied, setCopied] = useState<Copied | null>(null)
  useEffect(() => {
    if (copied?.by !== 'browser') return
    const timer = setTimeout(() => setCopied(null), stands)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (link: string): Promise<void> =>
    setCopied((await writeClipboard(link)) ? { by: 'browser' } : { by: 'hand', link })
  const element = (
    <div className={styles.copied} role="status">
      {copied?.by === 'browser' && <p>{say.copied}</p>}
      {copied?.by === 'hand' && (
        <>
          <p>{say.notCopied}</p>
          <input
            aria-label={words.comments.copyLink}
            readOnly
            value={copied.link}
            onFocus={({ target }) => target.select()}
          />
        </>
      )}
    </div>
  )
  return [copy, element] as const
}
