/**
 * Which rooms this page is in. A room is entered by whoever shows it and left a moment after the last of them is gone,
 * so that React may mount twice; what is unsaved by then keeps it open until the server has answered for it. When the
 * server refuses a room, another takes its place under those who are in it.
 */
import { useCallback, useSyncExternalStore } from 'react'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { unsaved } from '#shared/room/sync-state.ts'
import { type Room, openRoom } from './provider.ts'
import { type Ground, type LeftBehind, renew } from './renewal.ts'

export interface Entered {
  readonly room: Room
  /** What the room before this one could not bring along. */
  readonly left: LeftBehind | null
  readonly dismiss: () => void
}

interface Occupied {
  room: Room
  people: number
  ask: () => Promise<Ground>
  /** So many changes of the room were brought into it. */
  carried: number
  /** When rooms were renewed here lately, epoch ms. */
  renewals: readonly number[]
  entered: Entered | null
  readonly changed: Set<() => void>
}

const rooms = new Map<StatementId, Occupied>()
/** Stays until somebody has read it, also while nobody is in the room. */
const leftBehind = new Map<StatementId, LeftBehind>()

/** ms; a server that refuses again and again is asked after 0, 1, 2, 4 … s, thirty at most. */
const longestPause = 30_000
const lately = 60_000

/** Null for the first moment. `ask` says how this person stands to the statement now; it must stay the same function. */
export function useOpenRoom(statementId: StatementId, epoch: number, ask: () => Promise<Ground>): Entered | null {
  const enter = useCallback(
    (changed: () => void) => {
      const occupied = rooms.get(statementId) ?? occupy(openRoom({ statementId, epoch }), ask)
      occupied.ask = ask
      occupied.people += 1
      occupied.changed.add(changed)
      return () => {
        occupied.changed.delete(changed)
        occupied.people -= 1
        setTimeout(() => leaveWhenDone(occupied))
      }
    },
    [statementId, epoch, ask],
  )
  return useSyncExternalStore(enter, () => {
    const occupied = rooms.get(statementId)
    return occupied === undefined ? null : (occupied.entered ??= enteredNow(occupied))
  })
}

function occupy(room: Room, ask: Occupied['ask']): Occupied {
  const occupied: Occupied = {
    room,
    people: 0,
    ask,
    carried: 0,
    renewals: [],
    entered: null,
    changed: new Set(),
  }
  rooms.set(room.statementId, occupied)
  watch(occupied)
  return occupied
}

const enteredNow = (occupied: Occupied): Entered => ({
  room: occupied.room,
  left: leftBehind.get(occupied.room.statementId) ?? null,
  dismiss: () => {
    leftBehind.delete(occupied.room.statementId)
    tell(occupied)
  },
})

function tell(occupied: Occupied): void {
  occupied.entered = null
  for (const changed of occupied.changed) changed()
}

/** Follows what becomes of the room: its end when nobody is in it, its renewal when it is refused. */
function watch(occupied: Occupied): void {
  const { room } = occupied
  const unsubscribe = room.sync.subscribe(() => {
    if (room.sync.read().state === 'refused') {
      unsubscribe()
      void replace(occupied)
    } else leaveWhenDone(occupied)
  })
}

async function replace(occupied: Occupied): Promise<void> {
  const { room: old, carried } = occupied
  try {
    await pause(occupied)
    const again = old.sync.read().saved < carried
    const { room, left } = await renew(old, { ask: () => occupied.ask(), again })
    occupied.room = room
    occupied.carried = room.sync.read().made
    if (left !== null) leftBehind.set(room.statementId, withEarlier(left, leftBehind.get(room.statementId)))
    watch(occupied)
    tell(occupied)
    // Whoever showed the old room lets go of it first.
    setTimeout(old.destroy)
    leaveWhenDone(occupied)
  } catch (error) {
    const state = old.sync.read()
    old.stop(error instanceof Refusal ? error.code : state.state === 'refused' ? state.code : 'failed')
    leaveWhenDone(occupied)
    if (!(error instanceof Refusal)) throw error
  }
}

async function pause(occupied: Occupied): Promise<void> {
  const now = Date.now()
  const recent = occupied.renewals.filter((at) => now - at < lately)
  occupied.renewals = [...recent, now]
  if (recent.length > 0)
    await new Promise((resolve) => setTimeout(resolve, Math.min(longestPause, 500 * 2 ** recent.length)))
}

const withEarlier = (left: LeftBehind, earlier: LeftBehind | undefined): LeftBehind => ({
  code: left.code,
  changes: left.changes + (earlier?.changes ?? 0),
  words: [earlier?.words ?? '', left.words].filter((words) => words !== '').join('\n'),
})

function leaveWhenDone(occupied: Occupied): void {
  const { room, people } = occupied
  const state = room.sync.read()
  const waits = state.state === 'refused' || (unsaved(state) > 0 && state.state !== 'stopped')
  if (people > 0 || waits || rooms.get(room.statementId) !== occupied) return
  rooms.delete(room.statementId)
  room.destroy()
}

// Closing the page is the one way to lose what is unsaved, or left behind: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  const unsent = [...rooms.values()].some(({ room }) => unsaved(room.sync.read()) > 0)
  const unread = [...leftBehind.values()].some(({ words }) => words !== '')
  if (unsent || unread) event.preventDefault()
})
