/** Our own provider outside of a browser: what it asks of one, made of what Node has. */
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { StatementId } from '#shared/people/people.ts'
import { savedMark } from '#shared/room/sync-state.ts'
import type { Room } from '../../client/room/provider.ts'
import type { Person } from '../world.ts'

const cookies = new Map<string, string>()

/** A window that hears of the network, and sockets with a cookie. Undone by `vi.unstubAllGlobals`. */
export function stubBrowser(): void {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: cookies.get(new URL(url).host) ?? '' } })
        this.on('error', () => undefined)
      }
    },
  )
}

/** Opens the statement through a port of its own for each person; resolves when the whole text has come. */
export async function openOwnRoom(port: number, { cookie }: Person, statementId: StatementId): Promise<Room> {
  const host = `127.0.0.1:${port}`
  cookies.set(host, cookie)
  vi.stubGlobal('location', { host, protocol: 'http:' })
  const { openRoom } = await import('../../client/room/provider.ts')
  const room = openRoom({ statementId, epoch: 1 })
  while (savedMark(room.sync.read()) === 'loading') await changed(room)
  return room
}

/** Resolves when the mark says that all is saved. */
export async function atRest(room: Room): Promise<void> {
  while (savedMark(room.sync.read()) !== 'saved') await changed(room)
}

const changed = ({ sync }: Room): Promise<void> =>
  new Promise((resolve) => {
    const unsubscribe = sync.subscribe(() => {
      unsubscribe()
      resolve()
    })
  })
