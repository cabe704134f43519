/**
 * The way out of the room. The dialog is fetched when it is opened; where there is no server to fetch it from, the words
 * themselves are the way out.
 */
import { render } from '#shared/room/flat-text.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import { Dialog } from '../design/dialog.tsx'
import { words } from '../language/en.ts'
import { CopyActions } from '../people/copy-actions.tsx'
import { useLanguage, useLetterhead } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { useFetched } from './fetched-dialog.tsx'
import type { OpenedStatement } from './statement-page.tsx'

const fetchDialog = () => import('../exchange/export-dialog.tsx')

interface ExportingProps {
  readonly room: Room
  readonly opened: OpenedStatement
  readonly onClose: () => void
}

/** Mounted while it is open. */
export function Exporting({ room, opened, onClose }: ExportingProps) {
  const [fetched] = useFetched(fetchDialog)
  const letterhead = useLetterhead(room)
  const language = useLanguage(room)
  const textNow = (): string => plainText(render(room.text))
  if (fetched === 'nothing yet') return null
  if (fetched === 'out of reach') return <WithoutServer plainText={textNow} onClose={onClose} />
  const { ExportDialog } = fetched
  return (
    <ExportDialog
      statementId={opened.statement.id}
      you={opened.you}
      standing={opened.standing}
      letterhead={letterhead}
      language={language}
      plainText={textNow}
      onClose={onClose}
    />
  )
}

const WithoutServer = ({ plainText: textNow, onClose }: { plainText: () => string; onClose: () => void }) => (
  <Dialog
    heading={words.exporting.heading}
    lead={words.exporting.needsServer}
    close={words.close}
    open
    onClose={onClose}
  >
    <CopyActions place="dialog" text={textNow()} say={words.exporting.copying} />
  </Dialog>
)
