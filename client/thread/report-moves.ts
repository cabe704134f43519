/**
 * Reports where this person moved the words of threads, at once: nobody else can tell them from others that say the
 * same. Nothing of it is kept on the device. What was moved without a connection is reported as soon as there is one
 * again; after the page was closed meanwhile, everybody searches by what the words say.
 */
import { Refusal } from '#shared/refusal.ts'
import { unsaved } from '#shared/room/sync-state.ts'
import { firstMoved } from '../room/anchors.ts'
import type { Room } from '../room/provider.ts'
import type { PlaceFinder } from './find-places.ts'
import type { ShownThread, Threads } from './threads.ts'

/** Reports until the answer is called. */
export function reportMoves(
  room: Room,
  finder: PlaceFinder,
  read: () => Pick<Threads, 'all' | 'mend'> | null,
): () => void {
  /** Threads and the versions of their anchors for which the server has answered. */
  const reported = new Set<string>()
  /** Something may have moved since it was last looked for. */
  let due = true
  let reporting = false
  let stopped = false

  const report = async (): Promise<void> => {
    if (reporting) return
    reporting = true
    // Whoever hears of a place before the words would look for it in vain.
    while (due && !stopped && isSaved(room)) {
      due = false
      const next = firstMoved(room, (read()?.all ?? []).filter(isLost))
      if (next === null) break
      const arrived = await tell(next.thread, next.anchor)
      due = true
      if (!arrived) break
      reported.add(nameOf(next.thread))
    }
    reporting = false
  }
  const tell = async (...[thread, anchor]: Parameters<Threads['mend']>): Promise<boolean> => {
    try {
      await read()?.mend(thread, anchor)
      return true
    } catch (error) {
      return error instanceof Refusal && error.code !== 'unreachable'
    }
  }
  const isLost = (thread: ShownThread): boolean => {
    const found = finder.foundBy(thread.key)
    const lives = found === null || (found.found !== 'nowhere' && found.by === 'words')
    return !lives && thread.id !== null && !reported.has(nameOf(thread))
  }

  const stops = [
    finder.subscribe(() => {
      due = true
      void report()
    }),
    room.sync.subscribe(() => void report()),
  ]
  void report()
  return () => {
    stopped = true
    for (const stop of stops) stop()
  }
}

function isSaved({ sync }: Room): boolean {
  const state = sync.read()
  return state.state === 'live' && unsaved(state) === 0
}

const nameOf = ({ id, anchorVersion }: ShownThread): string => `${id} ${anchorVersion}`
