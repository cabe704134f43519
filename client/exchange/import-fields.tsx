/** Where the words come from: a file that is chosen, or what is pasted, with its formatting. */
import { type ClipboardEvent, type RefObject, useId } from 'react'
import field from '../design/field.module.css'
import { FieldNote } from '../design/field.tsx'
import { words } from '../language/en.ts'
import styles from './import-dialog.module.css'
import { accepted, type Formatted } from './import-source.ts'

export interface Note {
  readonly hint: string
  readonly error?: string | undefined
}

interface FileFieldProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly note: Note
  readonly onChoose: (file: File | undefined) => void
}

export function FileField({ input, note, onChoose }: FileFieldProps) {
  const id = useId()
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        {words.importing.file}
      </label>
      <input
        ref={input}
        id={id}
        className={styles.file}
        type="file"
        accept={accepted}
        autoFocus
        aria-describedby={`${id}-note`}
        aria-invalid={note.error !== undefined}
        onChange={({ target }) => onChoose(target.files?.[0])}
      />
      <FieldNote id={`${id}-note`} {...note} />
    </div>
  )
}

interface PasteFieldProps {
  readonly text: string
  readonly note: Note
  /** It makes room while there is something else to see. */
  readonly small: boolean
  readonly onType: (text: string) => void
  /** All of the field is replaced by this; the browser types its plain words after that. */
  readonly onPaste: (formatted: Formatted) => void
}

export function PasteField({ text, note, small, onType, onPaste }: PasteFieldProps) {
  const id = useId()
  /** The field takes the plain words by itself; what they look like is kept beside it. */
  const paste = ({ clipboardData, currentTarget }: ClipboardEvent<HTMLTextAreaElement>): void => {
    const { value, selectionStart, selectionEnd } = currentTarget
    const html = clipboardData.getData('text/html')
    if (selectionStart !== 0 || selectionEnd !== value.length || html === '') return
    onPaste({ text: clipboardData.getData('text/plain').replace(/\r\n?/g, '\n'), html })
  }
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        {words.importing.paste}
      </label>
      <textarea
        id={id}
        className={styles.paste}
        data-small={small}
        dir="auto"
        value={text}
        aria-describedby={`${id}-note`}
        aria-invalid={note.error !== undefined}
        onPaste={paste}
        onChange={({ target }) => onType(target.value)}
      />
      <FieldNote id={`${id}-note`} {...note} />
    </div>
  )
}
