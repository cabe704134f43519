/** In which order the threads stand in the text, while somebody writes in it. */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Ranks } from './thread-filters.ts'
import type { Places, ShownThread } from './threads.ts'

/** ms from a change of the text to a new order. A list of 500 is too much to read at each key, and seldom changes. */
const pause = 250

/** Whoever asks is told again only when the order is another one, not whenever a place moves by a letter. */
export function useRanks(threads: readonly ShownThread[], places: Places): Ranks {
  const subscribe = useCallback(
    (changed: () => void) => {
      let waiting: ReturnType<typeof setTimeout> | undefined
      const stop = places.subscribe(() => {
        waiting ??= setTimeout(() => {
          waiting = undefined
          changed()
        }, pause)
      })
      return () => {
        clearTimeout(waiting)
        stop()
      }
    },
    [places],
  )
  // One string, so that the same order is the same value.
  const order = useSyncExternalStore(subscribe, () => orderOf(threads, places).join(' '))
  return useMemo(() => new Map(order.split(' ').map((key, rank) => [key, rank])), [order])
}

function orderOf(threads: readonly ShownThread[], places: Places): string[] {
  const found: { key: string; from: number; to: number }[] = []
  for (const { key } of threads) {
    const place = places.at(key)
    if (place.found !== 'nowhere') found.push({ key, from: place.from, to: place.to })
  }
  return found.toSorted((a, b) => a.from - b.from || a.to - b.to).map(({ key }) => key)
}
