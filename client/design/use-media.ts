/** Whether a media query holds, for the few parts that are other parts on a phone and not only arranged otherwise. */
import { useSyncExternalStore } from 'react'

export const onPhone = '(max-width: 640px)'

export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
