/**
 * Which rooms this page is in. A room is entered by whoever shows it and left a moment after the last of them is gone,
 * so that React may mount twice; what is unsaved by then keeps it open until the server has answered for it. When the
 * server refuses a room, another takes its place under those who are in it.
 */
import { useCallback, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { unsaved } from '#shared/room/sync-state.ts'
import { keepValue, keptValue } from './device-database.ts'
import { DeviceCopy } from './keep-offline.ts'
import { type Occupancy, enter } from './occupancy.ts'
import { type Room, openRoom } from './provider.ts'
import { type Ground, type LeftBehind, leftBehind, renew } from './renewal.ts'

export interface Entered {
  readonly room: Room
  /** What the room before this one could not bring along. */
  readonly left: LeftBehind | null
  readonly dismiss: () => void
}

interface Occupied extends Occupancy {
  room: Room
  readonly person: DelegateId
  readonly copyOf: (epoch: number) => DeviceCopy
  ask: () => Promise<Ground>
  /** So many changes of the room were brought into it. */
  carried: number
  /** When rooms were renewed here lately, epoch ms. */
  renewals: readonly number[]
  entered: Entered | null
}

const rooms = new Map<StatementId, Occupied>()
/** Stays until somebody has read it, also while nobody is in the room. */
const unread = new Map<StatementId, LeftBehind>()

/** Whoever takes no part any more keeps no copy. */
const barred: ReadonlySet<RefusalCode> = new Set([
  'link-withdrawn',
  'removed',
  'not-allowed',
  'unknown-statement',
  'not-found',
])

/** ms; a server that refuses again and again is asked after 0, 1, 2, 4 … s, thirty at most. */
const longestPause = 30_000
const lately = 60_000

interface Opening {
  readonly statementId: StatementId
  readonly epoch: number
  /** For whom this device keeps the text. */
  readonly person: DelegateId
  /** Says how this person stands to the statement now. It must stay the same function. */
  readonly ask: () => Promise<Ground>
}

/** Null for the first moment. */
export function useOpenRoom({ statementId, epoch, person, ask }: Opening): Entered | null {
  const show = useCallback(
    (changed: () => void) => {
      const occupied = rooms.get(statementId) ?? occupy(statementId, epoch, person, ask)
      occupied.ask = ask
      return enter(occupied, changed, leaveWhenDone)
    },
    [statementId, epoch, person, ask],
  )
  return useSyncExternalStore(show, () => {
    const occupied = rooms.get(statementId)
    return occupied === undefined ? null : (occupied.entered ??= enteredNow(occupied))
  })
}

function occupy(statementId: StatementId, epoch: number, person: DelegateId, ask: Occupied['ask']): Occupied {
  const copyOf = (ofEpoch: number): DeviceCopy => new DeviceCopy(person, statementId, ofEpoch)
  const room = openRoom({ statementId, epoch, device: copyOf(epoch) })
  const occupied: Occupied = {
    room,
    person,
    copyOf,
    people: 0,
    ask,
    carried: 0,
    renewals: [],
    entered: null,
    changed: new Set(),
  }
  rooms.set(statementId, occupied)
  watch(occupied)
  void recallLeft(occupied)
  return occupied
}

const enteredNow = (occupied: Occupied): Entered => ({
  room: occupied.room,
  left: unread.get(occupied.room.statementId) ?? null,
  dismiss: () => setLeft(occupied, null),
})

/** Kept on this device as well: whoever closes the page finds it again. */
function setLeft(occupied: Occupied, left: LeftBehind | null): void {
  const { statementId } = occupied.room
  if (left === null) unread.delete(statementId)
  else unread.set(statementId, left)
  void keepValue('left', leftKey(occupied), left)
  tell(occupied)
}

async function recallLeft(occupied: Occupied): Promise<void> {
  const kept = leftBehind.safeParse(await keptValue('left', leftKey(occupied)))
  if (kept.success && !unread.has(occupied.room.statementId)) setLeft(occupied, kept.data)
}

const leftKey = ({ person, room: { statementId } }: Occupied): string => `${person}/${statementId}`

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
    const { room, left } = await renew(old, { ask: () => occupied.ask(), again, copyOf: occupied.copyOf })
    occupied.room = room
    occupied.carried = room.sync.read().made
    if (left !== null) setLeft(occupied, withEarlier(left, unread.get(room.statementId)))
    watch(occupied)
    tell(occupied)
    void giveWay(old, room)
    // Whoever showed the old room lets go of it first.
    setTimeout(old.destroy)
    leaveWhenDone(occupied)
  } catch (error) {
    const state = old.sync.read()
    if (error instanceof Refusal && barred.has(error.code)) void keepWordsAlone(occupied, error.code)
    old.stop(error instanceof Refusal ? error.code : state.state === 'refused' ? state.code : 'failed')
    leaveWhenDone(occupied)
    if (!(error instanceof Refusal)) throw error
  }
}

/** Whoever is shown out keeps no copy of the text, but what they wrote and nobody else has. */
async function keepWordsAlone(occupied: Occupied, code: RefusalCode): Promise<void> {
  const { room } = occupied
  const changes = unsaved(room.sync.read())
  const left = { code, changes, words: room.unsentWords() }
  if (changes > 0) await keepValue('left', leftKey(occupied), withEarlier(left, unread.get(room.statementId)))
  await room.device?.end()
}

/** What was refused must not come back with the next opening: the old copy goes, and what the fresh room has is whole. */
async function giveWay(old: Room, room: Room): Promise<void> {
  await old.device?.end()
  room.device?.keep(Y.encodeStateAsUpdate(room.doc), null)
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

// Where this device keeps nothing, closing the page loses what is unsaved or was not taken: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  const wouldLose = ({ room }: Occupied): boolean => {
    const state = room.sync.read()
    return !room.isKept() && (unsaved(state) > 0 || (unread.has(room.statementId) && state.state !== 'stopped'))
  }
  if ([...rooms.values()].some(wouldLose)) event.preventDefault()
})
