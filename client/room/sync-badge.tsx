/** The saved mark: where the text is safe, in the words of the design. It says "Saved" when the barrier was answered. */
import { type SyncState, savedMark } from '#shared/room/sync-state.ts'
import { useBehindFrame } from '../design/behind-frame.ts'
import { Icon, type IconName } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import type { Room } from './provider.ts'
import styles from './sync-badge.module.css'

export type Mark = 'saved' | 'saving' | 'kept' | 'not-saved' | 'locked'

const icons: Record<Mark, IconName> = {
  saved: 'check',
  saving: 'sync',
  kept: 'device',
  'not-saved': 'device',
  locked: 'lock',
}

/** The mark of a state; null before there is a text. Whoever may not write reads "Locked" where others read "Saved". */
export function markOf(state: SyncState, mayEdit: boolean): Mark | null {
  const mark = savedMark(state)
  if (mark === 'loading') return null
  return mark === 'saved' && !mayEdit ? 'locked' : mark
}

/** Not live by itself: at every key it would speak. Ctrl+S announces it, and so do the notices. */
export function SyncBadge({ room, mayEdit }: { room: Room; mayEdit: boolean }) {
  // Each key turns it twice: drawn at once it would hold up the letter.
  const mark = useBehindFrame(room.sync.subscribe, () => markOf(room.sync.read(), mayEdit))
  if (mark === null) return null
  return (
    <span className={styles.badge} role="status" aria-live="off" aria-label={words.saved[mark]}>
      <Icon name={icons[mark]} />
      <span className={styles.words} dir={words.direction}>
        {words.saved[mark]}
      </span>
    </span>
  )
}
