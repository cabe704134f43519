/**
 * Reports where a thread was found anew by its quote, so that nobody has to search for it again and the server keeps
 * the history of its anchors. Everybody who may comment finds the same: whoever waits least does it for all.
 */
import type { Editor } from '@tiptap/core'
import { useEffect, useRef } from 'react'
import type { Anchor } from '#shared/thread/thread.ts'
import { anchorBlock, anchorSelection } from '../room/anchors.ts'
import type { Room } from '../room/provider.ts'
import type { PlaceFinder } from './find-places.ts'
import { paragraphAt } from './paragraphs.ts'
import { placesIn } from './thread-highlights.ts'
import type { ShownThread, Threads } from './threads.ts'

/** ms that a client waits at least and at most: with 30 of them the first is some 300 ms ahead of the second. */
const soonest = 2_000
const latest = 12_000
/** So many at a time: whoever pastes a whole text anew moves all of its threads. */
const atOnce = 5

export function useMending(
  room: Room,
  editor: Editor | null,
  { finder, threads }: { finder: PlaceFinder | null; threads: Threads | null },
): void {
  const now = useRef(threads)
  useEffect(() => {
    now.current = threads
  })
  const mends = threads !== null
  useEffect(() => {
    if (editor === null || finder === null || !mends) return
    /** Threads and the versions of their anchors that were reported: once each, whatever came of it. */
    const reported = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined

    const movedThreads = (): ShownThread[] =>
      (now.current?.all ?? []).filter(({ key, id, anchorVersion }) => {
        const found = finder.foundBy(key)
        return (
          id !== null && found?.found !== 'nowhere' && found?.sure === true && !reported.has(`${id} ${anchorVersion}`)
        )
      })
    const mend = (): void => {
      timer = undefined
      const moved = movedThreads()
      if (room.sync.read().state === 'live' && !editor.isDestroyed) {
        for (const thread of moved.slice(0, atOnce)) {
          const anchor = anchorNow(room, editor, thread)
          if (anchor === null) continue
          reported.add(`${thread.id} ${thread.anchorVersion}`)
          // Another client may have been faster, or the right is gone: the thread stands where it stands.
          now.current?.mend(thread, anchor).catch(() => {})
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
  }, [room, editor, finder, mends])
}

/** The same thread anchored where it stands now; null while that is in doubt. The quote stays what was spoken about. */
function anchorNow(room: Room, { state }: Editor, { key, anchor }: ShownThread): Anchor | null {
  const place = placesIn(state).get(key)
  if (place === undefined || place.found === 'nowhere' || place.touched) return null
  const { from, to } = place
  const fresh = anchor.whole
    ? anchorBlock(room, paragraphAt(state.doc, from)?.id ?? '')
    : anchorSelection(room, state, from, to)
  if (fresh === null || fresh.whole !== anchor.whole) return null
  return anchor.whole || fresh.quote === anchor.quote ? { ...fresh, quote: anchor.quote } : null
}
