/**
 * The connection as the screen tells of it. A blip of less than a second is nobody's business; what was told is taken
 * back with "Connected again" and the number of changes that went out.
 */
import { useEffect, useState } from 'react'
import { unsaved } from '#shared/room/sync-state.ts'
import type { Room } from './provider.ts'

export type Connection =
  | { readonly connection: 'there' }
  /** `since` in epoch ms. */
  | { readonly connection: 'lost'; readonly since: number }
  | { readonly connection: 'back'; readonly sent: number }

/** ms */
const blip = 1000
const goodNewsStays = 4000

export function useConnection(room: Room): Connection {
  const [connection, setConnection] = useState<Connection>({ connection: 'there' })
  useEffect(() => watch(room, setConnection), [room])
  return connection
}

function watch(room: Room, tell: (connection: Connection) => void): () => void {
  let lost: { readonly since: number; readonly timer: ReturnType<typeof setTimeout>; told: boolean } | null = null
  let pending = 0
  let forgetting: ReturnType<typeof setTimeout> | undefined

  const lose = (): void => {
    const since = Date.now()
    const losing = {
      since,
      told: false,
      timer: setTimeout(() => {
        losing.told = true
        clearTimeout(forgetting)
        tell({ connection: 'lost', since })
      }, blip),
    }
    lost = losing
  }

  const look = (): void => {
    const sync = room.sync.read()
    if (sync.state === 'offline') {
      pending = unsaved(sync)
      if (lost === null) lose()
      return
    }
    if (lost === null) return
    // "Sent" is said when the server has answered for it.
    if (lost.told && sync.state === 'live' && unsaved(sync) > 0) return
    clearTimeout(lost.timer)
    if (lost.told && sync.state === 'live') {
      tell({ connection: 'back', sent: pending })
      forgetting = setTimeout(() => tell({ connection: 'there' }), goodNewsStays)
    } else if (lost.told) tell({ connection: 'there' })
    lost = null
  }

  look()
  const unsubscribe = room.sync.subscribe(look)
  return () => {
    clearTimeout(lost?.timer)
    clearTimeout(forgetting)
    unsubscribe()
    // What was told of this room is not true of the next.
    tell({ connection: 'there' })
  }
}
