/**
 * The door of the rooms: from an HTTP upgrade to a connection. Who it is, whether they may read and whether there is
 * room for them is settled before a WebSocket exists; only then is anything of the statement touched.
 */
import { type IncomingMessage, type IncomingHttpHeaders, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import { type DelegateId, type StatementId, statementId as statementIdSchema } from '#shared/people/people.ts'
import { Refusal, type RefusalCode, rulings } from '#shared/refusal.ts'
import { readsParts } from '#shared/room/parts.ts'
import type { Settings } from '../environment.ts'
import type { Connection, Person } from './connection.ts'
import type { FrameSink } from './frame-sink.ts'
import type { LiveRooms, Visit } from './rooms.ts'

interface Parts {
  readonly settings: Pick<Settings, 'publicUrl' | 'maxFrameBytes' | 'maxConnections' | 'maxConnectionsPerPerson'>
  readonly rooms: LiveRooms
  readonly logger: Logger
  /** Whose cookie this is, if they may read the statement. Throws a Refusal. */
  readonly authenticate: (headers: Pick<IncomingHttpHeaders, 'cookie'>, statementId: StatementId) => Promise<Person>
  /** How long to wait for the answer to a ping; tests shorten it. */
  readonly pingMs?: number
}

export interface Upgrade {
  /** For the HTTP server's `upgrade` event. False, and nothing done, for an address that is none of ours. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /**
   * To be called when the rooms have said goodbye. Waits a moment for those who answer: a socket that is cut off while
   * its client sends tells that client nothing, not even what was written before. Then ends every socket that is left.
   */
  close(): Promise<void>
}

const path = /^\/collab\/([^/?]*)(?:\?(.*))?$/
const handshakeMs = 10_000
/**
 * A ping stands behind what was written before it, and its answer comes when a slow link has carried all of that. At 32
 * kbit/s 60 KB take as long as the next ping; nobody gets more than two minutes for it.
 */
const bytesPerPing = 60_000
const mostHeld = 8
/** A socket that has been told goodbye and does not answer is cut off after this. */
const goodbyeMs = 1000

export function createUpgrade(parts: Parts): Upgrade {
  const { settings, logger, pingMs = 15_000 } = parts
  const door = new Door(parts)
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: settings.maxFrameBytes,
  })
  const ticking = setInterval(() => door.tick(pingMs), pingMs).unref()
  return {
    take(request, socket, head) {
      const found = path.exec(request.url ?? '')
      if (found === null) return false
      // Until ws takes the socket over nobody else listens, and a reset during recognition would end the process.
      socket.on('error', (error) => logger.debug({ err: error }, 'socket failed'))
      void door.open(server, { request, socket, head, statementId: found[1] ?? '', query: found[2] ?? '' })
      return true
    },
    async close() {
      clearInterval(ticking)
      await door.close()
      server.close()
    },
  }
}

interface Knock {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly statementId: string
  readonly query: string
}

interface Admitted {
  readonly person: Person
  readonly inParts: boolean
  readonly visit: Visit
  readonly recognise: () => Promise<Person>
  /** Gives the place among all connections and among the person's back. */
  readonly leave: () => void
}

interface Guest {
  readonly socket: WebSocket
  readonly connection: Connection
  readonly tcp: Socket
  /** Pings sent since the last sign of life: bytes of any kind, since a long message comes in many pieces. */
  unanswered: number
  /** Bytes read and written up to the last ping. */
  read: number
  written: number
  /** Of them those written before anything that the last sign of life could have answered. */
  answered: number
}

