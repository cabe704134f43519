/** Copies what the server has not taken; where the browser refuses the clipboard, shows it for copying by hand. */
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { words } from '../language/en.ts'
import styles from './notices.module.css'

interface CopyWordsProps {
  /** Asked when they are copied. */
  readonly words: () => string
  readonly name: string
}

export function CopyWords({ words: wordsToCopy, name }: CopyWordsProps) {
  const [copied, setCopied] = useState(false)
  const [byHand, setByHand] = useState<string | null>(null)
  const copy = async (): Promise<void> => {
    const text = wordsToCopy()
    const done = await writeClipboard(text)
    setCopied(done)
    setByHand(done ? null : text)
  }
  return (
    <>
      <Button size="small" onClick={() => void copy()}>
        {copied ? words.notice.copied : name}
      </Button>
      {byHand !== null && (
        <textarea
          className={styles.byHand}
          readOnly
          aria-label={name}
          dir="auto"
          value={byHand}
          ref={(element) => element?.select()}
        />
      )}
    </>
  )
}
