/** What stands behind the `#` of the address: keys of links, which no browser sends and no log sees. */
import { useSyncExternalStore } from 'react'

export const useHash = (): string => useSyncExternalStore(subscribe, read)

const read = (): string => location.hash.slice(1)

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
