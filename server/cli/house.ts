/**
 * The whole server on a data folder, wired but not listening: storage, rooms, people, pages and the door of the sockets.
 * `npm start` lets it listen; a command that finds no server asks it directly.
 */
import type { Server } from 'node:http'
import { enableCompileCache } from 'node:module'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { pino } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createApp } from '../app.ts'
import type { Settings } from '../environment.ts'
import { sessionCookie } from '../http/cookie.ts'
import type { Pages } from '../http/pages.ts'
import { type Site, siteOf } from '../http/site.ts'
import { admit } from '../people/recognise.ts'
import { mintSecret } from '../people/secrets.ts'
import { isSetUp } from '../people/set-up.ts'
import { Sightings } from '../people/sightings.ts'
import { createRooms } from '../room/rooms.ts'
import { createUpgrade } from '../room/upgrade.ts'
import type { Runtime } from '../runtime.ts'
import { project, projectOutdated } from '../statement/project.ts'
import type { FolderLock } from '../storage/lock.ts'
import { openDataFolder } from './open-data-folder.ts'

export interface House {
  readonly app: Awaited<ReturnType<typeof createApp>>
  readonly runtime: Runtime
  readonly site: Site
  readonly operatorToken: string
  /** For the first administrator; null when there is one. */
  readonly setUpKey: string | null
  /** The port that was taken, or the one of the settings while it does not listen. */
  readonly port: () => number
  /** Tells everybody to come back, ends every socket, closes the folder and gives its lock back. */
  readonly close: () => Promise<void>
}

/** Throws an Error of one sentence when the folder cannot be read. */
export async function openHouse(settings: Settings, folder: string, lock: FolderLock, pages: Pages): Promise<House> {
  // For the processes beside the server, of which each would compile the same sources.
  enableCompileCache(join(folder, 'compiled'))
  const data = await openDataFolder(folder, lock)
  const { storage, invitationKey } = data
  const logger = pino({ level: settings.logLevel, base: null }, process.stderr)
  const clock = { now: () => Date.now() }
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const sightings = new Sightings({
    storage,
    clock,
    logger,
    tell: (statementId, penholder) =>
      rooms.notice(statementId, { kind: 'people', id: statementId }, (present) => present.delegationId === penholder),
  })
  const rooms = createRooms({
    settings,
    storage,
    clock,
    logger,
    registry,
    onQuiet: (statementId, text) => project({ storage }, statementId, text),
    onSeen: (statementId, delegateId) => sightings.note(statementId, delegateId),
  })
  const runtime: Runtime = { settings, storage, rooms, clock, logger, invitationKey }
  await projectOutdated(runtime)

  const port = (): number => portOf(app.server) ?? settings.port
  const site = siteOf(settings, port)
  const cookie = sessionCookie(site.secure)
  const operatorToken = mintSecret()
  const setUpKey = (await isSetUp(runtime)) ? null : mintSecret()
  const app = await createApp({ runtime, site, cookie, operatorToken, setUpKey, registry, pages })

  const upgrade = createUpgrade({
    settings,
    rooms,
    logger,
    authenticate: ({ cookie: header }, statementId) => admit(runtime, cookie.read(header), statementId),
  })
  app.server.on('upgrade', (request, socket, head) => {
    // In development Vite listens as well, and takes its own.
    if (!upgrade.take(request, socket, head) && app.server.listenerCount('upgrade') === 1) socket.destroy()
  })
  const sockets = socketsOf(app.server)

  return {
    app,
    runtime,
    site,
    operatorToken,
    setUpKey,
    port,
    async close() {
      const unheard = app.close()
      await rooms.close()
      await upgrade.close()
      // The HTTP server waits for sockets that it has handed over, and for browsers that keep one in reserve.
      for (const socket of sockets) socket.destroy()
      await unheard
      await sightings.write()
      await data.close()
    },
  }
}

function portOf(server: Server): number | null {
  const address = server.address()
  return address === null || typeof address === 'string' ? null : address.port
}

/** Every open connection, those that became WebSockets included. */
function socketsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}
