/**
 * Who is in the room and who has left it, as this device has seen it. While the connection is lost nobody can know, and
 * it stays as it was.
 */
import { useSyncExternalStore } from 'react'
import { type Present, present } from '#shared/people/people.ts'
import type { Room } from './provider.ts'

export interface Attendance {
  /** The others who are connected now, one entry a person, as the server names them. */
  readonly here: readonly Present[]
  /** Delegations of which nobody is here any more, by their person seen last. */
  readonly left: readonly Left[]
}

export interface Left {
  readonly person: Present
  /** Epoch ms. */
  readonly at: number
}

/** One object until somebody has come or gone. */
export function useAttendance(room: Room): Attendance {
  const store = storeOf(room)
  return useSyncExternalStore(store.subscribe, store.read)
}

interface Store {
  readonly subscribe: (changed: () => void) => () => void
  readonly read: () => Attendance
}

/** After so long (ms) on a new connection everybody who is there has been named. */
const introductions = 1000

const stores = new WeakMap<Room, Store>()

/** Lives as long as its room, so that nobody is forgotten while no component looks. */
function storeOf(room: Room): Store {
  const known = stores.get(room)
  if (known) return known
  let attendance: Attendance = { here: readPresent(room), left: [] }
  const listeners = new Set<() => void>()
  const isLive = (): boolean => ['live', 'locked'].includes(room.sync.read().state)
  let wasLive = isLive()

  const look = (): void => {
    if (!isLive()) return
    const here = readPresent(room)
    // The room also tells of every caret; only who is here matters.
    if (JSON.stringify(here) === JSON.stringify(attendance.here)) return
    attendance = { here, left: leftSince(attendance, here) }
    for (const changed of listeners) changed()
  }
  room.awareness.on('change', look)
  room.sync.subscribe(() => {
    if (isLive() && !wasLive) setTimeout(look, attendance.here.length === 0 ? 0 : introductions)
    wasLive = isLive()
  })

  const store: Store = {
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    read: () => attendance,
  }
  stores.set(room, store)
  return store
}

function leftSince(before: Attendance, here: readonly Present[]): readonly Left[] {
  const at = Date.now()
  const gone = new Map(before.left.map((left) => [left.person.delegationId, left]))
  for (const person of before.here) gone.set(person.delegationId, { person, at })
  for (const { delegationId } of here) gone.delete(delegationId)
  return [...gone.values()]
}

function readPresent({ awareness, doc }: Room): readonly Present[] {
  const people = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const named = present.safeParse(state['user'])
    if (client !== doc.clientID && named.success) people.set(named.data.delegateId, named.data)
  }
  return [...people.values()].toSorted((a, b) => a.delegateId.localeCompare(b.delegateId))
}
