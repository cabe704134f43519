/** How many open threads stand nowhere in the text, so that no card beside it shows them. */
import { useEffect, useState } from 'react'
import type { Places, ShownThread } from './threads.ts'

/** ms from a change of the text or the threads to a new count: at the opening their places are still being looked for. */
const pause = 600

export function useLostCount(threads: readonly ShownThread[], places: Places): number {
  const [lost, setLost] = useState(0)
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const countSoon = (): void => {
      waiting ??= setTimeout(() => {
        waiting = undefined
        setLost(threads.filter((thread) => isOpen(thread) && places.at(thread.key).found === 'nowhere').length)
      }, pause)
    }
    countSoon()
    const stop = places.subscribe(countSoon)
    return () => {
      clearTimeout(waiting)
      stop()
    }
  }, [threads, places])
  return lost
}

const isOpen = ({ id, state }: ShownThread): boolean => id !== null && state.state === 'open'
