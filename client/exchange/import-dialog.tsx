/** A statement from a text that exists: a file, chosen or dropped, or what somebody pastes, with its formatting. */
import { useMutation } from '@tanstack/react-query'
import { type ClipboardEvent, type DragEvent, type FormEvent, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Refusal } from '#shared/refusal.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import field from '../design/field.module.css'
import { FieldNote } from '../design/field.tsx'
import { words } from '../language/en.ts'
import styles from './import-dialog.module.css'
import { type Formatted, type Reading, readFile, readPastedText, type Source } from './import-source.ts'

interface ImportDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

export const ImportDialog = ({ open, onClose }: ImportDialogProps) => (
  <Dialog heading={words.importing.heading} close={words.close} open={open} onClose={onClose} closesOutside={false}>
    <ImportForm />
  </Dialog>
)

/** Where the words come from: the last that was touched counts. */
type Given =
  | { readonly from: 'nowhere' }
  | { readonly from: 'file'; readonly reading: Reading }
  | { readonly from: 'paste'; readonly text: string; readonly formatted: Formatted | null }

function ImportForm() {
  const { importing: say } = words
  const [given, setGiven] = useState<Given>({ from: 'nowhere' })
  const [tried, setTried] = useState(false)
  const [over, setOver] = useState(false)
  const fileInput = useRef<HTMLInputElement>(null)
  const id = useId()
  const [, goTo] = useLocation()
  const importing = useMutation({
    mutationFn: (source: Source) => call(createStatement, { body: { title: '', source } }),
    onSuccess: ({ statementId }) => goTo(`/statements/${statementId}`),
  })

  const reading = readingOf(given)
  const notes = notesOf(given, reading, tried)
  const refused = importing.error && words.refusal(importing.error instanceof Refusal ? importing.error.code : 'failed')

  const take = async (file: File | undefined): Promise<void> => {
    importing.reset()
    setGiven(file === undefined ? { from: 'nowhere' } : { from: 'file', reading: await readFile(file) })
  }
  const type = (text: string): void => {
    importing.reset()
    if (fileInput.current) fileInput.current.value = ''
    setGiven({ from: 'paste', text, formatted: given.from === 'paste' ? given.formatted : null })
  }
  /** The field takes the plain words by itself; what they look like is kept beside it. */
  const paste = ({ clipboardData, currentTarget }: ClipboardEvent<HTMLTextAreaElement>): void => {
    const { value, selectionStart, selectionEnd } = currentTarget
    const replacesAll = selectionStart === 0 && selectionEnd === value.length
    const html = clipboardData.getData('text/html')
    const text = clipboardData.getData('text/plain').replace(/\r\n?/g, '\n')
    if (replacesAll && html !== '') setGiven({ from: 'paste', text: value, formatted: { text, html } })
  }
  const drop = (event: DragEvent): void => {
    const [file] = event.dataTransfer.files
    setOver(false)
    if (file === undefined) return
    event.preventDefault()
    if (fileInput.current) fileInput.current.files = event.dataTransfer.files
    void take(file)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if ('source' in reading && !importing.isPending) importing.mutate(reading.source)
  }
  return (
    <form
      className={styles.form}
      data-over={over}
      noValidate
      onSubmit={submit}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
      }}
      onDrop={drop}
    >
      <p className={styles.explanation}>{say.explanation}</p>
      <div className={field.field}>
        <label className={field.label} htmlFor={`${id}-file`}>
          {say.file}
        </label>
        <input
          ref={fileInput}
          id={`${id}-file`}
          className={styles.file}
          type="file"
          accept=".md,.markdown,.txt,.html,.htm,text/markdown,text/plain,text/html"
          autoFocus
          aria-describedby={`${id}-file-note`}
          aria-invalid={notes.file.error !== undefined}
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <FieldNote id={`${id}-file-note`} {...notes.file} />
      </div>
      <div className={field.field}>
        <label className={field.label} htmlFor={`${id}-paste`}>
          {say.paste}
        </label>
        <textarea
          id={`${id}-paste`}
          className={styles.paste}
          rows={7}
          dir="auto"
          value={given.from === 'paste' ? given.text : ''}
          aria-describedby={`${id}-paste-note`}
          aria-invalid={notes.paste.error !== undefined}
          onPaste={paste}
          onChange={({ target }) => type(target.value)}
        />
        <FieldNote id={`${id}-paste-note`} {...notes.paste} error={refused || notes.paste.error} />
      </div>
      <div className={styles.foot}>
        <Button type="submit" look="solid" size="large">
          {say.submit}
        </Button>
      </div>
      <p className={styles.drop} aria-hidden="true">
        {say.drop}
      </p>
    </form>
  )
}

function readingOf(given: Given): Reading {
  switch (given.from) {
    case 'nowhere':
      return { unreadable: 'nothing' }
    case 'file':
      return given.reading
    case 'paste':
      return readPastedText(given.text, given.formatted)
  }
}

interface Note {
  readonly hint: string
  readonly error?: string | undefined
}

/** Below each field: how what stands there is read, or why it is not. That nothing is there is said when it is tried. */
function notesOf(given: Given, reading: Reading, tried: boolean): { file: Note; paste: Note } {
  const { importing: say } = words
  const usual = { file: { hint: say.fileHint }, paste: { hint: say.pasteHint } }
  const note = (hint: string): Note => {
    if ('source' in reading) return { hint: say.reads[reading.source.format] }
    return reading.unreadable === 'nothing' && !tried ? { hint } : { hint, error: say.refusals[reading.unreadable] }
  }
  return given.from === 'file' ? { ...usual, file: note(say.fileHint) } : { ...usual, paste: note(say.pasteHint) }
}
