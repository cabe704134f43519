/**
 * Reports where a thread was found anew, so that nobody has to search for it again and the server keeps the history of
 * its anchors. Everybody who may comment finds the same: whoever waits least does it for all.
 */
import { useEffect, useRef } from 'react'
import { anchorAnew } from '../room/anchors.ts'
import type { Room } from '../room/provider.ts'
import type { PlaceFinder } from './find-places.ts'
import { reportMoves } from './report-moves.ts'
import type { ShownThread, Threads } from './threads.ts'

/** ms that a client waits at least and at most: with 30 of them the first is some 300 ms ahead of the second. */
const soonest = 2_000
const latest = 12_000
/** So many at a time: whoever pastes a whole text anew moves all of its threads. */
const atOnce = 5

/** `threads` is null for whoever may not comment. */
export function useMending(room: Room, finder: PlaceFinder | null, threads: Threads | null): void {
  const now = useRef(threads)
  useEffect(() => {
    now.current = threads
  })
  const mends = threads !== null
  useEffect(() => {
    if (finder === null || !mends) return
    const stops = [mendAnchors, reportMoves].map((begin) => begin(room, finder, () => now.current))
    return () => stops.forEach((stop) => stop())
  }, [room, finder, mends])
}

/** Reports until the answer is called. */
export function mendAnchors(
  room: Room,
  finder: PlaceFinder,
  read: () => Pick<Threads, 'all' | 'mend'> | null,
): () => void {
  /** Threads and the versions of their anchors that were reported: once each, whatever came of it. */
  const reported = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const movedThreads = (): ShownThread[] =>
    (read()?.all ?? []).filter((thread) => {
      const found = finder.foundBy(thread.key)
      return thread.id !== null && found?.found !== 'nowhere' && found?.sure === true && !reported.has(nameOf(thread))
    })
  const mend = (): void => {
    timer = undefined
    if (room.sync.read().state === 'live') {
      let left = atOnce
      for (const thread of movedThreads()) {
        const anchor = left > 0 ? anchorAnew(room, thread.anchor) : null
        if (anchor === null) continue
        left -= 1
        reported.add(nameOf(thread))
        // Another client may have been faster, or the right is gone: the thread stands where it stands.
        read()
          ?.mend(thread, anchor)
          .catch(() => {})
      }
    }
    wait()
  }
  const wait = (): void => {
    if (timer === undefined && movedThreads().length > 0)
      timer = setTimeout(mend, soonest + Math.random() * (latest - soonest))
  }
  const unsubscribe = finder.subscribe(wait)
  wait()
  return () => {
    unsubscribe()
    clearTimeout(timer)
  }
}

const nameOf = ({ id, anchorVersion }: ShownThread): string => `${id} ${anchorVersion}`
