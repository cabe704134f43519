/**
 * Looks for the places of threads in the text of an editor: all of them once, and later those again in or beside which
 * something was written, when the text has come to rest. Between, they follow by themselves.
 */
import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import type { Found } from '#shared/room/find-anchor.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { findAnchors } from '../room/anchors.ts'
import type { Room } from '../room/provider.ts'
import { bindingOf } from '../room/room-binding.ts'
import type { FollowedPlace } from './followed-places.ts'
import { followView, type Stretch, stretchAround } from './near-view.ts'
import { type Look, changeHighlights, changesHighlights, nearIn, placesIn } from './thread-highlights.ts'
import type { ThreadKey } from './threads.ts'

/** A thread whose place is asked for; it is drawn where it has a look. */
export interface Sought {
  readonly anchor: Anchor
  /** Counts the anchors of the thread; null for one that is the same only while it is the same object. */
  readonly version: number | null
  readonly look: Look | null
}

export interface PlaceFinder {
  /** These and no others. */
  seek(sought: ReadonlyMap<ThreadKey, Sought>): void
  /** How a thread was found when it was last looked for. */
  foundBy(key: ThreadKey): Found | null
  /**
   * Calls after places may have changed, until the answer is called: at once when something was found anew, and after
   * the text was written in when it has come to rest.
   */
  readonly subscribe: (changed: () => void) => () => void
  /** Follows the editor, until the answer is called. */
  start(): () => void
}

/** ms without a change after which the text rests, and the longest (ms) that anybody waits for that. */
const rest = 250
const longestWait = 1_000
/** The same until whoever shows places is told that they have moved. */
const pause = 120
/**
 * So many threads are drawn wherever they stand. Of more only those near the view: 500 in the text took 9 ms of a key,
 * nearly all of it the browser's, which goes through the elements of the text to paint them and for the input method.
 */
const few = 60
/** Screens above and below the view that have theirs drawn at least, and as far as they are drawn when that is not so. */
const [leastNear, mostNear] = [0.5, 1]
/** ms between two looks whether a composition is over: whatever redraws the words under it would double them. */
const composing = 120

export function createPlaceFinder(room: Room, editor: Editor): PlaceFinder {
  const binding = bindingOf(room)
  const hearers = new Set<() => void>()
  const results = new Map<ThreadKey, Found>()
  let sought: ReadonlyMap<ThreadKey, Sought> = new Map()
  let shown: ReadonlyMap<ThreadKey, Sought> = new Map()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the first change came that was not looked at yet. */
  let changedAt: number | null = null
  let telling: ReturnType<typeof setTimeout> | undefined
  /** When the first change came of which nobody was told yet. */
  let movedAt: number | null = null

  /** Null while the view does not show the text as it is. */
  const lookAt = (keys: readonly ThreadKey[]): Map<ThreadKey, FollowedPlace | null> | null => {
    const anchors = new Map(
      keys.flatMap((key) => {
        const wanted = sought.get(key)
        return wanted === undefined ? [] : [[key, wanted.anchor] as const]
      }),
    )
    if (anchors.size === 0) return new Map()
    const found = findAnchors(room, anchors)
    if (found === null) return null
    for (const [key, result] of found) results.set(key, result)
    return new Map([...found].map(([key, result]) => [key, placeOf(result)]))
  }

  /** What the threads have become: new ones are looked for, others drawn as they are to be now. */
  const show = (): void => {
    if (editor.isDestroyed) return
    if (binding.composing) return later(composing)
    const strangers: ThreadKey[] = []
    const looks = new Map<ThreadKey, Look | null>()
    for (const [key, wanted] of sought) {
      const { look } = wanted
      const before = shown.get(key)
      if (before === undefined || !isSameAnchor(before, wanted)) strangers.push(key)
      if (!isSameLook(before?.look ?? null, look)) looks.set(key, look)
    }
    const places = lookAt(strangers)
    if (places === null) return later(composing)
    for (const key of shown.keys()) {
      if (sought.has(key)) continue
      places.set(key, null)
      looks.set(key, null)
      results.delete(key)
    }
    shown = sought
    changeHighlights(editor.view, { places, looks, near: near() })
  }

  /** Where threads are to be drawn, null for everywhere: as before while that is enough. */
  const near = (): Stretch | null => {
    if ([...shown.values()].filter(({ look }) => look !== null).length <= few) return null
    const before = nearIn(editor.state)
    const needed = stretchAround(editor.view, leastNear)
    const isEnough = before !== null && before.from <= needed.from && before.to >= needed.to
    return isEnough ? before : stretchAround(editor.view, mostNear)
  }

  const drawNear = (): void => {
    if (editor.isDestroyed) return
    if (binding.composing) return later(composing)
    changeHighlights(editor.view, { places: new Map(), looks: new Map(), near: near() })
  }

  const lookAgain = (): void => {
    changedAt = null
    if (editor.isDestroyed) return
    if (binding.composing) return later(composing)
    if (shown !== sought) show()
    const doubtful = [...placesIn(editor.state)].filter(([key, place]) => isDoubtful(key, place))
    const places = lookAt(doubtful.map(([key]) => key))
    if (places === null) return later(composing)
    changeHighlights(editor.view, { places, looks: new Map(), near: near() })
  }

  /** Whatever lost its words is looked for whenever something was written: it may have been put in again elsewhere. */
  const isDoubtful = (key: ThreadKey, place: FollowedPlace): boolean =>
    place.found === 'nowhere' ||
    place.touched ||
    (place.found === 'paragraph' && sought.get(key)?.anchor.whole === false)

  function later(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(lookAgain, milliseconds)
  }

  const tell = (): void => {
    clearTimeout(telling)
    movedAt = null
    for (const changed of hearers) changed()
  }

  const heed = ({ transaction }: { transaction: Transaction }): void => {
    if (changesHighlights(transaction)) return tell()
    if (!transaction.docChanged) return
    const now = Date.now()
    changedAt ??= now
    later(Math.max(0, Math.min(rest, changedAt + longestWait - now)))
    // Told at each key, 500 threads would ask where they are before the letter is seen.
    movedAt ??= now
    clearTimeout(telling)
    telling = setTimeout(tell, Math.max(0, Math.min(pause, movedAt + longestWait - now)))
  }

  return {
    seek: (wanted) => {
      sought = wanted
      show()
    },
    foundBy: (key) => results.get(key) ?? null,
    subscribe: (changed) => {
      hearers.add(changed)
      return () => hearers.delete(changed)
    },
    start: () => {
      editor.on('transaction', heed)
      const unfollow = followView(editor.view, drawNear)
      return () => {
        unfollow()
        clearTimeout(timer)
        clearTimeout(telling)
        editor.off('transaction', heed)
      }
    },
  }
}

const placeOf = (found: Found): FollowedPlace =>
  found.found === 'nowhere' ? found : { found: found.found, from: found.from, to: found.to, touched: false }

const isSameAnchor = (a: Sought, b: Sought): boolean =>
  a.anchor === b.anchor || (a.version !== null && a.version === b.version)

const isSameLook = (a: Look | null, b: Look | null): boolean =>
  a === b || (a !== null && b !== null && a.strength === b.strength && a.by.delegation === b.by.delegation)
