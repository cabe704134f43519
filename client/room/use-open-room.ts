/**
 * Which rooms this page is in. A room is entered by whoever shows it and left a moment after the last of them is gone,
 * so that React may mount twice; what is unsaved by then keeps it open until the server has answered for it.
 */
import { useCallback, useSyncExternalStore } from 'react'
import type { StatementId } from '#shared/people/people.ts'
import { unsaved } from '#shared/room/sync-state.ts'
import { type Room, openRoom } from './provider.ts'

interface Occupied {
  readonly room: Room
  people: number
}

const rooms = new Map<string, Occupied>()

/** Null for the first moment. */
export function useOpenRoom(statementId: StatementId, epoch: number): Room | null {
  const name = `${statementId}/${epoch}`
  const enter = useCallback(() => {
    const occupied = rooms.get(name) ?? { room: openRoom({ statementId, epoch }), people: 0 }
    rooms.set(name, occupied)
    occupied.people += 1
    return () => leave(name, occupied)
  }, [name, statementId, epoch])
  return useSyncExternalStore(enter, () => rooms.get(name)?.room ?? null)
}

function leave(name: string, occupied: Occupied): void {
  occupied.people -= 1
  const { sync, destroy } = occupied.room
  const isDone = (): boolean => {
    if (occupied.people > 0) return true
    const state = sync.read()
    if (unsaved(state) > 0 && state.state !== 'refused') return false
    if (rooms.get(name) === occupied) rooms.delete(name)
    destroy()
    return true
  }
  setTimeout(() => {
    if (isDone()) return
    const unsubscribe = sync.subscribe(() => {
      if (isDone()) unsubscribe()
    })
  })
}

// Closing the page is the one way to lose what is unsaved: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if ([...rooms.values()].some(({ room }) => unsaved(room.sync.read()) > 0)) event.preventDefault()
})
