/**
 * The row between bar and desk, there only when something is to be said: what keeps the text from being saved, what was
 * not taken, the connection, one's standing, a new version. It pushes the desk down and moves no line on the sheet.
 */
import { type ReactNode, useEffect, useState } from 'react'
import type { Standing } from '#shared/people/rights.ts'
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
import { noticesShown, type Place, places, type Situation } from './notices-shown.ts'
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
  const [changes, forgetStanding] = useChanges(standing)
  const [textMoved, forgetMove] = useTextMoved(room)
  const updated = useNewVersion()
  const deed = deeds.refused === null ? null : codeOf(deeds.refused)
  const shown = noticesShown({ sync, connection, left, standing, ...changes, deed, textMoved, updated })
  const parts = { entered, opened, deeds, forgetStanding, forgetMove }
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

type Changes = Pick<Situation, 'pen' | 'newRole'>

/** What changed last in somebody's standing while the page was open, until they have put it away. */
function useChanges({ holdsPen, role }: Standing): readonly [Changes, () => void] {
  const [seen, setSeen] = useState({ holdsPen, role })
  const [changes, setChanges] = useState<Changes>(unchanged)
  if (seen.holdsPen !== holdsPen || seen.role !== role) {
    setSeen({ holdsPen, role })
    setChanges({
      pen: seen.holdsPen === holdsPen ? null : holdsPen ? 'came' : 'went',
      newRole: seen.role === role ? null : role,
    })
  }
  return [changes, () => setChanges(unchanged)]
}

const unchanged: Changes = { pen: null, newRole: null }

function useTextMoved(room: Room): readonly [boolean, () => void] {
  const [moved, setMoved] = useState(false)
  useEffect(() => onTextMoved(room, () => setMoved(true)), [room])
  return [moved, () => setMoved(false)]
}
