/** The room for React: subscriptions that give the same object until something changed. */
import { useSyncExternalStore } from 'react'
import type { SyncState } from '#shared/room/sync-state.ts'
import type { Room } from './provider.ts'

/** Where the text is safe. */
export const useSyncState = (room: Room): SyncState => useSyncExternalStore(room.sync.subscribe, room.sync.read)

/** One primitive of it: who shows no count is not drawn again at every key. */
export const useSyncValue = <Value extends string | number | boolean | null>(
  room: Room,
  select: (state: SyncState) => Value,
): Value => useSyncExternalStore(room.sync.subscribe, () => select(room.sync.read()))
