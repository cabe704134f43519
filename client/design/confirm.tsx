/** A question before what cannot be undone: named by what it does, focus on the way back, Esc leaves all as it is. */
import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'
import styles from './dialog.module.css'
import { useFirstFocus } from './use-first-focus.ts'

interface ConfirmProps {
  readonly heading: string
  /** What happens, and what stays. */
  readonly children: ReactNode
  /** The name of the deed. */
  readonly confirm: string
  readonly cancel: string
  readonly open: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

export const Confirm = ({ heading, children, confirm, cancel, open, onConfirm, onCancel }: ConfirmProps) => (
  <ModalOverlay
    className={styles.scrim ?? ''}
    isOpen={open}
    onOpenChange={(stays) => {
      if (!stays) onCancel()
    }}
  >
    <Modal className={`${styles.modal} ${styles.narrow}`}>
      <Dialog className={styles.dialog ?? ''} role="alertdialog">
        <header className={styles.header}>
          <Heading slot="title" className={styles.heading ?? ''}>
            {heading}
          </Heading>
        </header>
        <div className={styles.body}>{children}</div>
        <footer className={styles.foot}>
          <WayBack name={cancel} onPress={onCancel} />
          <Button look="danger" onClick={onConfirm}>
            {confirm}
          </Button>
        </footer>
      </Dialog>
    </Modal>
  </ModalOverlay>
)

function WayBack({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <Button ref={useFirstFocus()} onClick={onPress}>
      {name}
    </Button>
  )
}
