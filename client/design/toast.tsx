/**
 * A short notice at the foot of the page, with one thing that can be done about it. It goes after a while by itself, but
 * not from under a pointer or a focus, nor while nobody sees the page; so it says nothing that stands nowhere else.
 */
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './toast.module.css'

interface Shown {
  /** Another one begins anew. */
  readonly id: string
  readonly content: ReactNode
}

interface ToastDeeds {
  readonly action: string
  readonly onAction: () => void
  readonly close: string
  readonly onClose: () => void
}

interface ToastProps extends ToastDeeds {
  /** Of the region, which is there from the start: only of one that it knows does a screen reader say what comes in. */
  readonly name: string
  /** `off` where something else says it to a screen reader. */
  readonly live?: 'polite' | 'off'
  readonly shown: Shown | null
}

interface ToastsProps {
  /** The direction of the page whose foot they stand at. */
  readonly side: 'ltr' | 'rtl'
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  readonly children: ReactNode
}

/** Where they stand, one above the other: none hides what another offers. */
export const Toasts = ({ side, lang, dir, children }: ToastsProps) => (
  <div className={styles.place} dir={side}>
    <div className={styles.stack} id={toastsId} lang={lang} dir={dir}>
      {children}
    </div>
  </div>
)

const toastsId = 'toasts'
const findToasts = (): HTMLElement | null => document.getElementById(toastsId)
const nothingToHear = () => () => undefined

/** Among them stands, too, what other parts of the page say at its foot. */
export function AmongToasts({ children }: { children: ReactNode }) {
  // React looks once more when the page is mounted: they may stand behind what is said.
  const place = useSyncExternalStore(nothingToHear, findToasts)
  return place && createPortal(children, place)
}

export const Toast = ({ name, live = 'polite', shown, ...deeds }: ToastProps) => (
  <div role="status" aria-label={name} aria-live={live}>
    {shown && (
      <Card key={shown.id} {...deeds}>
        {shown.content}
      </Card>
    )}
  </div>
)

/** ms */
const stays = 8000

/** Closed while it has the focus, it gives it back to where it came from. */
function Card({ action, onAction, close, onClose, children }: ToastDeeds & { children: ReactNode }) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const hidden = useHidden()
  const held = pointed || focused || hidden
  const cameFrom = useRef<HTMLElement | null>(null)
  const dismiss = useRef(onClose)
  useEffect(() => {
    dismiss.current = () => {
      cameFrom.current?.focus({ preventScroll: true })
      onClose()
    }
  })
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => dismiss.current(), stays)
    return () => clearTimeout(timer)
  }, [held])
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      // What is open above the page takes its own Esc.
      if (event.key === 'Escape' && !event.defaultPrevented) dismiss.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={({ relatedTarget, currentTarget }) => {
        setFocused(true)
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          cameFrom.current = relatedTarget
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (currentTarget.contains(relatedTarget)) return
        setFocused(false)
        cameFrom.current = null
      }}
    >
      <div className={styles.content}>{children}</div>
      <Button size="small" onClick={onAction}>
        {action}
      </Button>
      <Button size="small" look="quiet" shape="icon" aria-label={close} onClick={() => dismiss.current()}>
        <Icon name="cross" />
      </Button>
    </div>
  )
}

function useHidden(): boolean {
  const [hidden, setHidden] = useState(document.visibilityState === 'hidden')
  useEffect(() => {
    const look = (): void => setHidden(document.visibilityState === 'hidden')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return hidden
}
