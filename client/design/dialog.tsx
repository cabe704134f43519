/**
 * A modal dialog, named by its heading: the focus begins in its first field, Esc and a click beside it close it, and the
 * focus returns to where it was.
 */
import { type ReactNode, useEffect, useRef } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'
import styles from './dialog.module.css'
import { Icon } from './icon.tsx'

interface DialogProps {
  readonly heading: string
  /** The name of the button that closes it. */
  readonly close: string
  readonly open: boolean
  readonly onClose: () => void
  /** One sentence below the heading. */
  readonly lead?: string
  /** `table`: as wide as a table of several columns needs. `pages`: large, and its body goes from edge to edge. */
  readonly width?: 'usual' | 'wide' | 'table' | 'pages'
  /** False where what was entered would be lost by a click beside it; Esc and the button still close it. */
  readonly closesOutside?: boolean
  readonly children: ReactNode
  /** Stays in sight below what scrolls. */
  readonly footer?: ReactNode
}

export const Dialog = ({
  heading,
  close,
  open,
  onClose,
  lead,
  width = 'usual',
  closesOutside = true,
  children,
  footer,
}: DialogProps) => (
  <ModalOverlay
    className={styles.scrim ?? ''}
    isDismissable={closesOutside}
    isOpen={open}
    onOpenChange={(stays) => {
      if (!stays) onClose()
    }}
  >
    <Modal className={`${styles.modal} ${width === 'usual' ? '' : styles[width]}`}>
      <AriaDialog className={styles.dialog ?? ''}>
        <header className={styles.header}>
          <div>
            <Heading slot="title" className={styles.heading ?? ''}>
              {heading}
            </Heading>
            {lead && <p className={styles.lead}>{lead}</p>}
          </div>
          <Button look="quiet" shape="icon" aria-label={close} onClick={onClose}>
            <Icon name="cross" />
          </Button>
        </header>
        <Body>{children}</Body>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)

/** Its effect runs before the dialog's own, which then leaves the focus where it is. */
function Body({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (body.current?.contains(document.activeElement)) return
    body.current?.querySelector<HTMLElement>('input:not([type="file"], [readonly]), select, textarea')?.focus()
  }, [])
  return (
    <div ref={body} className={styles.body}>
      {children}
    </div>
  )
}
