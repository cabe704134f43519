/**
 * The way out of the room. The dialog is fetched when it is opened; where there is no server to fetch it from, the words
 * themselves are the way out.
 */
import { useEffect, useState } from 'react'
import { render } from '#shared/room/flat-text.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import { Dialog } from '../design/dialog.tsx'
import { words } from '../language/en.ts'
import { CopyActions } from '../people/copy-actions.tsx'
import { useLanguage, useLetterhead } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import type { OpenedStatement } from './statement-page.tsx'

type Fetched = typeof import('../exchange/export-dialog.tsx') | 'nothing yet' | 'out of reach'

interface ExportingProps {
  readonly room: Room
  readonly opened: OpenedStatement
  readonly onClose: () => void
}

/** Mounted while it is open. */
export function Exporting({ room, opened, onClose }: ExportingProps) {
  const [fetched, setFetched] = useState<Fetched>('nothing yet')
  const letterhead = useLetterhead(room)
  const language = useLanguage(room)
  const textNow = (): string => plainText(render(room.text))
  useEffect(() => void fetchDialog().then(setFetched), [])
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

/** Awaited: what Vite makes of an import takes a `then` behind it inside, where a stylesheet that fails is not heard of. */
async function fetchDialog(): Promise<Fetched> {
  try {
    return await import('../exchange/export-dialog.tsx')
  } catch {
    return 'out of reach'
  }
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
