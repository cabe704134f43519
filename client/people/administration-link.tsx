/** A link for one use, shown once: copied by a button, or by hand where the browser keeps the clipboard. */
import { useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { Icon } from '../design/icon.tsx'
import { formatMoment } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './administration.module.css'

export interface ShownLink {
  readonly link: string
  /** epoch ms */
  readonly expiresAt: number
  /** "Claire Roy", "a colleague of Norway". */
  readonly whom: string
}

interface LinkDialogProps {
  /** Null closes the dialog. */
  readonly link: ShownLink | null
  readonly now: number
  readonly onClose: () => void
}

/** A click beside it does not close it: the link cannot be shown again. */
export const LinkDialog = ({ link, now, onClose }: LinkDialogProps) => (
  <Dialog
    heading={link === null ? '' : words.administration.linkHeading(link.whom)}
    close={words.close}
    open={link !== null}
    onClose={onClose}
    closesOutside={false}
  >
    {link && <Shown link={link} now={now} onClose={onClose} />}
  </Dialog>
)

function Shown({ link: { link, expiresAt }, now, onClose }: { link: ShownLink; now: number; onClose: () => void }) {
  const { administration: say } = words
  const form = useRef<HTMLDivElement>(null)
  const [copied, setCopied] = useState<'not yet' | 'copied' | 'by hand'>('not yet')
  const copy = async (): Promise<void> => {
    const done = await writeClipboard(link)
    setCopied(done ? 'copied' : 'by hand')
    form.current?.querySelector('input')?.select()
  }
  return (
    <div className={styles.form} ref={form}>
      <p className={styles.explanation}>{say.linkExplanation(formatMoment(expiresAt, now))}</p>
      <Field
        label={say.link}
        readOnly
        autoFocus
        value={link}
        onFocus={({ target }) => target.select()}
        hint={copied === 'by hand' ? say.copyByHand : undefined}
      />
      <div className={styles.foot}>
        <Button size="large" onClick={onClose}>
          {say.done}
        </Button>
        <Button look="solid" size="large" onClick={() => void copy()}>
          <Icon name={copied === 'copied' ? 'check' : 'copy'} />
          {copied === 'copied' ? say.copied : say.copy}
        </Button>
      </div>
    </div>
  )
}
