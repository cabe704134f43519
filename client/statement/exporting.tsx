/** The way out of the room. The dialog is fetched when it is first opened. */
import { Suspense, lazy } from 'react'
import { render } from '#shared/room/flat-text.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import { useLanguage, useLetterhead } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import type { OpenedStatement } from './statement-page.tsx'

const ExportDialog = lazy(async () => ({ default: (await import('../exchange/export-dialog.tsx')).ExportDialog }))

interface ExportingProps {
  readonly room: Room
  readonly opened: OpenedStatement
  readonly onClose: () => void
}

/** Mounted while it is open. */
export const Exporting = ({ room, opened, onClose }: ExportingProps) => (
  <Suspense fallback={null}>
    <ExportDialog
      statementId={opened.statement.id}
      you={opened.you}
      standing={opened.standing}
      letterhead={useLetterhead(room)}
      language={useLanguage(room)}
      plainText={() => plainText(render(room.text))}
      onClose={onClose}
    />
  </Suspense>
)
