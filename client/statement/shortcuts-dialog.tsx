/** The keys, listed. */
import { Dialog } from '../design/dialog.tsx'
import { words } from '../language/en.ts'
import styles from './shortcuts-dialog.module.css'

const onMac = /Mac|iP(hone|ad)/.test(navigator.platform)

export const ShortcutsDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog heading={words.shortcuts.heading} close={words.close} open={open} onClose={onClose}>
    <dl className={styles.list}>
      {words.shortcuts.entries.map(([keys, does]) => (
        <div key={keys}>
          <dt>{does}</dt>
          <dd>
            {keys.split(', ').map((key) => (
              <kbd key={key}>{onMac ? key.replace('Ctrl', 'Cmd') : key}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </Dialog>
)
