/** The room for React: subscriptions that give the same object until something changed. */
import { useSyncExternalStore } from 'react'
import { type Present, present } from '#shared/people/people.ts'
import type { SyncState } from '#shared/room/sync-state.ts'
import type { Room } from './provider.ts'

/** Where the text is safe. */
export const useSyncState = (room: Room): SyncState => useSyncExternalStore(room.sync.subscribe, room.sync.read)

/** One primitive of it: who shows no count is not drawn again at every key. */
export const useSyncValue = <Value extends string | number | boolean | null>(
  room: Room,
  select: (state: SyncState) => Value,
): Value => useSyncExternalStore(room.sync.subscribe, () => select(room.sync.read()))

/** The others who are connected now, one entry a person, as the server names them. */
export function usePresence(room: Room): readonly Present[] {
  const store = presenceOf(room)
  return useSyncExternalStore(store.subscribe, store.read)
}

interface PresenceStore {
  readonly subscribe: (changed: () => void) => () => void
  readonly read: () => readonly Present[]
}

const stores = new WeakMap<Room, PresenceStore>()

function presenceOf(room: Room): PresenceStore {
  const known = stores.get(room)
  if (known) return known
  let people = readPresent(room)
  const store: PresenceStore = {
    subscribe: (changed) => {
      // 'change' also tells of every caret; only who is here matters.
      const look = (): void => {
        const now = readPresent(room)
        if (JSON.stringify(now) === JSON.stringify(people)) return
        people = now
        changed()
      }
      look()
      room.awareness.on('change', look)
      return () => room.awareness.off('change', look)
    },
    read: () => people,
  }
  stores.set(room, store)
  return store
}

function readPresent({ awareness, doc }: Room): readonly Present[] {
  const people = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const named = present.safeParse(state['user'])
    if (client !== doc.clientID && named.success) people.set(named.data.delegateId, named.data)
  }
  return [...people.values()].toSorted((a, b) => a.delegateId.localeCompare(b.delegateId))
}
