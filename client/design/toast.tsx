/**
 * A short notice at the foot of the page, with one thing that can be done about it. It goes after a while by itself, but
 * not from under a pointer or a focus, nor while nobody sees the page; so it says nothing that stands nowhere else.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './toast.module.css'

interface ToastProps {
  /** Of the region, which is there from the start: only of one that it knows does a screen reader say what comes in. */
  readonly name: string
  /** `off` where something else says it to a screen reader. */
  readonly live?: 'polite' | 'off'
  /** What is shown; another id begins anew. Null: nothing. */
  readonly shown: { readonly id: string; readonly content: ReactNode } | null
  readonly action: string
  readonly onAction: () => void
  readonly close: string
  readonly onClose: () => void
}

/** ms */
const stays = 8000

export function Toast({ name, live = 'polite', shown, action, onAction, close, onClose }: ToastProps) {
  return (
    <div role="status" aria-label={name} aria-live={live} className={styles.place}>
      {shown && (
        <Shown key={shown.id} onClose={onClose}>
          <div className={styles.content}>{shown.content}</div>
          <Button size="small" onClick={onAction}>
            {action}
          </Button>
          <Button size="small" look="quiet" shape="icon" aria-label={close} onClick={onClose}>
            <Icon name="cross" />
          </Button>
        </Shown>
      )}
    </div>
  )
}

function Shown({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const hidden = useHidden()
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  const held = pointed || focused || hidden
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => close.current(), stays)
    return () => clearTimeout(timer)
  }, [held])
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      // What is open above the page takes its own Esc.
      if (event.key === 'Escape' && !event.defaultPrevented) close.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {children}
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
