/** Whether there is something to take back, and the two acts, for buttons. */
import { useSyncExternalStore } from 'react'
import type { Room } from './provider.ts'
import { bindingOf } from './room-binding.ts'

export interface History {
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly undo: () => void
  readonly redo: () => void
}

export function useHistory(room: Room): History {
  const binding = bindingOf(room)
  const subscribe = (changed: () => void) => {
    room.doc.on('afterAllTransactions', changed)
    return () => room.doc.off('afterAllTransactions', changed)
  }
  return {
    canUndo: useSyncExternalStore(subscribe, () => binding.canUndo()),
    canRedo: useSyncExternalStore(subscribe, () => binding.canRedo()),
    undo: () => void binding.undo(),
    redo: () => void binding.redo(),
  }
}
