/** The focus for what a dialog within a dialog begins with: `autoFocus` comes before the outer one lets go of it. */
import { type RefObject, useEffect, useRef } from 'react'

export function useFirstFocus<Target extends HTMLElement>(): RefObject<Target | null> {
  const target = useRef<Target>(null)
  useEffect(() => target.current?.focus(), [])
  return target
}