class Door {
  readonly #parts: Parts
  readonly #guests = new Set<Guest>()
  readonly #people = new Map<DelegateId, number>()
  /** Connections there are and handshakes under way. */
  #count = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async open(server: WebSocketServer, knock: Knock): Promise<void> {
    const { request, socket, head } = knock
    const late = setTimeout(() => socket.destroy(), handshakeMs)
    try {
      const admitted = await this.#admit(knock)
      let joined = false
      const join = (ws: WebSocket): void => {
        joined = true
        this.#seat(ws, request.socket, admitted)
      }
      if (!socket.destroyed) server.handleUpgrade(request, socket, head, join)
      // ws answers a bad handshake by itself, and then nobody comes.
      if (!joined) {
        admitted.visit.leave()
        admitted.leave()
      }
    } catch (error) {
      if (!(error instanceof Refusal)) this.#parts.logger.error({ err: error }, 'upgrade failed')
      this.#turnAway(server, knock, error instanceof Refusal ? error.code : null)
    } finally {
      clearTimeout(late)
    }
  }

  /** Pings everybody, and drops who has not answered twice. */
  tick(silentMs: number): void {
    for (const guest of this.#guests) {
      const { bytesRead, bytesWritten } = guest.tcp
      if (bytesRead > guest.read) {
        guest.unanswered = 0
        guest.answered = guest.written
      }
      guest.read = bytesRead
      guest.written = bytesWritten
      const held = Math.min(mostHeld, Math.floor((bytesWritten - guest.answered) / bytesPerPing))
      if (guest.unanswered >= 2 + held) guest.socket.terminate()
      else guest.socket.ping()
      guest.unanswered += 1
    }
    this.#parts.rooms.tick(silentMs)
  }

  async close(): Promise<void> {
    const left = [...this.#guests].map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)))
    await Promise.race([Promise.all(left), pause(goodbyeMs, undefined, { ref: false })])
    for (const { socket } of this.#guests) socket.terminate()
  }

  /** Settles everything that can be refused. */
  async #admit({ request, statementId, query }: Knock): Promise<Admitted> {
    const { settings, rooms, authenticate } = this.#parts
    if (!isOwnPage(request.headers, settings.publicUrl)) throw new Refusal('foreign-origin')
    const parsed = statementIdSchema.safeParse(statementId)
    if (!parsed.success) throw new Refusal('unknown-statement')
    if (this.#count >= settings.maxConnections) throw new Refusal('too-many-connections')
    this.#count += 1
    let leave = once(() => (this.#count -= 1))
    try {
      // Kept as long as the connection: the cookie alone, not the request.
      const { cookie } = request.headers
      const recognise = (): Promise<Person> => authenticate(cookie === undefined ? {} : { cookie }, parsed.data)
      let reassessments = rooms.reassessments
      let person = await recognise()
      const { delegateId } = person.present
      const others = this.#people.get(delegateId) ?? 0
      if (others >= settings.maxConnectionsPerPerson) throw new Refusal('too-many-connections')
      this.#people.set(delegateId, others + 1)
      const leaveServer = leave
      leave = once(() => {
        leaveServer()
        this.#forget(delegateId)
      })
      const visit = await rooms.visit(parsed.data, epochOf(query))
      // Rights were looked at anew meanwhile, and this one was not in the room to be asked.
      while (rooms.reassessments !== reassessments) {
        reassessments = rooms.reassessments
        person = await recognise().catch((error: unknown) => {
          visit.leave()
          throw error
        })
      }
      return { person, inParts: saysParts(query), visit, recognise, leave }
    } catch (error) {
      leave()
      throw error
    }
  }

  #forget(delegateId: DelegateId): void {
    const left = (this.#people.get(delegateId) ?? 0) - 1
    if (left > 0) this.#people.set(delegateId, left)
    else this.#people.delete(delegateId)
  }

  #seat(ws: WebSocket, socket: Socket, { visit, person, inParts, recognise, leave }: Admitted): void {
    const connection = visit.join(sinkOf(ws, socket, inParts), person, recognise)
    const guest: Guest = { socket: ws, connection, tcp: socket, unanswered: 0, read: 0, written: 0, answered: 0 }
    this.#guests.add(guest)
    ws.on('message', (data, isBinary) => {
      if (isBinary && data instanceof Buffer) connection.receive(data)
      else connection.refuse('malformed', 'text message')
    })
    // Too large, not UTF-8, a broken frame: ws closes that socket with the right code by itself.
    ws.on('error', (error) => this.#parts.logger.info({ reason: error.message }, 'broken frame'))
    ws.on('close', () => {
      this.#guests.delete(guest)
      connection.closed()
      leave()
    })
    socket.on('drain', () => connection.drained())
  }

  /**
   * A browser learns nothing of a failed upgrade, so what is final is told it by a WebSocket that closes at once; it
   * would come back for ever otherwise. Everybody else, who sends no Origin, reads the status.
   */
  #turnAway(server: WebSocketServer, { request, socket, head }: Knock, code: RefusalCode | null): void {
    if (code !== null) this.#parts.rooms.metrics.refused.inc({ code })
    this.#parts.logger.info({ code: code ?? 'internal' }, 'upgrade refused')
    if (socket.destroyed) return
    const final = code !== null && rulings[code].close >= 4400 && rulings[code].close < 4500
    if (code !== null && final && code !== 'foreign-origin' && request.headers.origin !== undefined) {
      server.handleUpgrade(request, socket, head, (ws) => {
        ws.on('error', () => undefined)
        sinkOf(ws, socket, false).close(rulings[code].close, code)
      })
      return
    }
    const status = code === null ? 500 : rulings[code].status
    const sentence = code === null ? 'Something went wrong.' : rulings[code].sentence
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(sentence)}\r\n\r\n${sentence}`,
    )
    // Its half would stay open for as long as the other side likes.
    setTimeout(() => socket.destroy(), goodbyeMs).unref()
  }
}

/** Messages come with their headers and go straight to the TCP socket: ws would frame them anew for each reader. */
function sinkOf(ws: WebSocket, socket: Duplex, inParts: boolean): FrameSink {
  return {
    readsParts: inParts,
    get buffered() {
      return socket.writableLength
    },
    write(message) {
      if (ws.readyState === ws.OPEN) socket.write(message)
    },
    close(code, reason) {
      ws.close(code, reason)
      setTimeout(() => ws.terminate(), goodbyeMs).unref()
    },
  }
}

/** Browsers always send Origin with a WebSocket, so that a request without it cannot be somebody else's page. */
function isOwnPage({ origin, host }: IncomingHttpHeaders, publicUrl: string | null): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  return from.host === host || (publicUrl !== null && from.origin === new URL(publicUrl).origin)
}

/** The epoch that a client expects; null when it does not say. Throws Refusal `malformed`. */
function epochOf(query: string): number | null {
  const said = new URLSearchParams(query).get('epoch')
  if (said === null) return null
  if (!/^\d{1,9}$/.test(said)) throw new Refusal('malformed', 'epoch')
  return Number(said)
}

const saysParts = (query: string): boolean => new URLSearchParams(query).get(readsParts.name) === readsParts.value

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}
