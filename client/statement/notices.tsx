/**
 * The row between bar and desk, there only when something is to be said: what keeps the text from being saved, what was
 * not taken, the connection, one's standing, a new version. It pushes the desk down and moves no line on the sheet.
 */
import { type ReactNode, useEffect, useState } from 'react'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { words } from '../language/en.ts'
import { useLanguage } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { onTextMoved } from '../room/room-binding.ts'
import type { Connection } from '../room/use-connection.ts'
import type { Entered } from '../room/use-open-room.ts'
import { useSyncState } from '../room/use-room.ts'
import { useNewVersion } from '../new-version.ts'
import { directionOf } from './direction.ts'
import { NoticeOf } from './notice-of.tsx'
import styles from './notices.module.css'
import { noticesShown, type Place, places } from './notices-shown.ts'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

interface NoticesProps {
  readonly entered: Entered
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
  readonly connection: Connection
}

export function Notices({ entered, opened, deeds, connection }: NoticesProps) {
  const { room, left } = entered
  const { standing } = opened
  const sync = useSyncState(room)
  const language = useLanguage(room)
  const [pen, forgetPen] = usePenPassed(standing.holdsPen)
  const [textMoved, forgetMove] = useTextMoved(room)
  const updated = useNewVersion()
  const deed = deeds.refused === null ? null : codeOf(deeds.refused)
  const shown = noticesShown({ sync, connection, left, standing, pen, deed, textMoved, updated })
  const parts = { entered, opened, deeds, forgetPen, forgetMove }
  return (
    <div className={styles.notices} dir={directionOf(language)}>
      {places.map((place) => {
        const said = shown.find((one) => one.place === place)
        return (
          <Region key={place} place={place}>
            {said && <NoticeOf said={said} {...parts} />}
          </Region>
        )
      })}
    </div>
  )
}

/**
 * What is said politely comes into a region that is there from the start: only of one that it knows does a screen reader
 * say what comes in. What interrupts brings its own.
 */
function Region({ place, children }: { place: Place; children: ReactNode }) {
  const name = names[place]
  if (name === null) return children && <div role="alert">{children}</div>
  return (
    <div role="status" aria-label={name}>
      {children}
    </div>
  )
}

const names: Record<Place, string | null> = {
  trouble: null,
  'not-taken': null,
  connection: words.notice.connection,
  standing: words.standing.name,
  deed: null,
  moved: words.notice.textMovedName,
  version: words.notice.version,
}

const codeOf = (error: Error): RefusalCode => (error instanceof Refusal ? error.code : 'failed')

/** Told to the delegation that has got the pen while it was here, and to the one that it has gone from. */
function usePenPassed(holdsPen: boolean): readonly ['came' | 'went' | null, () => void] {
  const [held, setHeld] = useState(holdsPen)
  const [passed, setPassed] = useState<'came' | 'went' | null>(null)
  if (held !== holdsPen) {
    setHeld(holdsPen)
    setPassed(holdsPen ? 'came' : 'went')
  }
  return [passed, () => setPassed(null)]
}

function useTextMoved(room: Room): readonly [boolean, () => void] {
  const [moved, setMoved] = useState(false)
  useEffect(() => onTextMoved(room, () => setMoved(true)), [room])
  return [moved, () => setMoved(false)]
}
