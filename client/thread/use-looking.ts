/** When comments count as seen. */
import { useEffect, useRef } from 'react'

/** ms that a person must look at an active card for its comments to be seen */
const lookingTime = 1_000

/** Calls once the page has been looked at for long enough, while there is something to see. */
export function useLooking(unseen: boolean, see: () => void): void {
  const now = useRef(see)
  useEffect(() => {
    now.current = see
  })
  useEffect(() => {
    if (!unseen) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => now.current(), lookingTime)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [unseen])
}
