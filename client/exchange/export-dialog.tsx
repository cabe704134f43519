/** The dialog "Export": choices on one side, what they give on the other, and the name of the file before the click. */
import { useState } from 'react'
import { fileName } from '#shared/exchange/file-name.ts'
import { carriedBy, type Choices, type Format, mayHaveLog } from '#shared/exchange/formats.ts'
import type { Present, StatementId } from '#shared/people/people.ts'
import type { Standing } from '#shared/people/rights.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Language, Letterhead } from '#shared/statement/statement.ts'
import { isUnreachable } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './export-dialog.module.css'
import { type Considered, Options } from './options.tsx'
import { Preview } from './preview.tsx'
import { keepChosen, readChosen } from './remembered.ts'
import { useExport } from './use-export.ts'

interface ExportDialogProps {
  readonly statementId: StatementId
  readonly you: Present
  readonly standing: Standing
  readonly letterhead: Pick<Letterhead, 'symbol' | 'title'>
  readonly language: Language
  /** The text as it stands on this device. */
  readonly plainText: () => string
  readonly onClose: () => void
}

export function ExportDialog(props: ExportDialogProps) {
  const { statementId, you, standing, letterhead, language, plainText, onClose } = props
  const { exporting: say } = words
  const [last] = useState(() => readChosen(you.delegateId, language))
  const [format, setFormat] = useState(last.format)
  const [considered, consider] = useState<Considered>({ ...last.choices, deliveryNote: null })
  const [asksForNote, askForNote] = useState(false)
  const { making, make, giveUp, forget } = useExport(statementId)
  const hasLog = mayHaveLog(standing)
  const isMaking = making.state === 'making'
  const name = fileName(format, { letterhead, language, choices: considered })
  const start = async (): Promise<void> => {
    if (isMaking) return
    const { deliveryNote: said, ...choices } = considered
    const deliveryNote = format === 'archive' ? 'none' : said
    if (deliveryNote === null) return askForNote(true)
    keepChosen(you.delegateId, language, { format, choices })
    if (await make(format, { ...choices, deliveryNote }, name)) onClose()
  }
  return (
    <Dialog
      heading={say.heading}
      lead={letterhead.title === '' ? words.untitled : letterhead.title}
      close={words.close}
      width="pages"
      open
      closesOutside={!isMaking}
      onClose={onClose}
      footer={
        <>
          <span className={styles.file}>
            <Icon name="file" />
            <span dir="auto">{name}</span>
          </span>
          <span className={making.state === 'failed' ? styles.failed : undefined} role="status">
            {making.state === 'failed' && whatFailed(making.why, say.formats[format])}
            {isMaking && <span className="only-heard">{say.preparing}</span>}
          </span>
          <div className={styles.buttons}>
            <Button onClick={isMaking ? giveUp : onClose}>{say.cancel}</Button>
            <Button look="solid" aria-disabled={isMaking} onClick={() => void start()}>
              {isMaking ? <span className={styles.ring} /> : <Icon name="download" />}
              {isMaking ? say.preparing : say.export(say.formats[format])}
            </Button>
          </div>
        </>
      }
    >
      <div className={styles.spread}>
        <Options
          format={format}
          onFormat={(chosen) => {
            forget()
            setFormat(chosen)
          }}
          considered={considered}
          onChange={(change) => {
            forget()
            consider({ ...considered, ...change })
          }}
          asksForNote={asksForNote}
          language={language}
          hasLog={hasLog}
        />
        <Preview
          statementId={statementId}
          format={format}
          choices={drawn(format, considered)}
          hasLog={hasLog}
          plainText={plainText}
        />
      </div>
    </Dialog>
  )
}

/** Until somebody has said how the paper will be delivered, its pages say nothing of it. */
const drawn = (format: Format, { deliveryNote, ...rest }: Considered): Choices =>
  carriedBy(format, { ...rest, deliveryNote: deliveryNote ?? 'none' })

function whatFailed(why: Refusal, format: string): string {
  if (isUnreachable(why)) return words.exporting.needsServer
  return why.code === 'export-failed' ? words.exporting.failed(format) : words.refusal(why.code)
}
