/** The buttons of a page of the front, the last of which copies something; where the browser refuses, it is shown. */
import { type ReactNode, useState } from 'react'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './front.module.css'

interface CopyActionsProps {
  /** What is copied. */
  readonly text: string
  readonly say: { readonly copy: string; readonly copied: string; readonly field: string }
  /** In a dialog it stands in the flow of what is said. */
  readonly place?: 'page' | 'dialog'
  readonly children?: ReactNode
}

export function CopyActions({ text, say, place = 'page', children }: CopyActionsProps) {
  const [copied, setCopied] = useState<'by-browser' | 'by-hand' | null>(null)
  const copy = async (): Promise<void> => setCopied((await writeClipboard(text)) ? 'by-browser' : 'by-hand')
  return (
    <>
      <div className={place === 'page' ? styles.actions : styles.inDialog}>
        {children}
        <Button size={place === 'page' ? 'large' : 'usual'} onClick={() => void copy()}>
          <Icon name={copied === 'by-browser' ? 'check' : 'copy'} />
          {copied === 'by-browser' ? say.copied : say.copy}
        </Button>
      </div>
      {copied === 'by-hand' && (
        <label className={styles.message}>
          {words.badLink.copyByHand}
          <textarea
            aria-label={say.field}
            dir="auto"
            readOnly
            rows={4}
            value={text}
            ref={(field) => {
              field?.focus()
              field?.select()
            }}
          />
        </label>
      )}
    </>
  )
}
