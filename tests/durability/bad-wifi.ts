/**
 * The Wi-Fi of a conference room, between clients and a server: what is sent comes late, connections break without a
 * word, and some live on at the server though the client has lost them and come back by another.
 */
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net'
import type { Seeded } from '../random.ts'

/** How long a chunk may be held (ms), and how long a connection lives. */
const longestDelay = 250
const [shortestLife, longestLife] = [300, 5_000]
/** How long the server keeps hearing nothing from a connection that the client has lost. */
const ghostLife = 4_000

export interface Wifi {
  readonly port: number
  /** What happened, so that a test can say that something did. */
  readonly count: { connections: number; dropped: number; ghosts: number; delayed: number }
  /** Where connections lead from now on. */
  leadTo(port: number): void
  /** From now on nothing is late and nothing breaks. */
  calm(): void
  close(): Promise<void>
}

export async function badWifi(random: Seeded): Promise<Wifi> {
  const count = { connections: 0, dropped: 0, ghosts: 0, delayed: 0 }
  const sockets = new Set<Socket>()
  let upstream = 0
  let bad = true

  const carry = (from: Socket, to: Socket): void => {
    let last = Promise.resolve()
    from.on('data', (chunk: Buffer) => {
      const ms = bad && random.chance(0.3) ? random.int(longestDelay) : 0
      if (ms > 0) count.delayed += 1
      // In order, as TCP has it: a late chunk holds those behind it.
      last = last.then(async () => {
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
        if (!to.destroyed) to.write(chunk)
      })
    })
  }

  const server: Server = createServer((near) => {
    const far = dial(upstream, '127.0.0.1')
    count.connections += 1
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        if (socket === far || !ghosts.has(far)) other.destroy()
      })
    }
    carry(near, far)
    carry(far, near)
    setTimeout(
      () => {
        if (!bad || near.destroyed) return
        if (random.chance(0.3)) {
          ghosts.add(far)
          count.ghosts += 1
          setTimeout(() => far.destroy(), ghostLife)
        } else count.dropped += 1
        near.destroy()
      },
      shortestLife + random.int(longestLife - shortestLife),
    )
  })
  const ghosts = new WeakSet<Socket>()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    count,
    leadTo: (port) => {
      upstream = port
    },
    calm: () => {
      bad = false
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
