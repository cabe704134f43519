/**
 * The dialog "Import": a file, chosen or dropped, or what somebody pastes, and before the click what a statement made of
 * it would hold, and what it would not.
 */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ChangesTaken } from '#shared/exchange/sources.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { DropHere } from './drop-here.tsx'
import spread from './export-dialog.module.css'
import styles from './import-dialog.module.css'
import { FileField, type Note, PasteField } from './import-fields.tsx'
import { ImportFound, summaryOf } from './import-found.tsx'
import { ImportPreview } from './import-preview.tsx'
import type { Formatted, Reading } from './import-source.ts'
import { useFileDrop } from './use-file-drop.ts'
import { useImport } from './use-import.ts'
import { type Inspection, useInspection, withChanges } from './use-inspection.ts'
import { type Origin, useOrigin } from './use-origin.ts'
import { type Brought, usePaste } from './use-paste.ts'

interface ImportDialogProps {
  /** What was dropped or pasted to open it. */
  readonly brought: Brought | null
  readonly onClose: () => void
}

/** Mounted while it is open. */
export function ImportDialog({ brought, onClose }: ImportDialogProps) {
  const { importing: say } = words
  const { origin, reading, given, ...origins } = useOrigin(brought)
  const [changes, choose] = useState<ChangesTaken>('accepted')
  const [tried, setTried] = useState(false)
  const { importing, start, giveUp } = useImport()
  const inspection = useInspection(given, changes)
  const form = useId()
  const fileInput = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (brought?.kind === 'file') show(fileInput.current, brought.file)
  }, [brought])

  const isSending = importing.state === 'sending'
  const isReading =
    reading === null ||
    inspection.state === 'reading' ||
    (inspection.state === 'found' && inspection.stale === 'of other words')
  const isBarred =
    inspection.state === 'refused' || (reading !== null && 'unreadable' in reading && reading.unreadable !== 'nothing')
  const why = importing.state === 'refused' ? importing.why : inspection.state === 'refused' ? inspection.why : null
  const notes = notesOf(origin, reading, why && words.refusal(why.code), tried)
  const name = origin.from === 'file' ? origin.file.name : say.pasted

  const take = (file: File): void => {
    giveUp()
    choose('accepted')
    origins.take(file)
  }
  const empty = (): void => {
    giveUp()
    show(fileInput.current, null)
    origins.empty()
  }
  const type = (text: string, formatted: Formatted | null): void => {
    empty()
    origins.type(text, formatted)
  }
  const bring = (file: File): void => {
    show(fileInput.current, file)
    take(file)
  }
  const isOver = useFileDrop(bring)
  usePaste((pasted) => (pasted.kind === 'file' ? bring(pasted.file) : type(pasted.formatted.text, pasted.formatted)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (given === null || inspection.state !== 'found' || isReading || isSending) return
    void start(withChanges(given.source, changes))
  }
  return (
    <Dialog
      heading={say.heading}
      lead={say.explanation}
      close={words.close}
      width="pages"
      open
      closesOutside={false}
      onClose={onClose}
      footer={
        <>
          <span className={`${spread.file} ${styles.name}`}>
            {origin.from !== 'nowhere' && (
              <>
                <Icon name="file" />
                <span dir="auto">{name}</span>
              </>
            )}
          </span>
          <Button onClick={isSending ? giveUp : onClose}>{say.cancel}</Button>
          <Button type="submit" form={form} look="solid" aria-disabled={isReading || isBarred || isSending}>
            <Icon name="upload" />
            {isSending ? say.importing : say.submit}
          </Button>
        </>
      }
    >
      <div className={spread.spread}>
        <form id={form} className={spread.options} noValidate onSubmit={submit}>
          <FileField
            input={fileInput}
            note={notes.file}
            onChoose={(file) => (file === undefined ? empty() : take(file))}
          />
          <PasteField
            text={origin.from === 'paste' ? origin.text : ''}
            note={notes.paste}
            small={origin.from === 'file'}
            onType={(text) => type(text, origin.from === 'paste' ? origin.formatted : null)}
            onPaste={(formatted) => type(origin.from === 'paste' ? origin.text : '', formatted)}
          />
          {inspection.state === 'found' && (
            <ImportFound found={inspection.found} changes={changes} onChanges={choose} />
          )}
        </form>
        <ImportPreview
          inspection={inspection}
          name={name}
          onStop={() => {
            empty()
            fileInput.current?.focus()
          }}
        />
      </div>
      <p className="only-heard" role="status">
        {isSending ? say.importing : heard(inspection, name)}
      </p>
      {isOver && <DropHere />}
    </Dialog>
  )
}

/** The field shows the name of what was dropped as if it had been chosen there. */
function show(input: HTMLInputElement | null, file: File | null): void {
  if (!input) return
  const held = new DataTransfer()
  if (file) held.items.add(file)
  input.files = held.files
}

/** Below each field: how what stands there is read, or why it is not. That nothing is there is said when it is tried. */
function notesOf(
  origin: Origin,
  reading: Reading | null,
  refused: string | null,
  tried: boolean,
): { readonly file: Note; readonly paste: Note } {
  const { importing: say } = words
  const note = (hint: string): Note => {
    if (refused !== null) return { hint, error: refused }
    if (reading === null) return { hint }
    if ('source' in reading) return { hint: say.reads[reading.source.format] }
    return reading.unreadable === 'nothing' && !tried ? { hint } : { hint, error: say.refusals[reading.unreadable] }
  }
  // Beside a file it need not be said what could be pasted.
  return origin.from === 'file'
    ? { file: note(say.fileHint), paste: { hint: '' } }
    : { file: { hint: say.fileHint }, paste: note(say.pasteHint) }
}

/** What is being read, and then what it brings, for who hears the page. */
function heard(inspection: Inspection, name: string): string {
  if (inspection.state === 'reading') return words.importing.reading(name)
  return inspection.state === 'found' && inspection.stale === 'no' ? summaryOf(inspection.found) : ''
}
