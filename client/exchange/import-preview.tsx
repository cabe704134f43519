/** The text of a source on paper, as it will stand on the sheet; before that, that it is being read, or that it is not. */
import type { Found } from '#shared/exchange/sources.ts'
import type { RefusalCode } from '#shared/refusal.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { directionOf } from '../statement/direction.ts'
import spread from './export-dialog.module.css'
import styles from './import-dialog.module.css'
import { SheetText } from './sheet-text.tsx'
import type { Inspection } from './use-inspection.ts'

interface ImportPreviewProps {
  readonly inspection: Inspection
  /** What is being read. */
  readonly name: string
  readonly onStop: () => void
}

export const ImportPreview = ({ inspection, ...props }: ImportPreviewProps) => (
  <section className={`${spread.preview} ${styles.preview}`} aria-label={words.importing.preview}>
    <Shown inspection={inspection} {...props} />
  </section>
)

function Shown({ inspection, name, onStop }: ImportPreviewProps) {
  const { importing: say } = words
  switch (inspection.state) {
    case 'none':
      return (
        <div className={styles.empty}>
          <Icon name="file" />
          <p>{say.noPreview}</p>
        </div>
      )
    case 'reading':
      return (
        <div className={styles.empty}>
          <div className={styles.reading}>
            <p>{say.reading(name)}</p>
            <p className={styles.slowly}>{say.readingSlowly}</p>
            <Button size="small" onClick={onStop}>
              {say.stop}
            </Button>
          </div>
        </div>
      )
    case 'refused':
      return (
        <div className={styles.empty}>
          <Icon name="alert" />
          <p>{say.refused}</p>
          {mayPass.has(inspection.why.code) && (
            <Button size="small" onClick={inspection.again}>
              {words.tryAgain}
            </Button>
          )}
        </div>
      )
    case 'found':
      return <Paper found={inspection.found} stale={inspection.stale !== 'no'} />
  }
}

/** What is no fault of the source: the same again may go well. */
const mayPass: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'unreachable',
  'too-many-imports',
  'too-many-requests',
  'import-too-slow',
  'restarting',
  'failed',
])

function Paper({ found: { title, language, preview, blocks }, stale }: { found: Found; stale: boolean }) {
  return (
    // What scrolls is to be reached by the keyboard.
    <div className={styles.desk} tabIndex={0} aria-busy={stale}>
      <div className={styles.paper} lang={language} dir={directionOf(language)}>
        {title !== '' && (
          <h3 className={styles.title} dir="auto">
            {title}
          </h3>
        )}
        <SheetText blocks={preview} language={language} />
        {blocks > preview.length && (
          <p className={styles.more} lang={words.language} dir={words.direction}>
            {words.importing.more(blocks - preview.length)}
          </p>
        )}
      </div>
    </div>
  )
}
