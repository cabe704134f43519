/** The saved mark: where the text is safe, in the words of the design. It says "Saved" when the barrier was answered. */
import { Icon, type IconName } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './sync-badge.module.css'

export type Mark = 'saved' | 'saving' | 'kept' | 'not-saved' | 'locked'

const icons: Record<Mark, IconName> = {
  saved: 'check',
  saving: 'sync',
  kept: 'device',
  'not-saved': 'device',
  locked: 'lock',
}

/** Not live by itself: at every key it would speak. Ctrl+S announces it, and so do the notices. */
export const SyncBadge = ({ mark }: { mark: Mark }) => (
  <span className={styles.badge} role="status" aria-live="off" aria-label={words.saved[mark]}>
    <Icon name={icons[mark]} />
    <span className={styles.words}>{words.saved[mark]}</span>
  </span>
)
