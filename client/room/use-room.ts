/** The room for React: subscriptions that give the same object until something changed. */
import { useMemo, useSyncExternalStore } from 'react'
import type { SyncState } from '#shared/room/sync-state.ts'
import type { Room } from './provider.ts'

/**
 * Where the text is safe, for what speaks of it when it is not. In step with the server it is the state in which the
 * text came to be so: its counts turn three times a key, nobody is shown them, and each drawing of React walks through
 * the whole text in which the focus is (2.3 ms a key with 500 threads).
 */
export function useSyncState(room: Room): SyncState {
  const read = useMemo(() => withoutCounts(room.sync.read), [room])
  return useSyncExternalStore(room.sync.subscribe, read)
}

function withoutCounts(read: () => SyncState): () => SyncState {
  let last = read()
  return () => {
    const now = read()
    if (now.state !== 'live' || last.state !== 'live') last = now
    return last
  }
}

/** One primitive of it: who shows no count is not drawn again at every key. */
export const useSyncValue = <Value extends string | number | boolean | null>(
  room: Room,
  select: (state: SyncState) => Value,
): Value => useSyncExternalStore(room.sync.subscribe, () => select(room.sync.read()))
