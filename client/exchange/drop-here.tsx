/** Laid over the page while a file hangs above it. */
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import styles from './drop-here.module.css'

export const DropHere = () => (
  <div className={styles.over} aria-hidden="true">
    <p>
      <Icon name="upload" />
      {words.importing.drop}
    </p>
  </div>
)
