/**
 * The live statements of this process: one load for each, however many ask; unloaded when nobody has been there for a
 * while; one that breaks is given up alone. What others may ask of rooms is the interface `Rooms`.
 */
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { DelegateId, Present, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Notice } from '#shared/room/wire.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import type { Settings } from '../environment.ts'
import type { Clock } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import { Background, isStopped } from './background.ts'
import type { AnchoredText, Text } from './background-worker.ts'
import { Commit } from './commit.ts'
import { Compaction, dueBytes, dueUpdates, dueUpdatesOnUnload } from './compaction.ts'
import { Connection, type Person } from './connection.ts'
import type { FrameSink } from './frame-sink.ts'
import { lastOf, loadDocument, partsOf, readLog } from './log.ts'
import { type Metrics, roomMetrics } from './metrics.ts'
import { type OnQuiet, Quiet } from './quiet.ts'
import { type Keeper, Room } from './room.ts'
import { findHead, type Head } from './rows.ts'

export interface Rooms {
  /** Tells those connected whom `audience` lets through (everybody without it) that something changed. */
  notice(statementId: StatementId, notice: Notice, audience?: (present: Present) => boolean): void
  /**
   * To be called, and awaited, after each commit that may change anybody's standing in the statement: a link revoked, a
   * person or a delegation removed, a role changed, the pen passed, drafting closed or opened, the statement archived.
   * Everybody connected is recognised anew, session and right. Before it resolves, whoever may not read any more is closed
   * for good (4401 `not-signed-in`; 4403 `link-withdrawn`, `removed`, `not-allowed`; 4404 `unknown-statement`); the others
   * may write or not as they now stand, and those of whom anything has changed have been sent the notice `people` with the
   * statement's id. What the others should see of it is a `notice` of its own. Does nothing for a statement that nobody has
   * open.
   */
  reassess(statementId: StatementId): Promise<void>
  /** The same for one delegate, in every statement: signed out, renamed, or with another account than before. */
  reassessDelegate(delegateId: DelegateId): Promise<void>
  /** Who is connected, one entry a connection. */
  present(statementId: StatementId): readonly Present[]
  /** The text as it stands. Throws Refusal `unknown-statement`. */
  read(statementId: StatementId): Promise<Text>
  /**
   * The text as it stands and when it last changed (epoch ms), where each anchor stands in it, and by whose hand it came
   * in. Throws Refusal `unknown-statement`.
   */
  readAnchored(statementId: StatementId, anchors: readonly Anchor[]): Promise<AnchoredText & { readonly at: number }>
  /** Resolves when lists and search know what the delegate has written: their own words are never news to them. */
  tellOf(delegateId: DelegateId): Promise<void>
  /** Flushes, tells everybody to come back (1012), frees all rooms. */
  close(): Promise<void>
}

/** What the door of the rooms, upgrade.ts, needs besides. */
export interface LiveRooms extends Rooms {
  readonly metrics: Metrics
  /**
   * Loads the statement if need be and keeps it loaded until the visit ends. Throws Refusal `unknown-statement`,
   * `text-replaced` when `epoch` is another than the statement's, `storage-failed` or `restarting`.
   */
  visit(statementId: StatementId, epoch: number | null): Promise<Visit>
  /** Once in a while: whoever has heard nothing for `silentMs` hears something, whoever's session has ended is closed. */
  tick(silentMs: number): void
  /** How many rooms are in memory. */
  readonly size: number
  /** How often standings were looked at anew. */
  readonly reassessments: number
}

export interface Visit {
  /** To be called at most once; the visit ends with the connection. */
  join(sink: FrameSink, person: Person, recognise: () => Promise<Person>): Connection
  /** Ends a visit that nobody joined on. */
  leave(): void
}

interface Parts {
  readonly settings: Pick<Settings, 'maxDocumentBytes' | 'roomIdleMs'>
  readonly storage: Storage
  readonly clock: Clock
  readonly logger: Logger
  readonly registry: Registry
  /** Hears what a text says when it has come to rest, and when its room is unloaded. */
  readonly onQuiet: OnQuiet
  /** Hears of everybody whose socket opens or closes. */
  readonly onSeen?: (statementId: StatementId, delegateId: DelegateId) => void
}

export const createRooms = (parts: Parts): LiveRooms => new RoomKeeper(parts)

type Life =
  | { readonly state: 'loading'; readonly ready: Promise<Room> }
  | { readonly state: 'live'; readonly room: Room }
  /** Nobody is here; whoever comes before `done` finds the room as it was. */
  | { readonly state: 'closing'; readonly room: Room; readonly done: Promise<void> }
  /** Could not be loaded; asked again only after a moment, or a broken statement would keep the server busy. */
  | { readonly state: 'failed'; readonly refusal: Refusal }

const failedMs = 1000
/** What may be finished at shutdown besides the flush. */
const lastWordsMs = 1500

class RoomKeeper implements LiveRooms, Keeper {
  readonly metrics: Metrics
  readonly commit: Commit
  readonly maxDocumentBytes: number
  readonly #parts: Parts
  readonly #background = new Background()
  readonly #compaction: Compaction
  readonly #lives = new Map<StatementId, Life>()
  readonly #visits = new Map<Room, number>()
  readonly #idle = new Map<Room, NodeJS.Timeout>()
  readonly #quiet: Quiet
  readonly #compacting = new Set<Room>()
  #closed = false
  #reassessments = 0

  constructor(parts: Parts) {
    const { storage, logger, registry, settings } = parts
    this.#parts = parts
    this.metrics = roomMetrics(registry)
    this.maxDocumentBytes = settings.maxDocumentBytes
    this.#quiet = new Quiet({ read: (statementId) => this.read(statementId), onQuiet: parts.onQuiet, logger })
    this.#compaction = new Compaction({ storage, background: this.#background })
    this.commit = new Commit({ storage, logger, metrics: this.metrics }, (trouble) => {
      for (const room of this.#rooms()) room.tellStorage(trouble)
    })
  }

  get size(): number {
    return this.#lives.size
  }

  get reassessments(): number {
    return this.#reassessments
  }

  now(): number {
    return this.#parts.clock.now()
  }

  async visit(statementId: StatementId, epoch: number | null): Promise<Visit> {
    if (this.#closed) throw new Refusal('restarting')
    const room = await this.#enter(statementId, epoch)
    this.#hold(room)
    return {
      join: (sink, person, recognise) => this.#join(room, sink, person, recognise),
      leave: () => this.#release(room),
    }
  }

  notice(statementId: StatementId, notice: Notice, audience: (present: Present) => boolean = () => true): void {
    this.#find(statementId)?.notice(notice, audience)
  }

  async reassess(statementId: StatementId): Promise<void> {
    this.#reassessments += 1
    await this.#find(statementId)?.reassess()
  }

  async reassessDelegate(delegateId: DelegateId): Promise<void> {
    this.#reassessments += 1
    const isTheirs = ({ present }: Connection): boolean => present.delegateId === delegateId
    await Promise.all(this.#rooms().map((room) => room.reassess([...room.connections].filter(isTheirs))))
  }

  present(statementId: StatementId): readonly Present[] {
    return this.#find(statementId)?.present() ?? []
  }

  async read(statementId: StatementId): Promise<Text> {
    const { storage } = this.#parts
    if ((await findHead(storage, statementId)) === null) throw new Refusal('unknown-statement')
    // Out of the log: the live document is never ahead of it, and a copy of that would take the event loop's time.
    return this.#background.text(partsOf(await readLog(storage.updates, statementId)))
  }

  async readAnchored(
    statementId: StatementId,
    anchors: readonly Anchor[],
  ): Promise<AnchoredText & { readonly at: number }> {
    const { updates } = this.#parts.storage
    if ((await findHead(this.#parts.storage, statementId)) === null) throw new Refusal('unknown-statement')
    const recorded = await readLog(updates, statementId)
    // The update that a snapshot ends with is still in the log, and says when it came.
    const [last] =
      recorded.updates.length > 0 ? recorded.updates.slice(-1) : await updates.since(statementId, lastOf(recorded) - 1)
    return { ...(await this.#background.reading(partsOf(recorded), anchors)), at: last?.at ?? 0 }
  }

  async tellOf(delegateId: DelegateId): Promise<void> {
    const theirs = this.#rooms().filter((room) => room.wasChangedBy(delegateId))
    await Promise.all(theirs.map((room) => this.#quiet.tell(room)))
  }

  tick(silentMs: number): void {
    for (const room of this.#rooms()) room.tick(silentMs)
  }

  async close(): Promise<void> {
    this.#closed = true
    const rooms = this.#rooms()
    for (const room of rooms) room.stopTaking()
    await this.commit.drain()
    this.commit.close()
    for (const room of rooms) room.closeAll(1012, 'restarting')
    let late: NodeJS.Timeout | undefined
    await Promise.race([
      Promise.all([...rooms.map((room) => this.#quiet.tell(room)), this.#quiet.settled()]),
      new Promise((resolve) => (late = setTimeout(resolve, lastWordsMs))),
    ])
    // Or the process of every command that finds no server would stay until it is over.
    clearTimeout(late)
    for (const room of rooms) this.#destroy(room)
    await this.#background.close()
    // What went on meanwhile is refused at its next step: then nobody is left who would ask a closed storage.
    await Promise.all([this.#quiet.settled(), this.#compaction.settled()])
  }

  left(room: Room, { present }: Connection): void {
    this.#parts.onSeen?.(room.statementId, present.delegateId)
    this.metrics.connections.dec()
    this.#release(room)
  }

  changed(room: Room): void {
    this.#quiet.expect(room)
    const { bytesSinceSnapshot, updatesSinceSnapshot } = room.growth
    if (updatesSinceSnapshot >= dueUpdates || bytesSinceSnapshot >= dueBytes) void this.#compact(room)
  }

  failed(room: Room, error: unknown): void {
    const { statementId } = room
    this.#parts.logger.error({ err: error, statementId }, 'room given up')
    room.closeAll(1011, 'internal')
    this.#destroy(room)
  }

  async #enter(statementId: StatementId, epoch: number | null): Promise<Room> {
    const life = this.#lives.get(statementId)
    switch (life?.state) {
      case undefined: {
        const head = await findHead(this.#parts.storage, statementId)
        if (head === null) throw new Refusal('unknown-statement')
        if (epoch !== null && epoch !== head.epoch) throw new Refusal('text-replaced')
        // Somebody else may have begun to load it meanwhile.
        return this.#lives.has(statementId) ? this.#enter(statementId, epoch) : this.#load(statementId, head)
      }
      case 'loading':
        return ofEpoch(await life.ready, epoch)
      case 'live':
        return ofEpoch(life.room, epoch)
      case 'closing':
        this.#lives.set(statementId, { state: 'live', room: life.room })
        return ofEpoch(life.room, epoch)
      case 'failed':
        throw life.refusal
    }
  }

  async #load(statementId: StatementId, head: Head): Promise<Room> {
    const ready = this.#read(statementId, head)
    this.#lives.set(statementId, { state: 'loading', ready })
    try {
      const room = await ready
      this.#lives.set(statementId, { state: 'live', room })
      this.metrics.rooms.inc()
      return room
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('storage-failed', 'the room could not be made')
      this.#parts.logger.error({ err: error, statementId }, 'statement could not be loaded')
      this.#lives.set(statementId, { state: 'failed', refusal })
      setTimeout(() => this.#lives.delete(statementId), failedMs).unref()
      throw refusal
    }
  }

  async #read(statementId: StatementId, { epoch, changedAt }: Head): Promise<Room> {
    const { storage, logger } = this.#parts
    const owners = await storage.updates.clients(statementId)
    const { doc, recorded } = await loadDocument(storage.updates, statementId, logger)
    const { snapshot, updates } = recorded
    const room = new Room(
      {
        statementId,
        epoch,
        doc,
        owners,
        seq: lastOf(recorded),
        growth: {
          snapshotBytes: snapshot?.state.length ?? 0,
          bytesSinceSnapshot: updates.reduce((sum, { bytes }) => sum + bytes.length, 0),
          updatesSinceSnapshot: updates.length,
        },
        // A crash may have come between the last update and what is told of it when the text rests.
        changedAt: updates.findLast(({ at }) => at > changedAt)?.at ?? null,
      },
      this,
    )
    if (room.hasChanged) this.#quiet.expect(room)
    return room
  }

  #join(room: Room, sink: FrameSink, person: Person, recognise: () => Promise<Person>): Connection {
    const { metrics } = this
    const { statementId } = room
    const logger = this.#parts.logger.child({ statementId, delegateId: person.present.delegateId })
    const connection = new Connection({ room, sink, person, recognise, metrics, logger, now: () => this.now() })
    metrics.connections.inc()
    this.#parts.onSeen?.(statementId, person.present.delegateId)
    room.join(connection)
    return connection
  }

  #hold(room: Room): void {
    this.#visits.set(room, (this.#visits.get(room) ?? 0) + 1)
    clearTimeout(this.#idle.get(room))
    this.#idle.delete(room)
  }

  #release(room: Room): void {
    const visits = (this.#visits.get(room) ?? 0) - 1
    if (visits > 0) this.#visits.set(room, visits)
    else this.#visits.delete(room)
    if (visits > 0 || this.#closed || this.#find(room.statementId) !== room) return
    const idle = setTimeout(() => void this.#unload(room), this.#parts.settings.roomIdleMs)
    this.#idle.set(room, idle.unref())
  }

  /** Leaves the room as it was when somebody comes before it is done. */
  async #unload(room: Room): Promise<void> {
    const { statementId } = room
    const closing: Life = { state: 'closing', room, done: this.#finish(room) }
    this.#lives.set(statementId, closing)
    await closing.done
    if (this.#lives.get(statementId) === closing && !this.#visits.has(room)) this.#destroy(room)
  }

  async #finish(room: Room): Promise<void> {
    await this.commit.drain()
    await this.#quiet.tell(room)
    if (room.growth.updatesSinceSnapshot >= dueUpdatesOnUnload) await this.#compact(room)
  }

  #destroy(room: Room): void {
    if (this.#find(room.statementId) !== room) return
    this.#lives.delete(room.statementId)
    this.#visits.delete(room)
    clearTimeout(this.#idle.get(room))
    this.#idle.delete(room)
    this.#quiet.forget(room)
    room.destroy()
    this.metrics.rooms.dec()
  }

  async #compact(room: Room): Promise<void> {
    if (this.#compacting.has(room)) return
    this.#compacting.add(room)
    const before = room.growth
    try {
      room.compacted(before, await this.#compaction.compact(room.statementId))
    } catch (error) {
      // The log is whole without it; the next updates bring the next try.
      if (isStopped(error)) return
      this.#parts.logger.error({ err: error, statementId: room.statementId }, 'no snapshot could be made')
    } finally {
      this.#compacting.delete(room)
    }
  }

  #find(statementId: StatementId): Room | null {
    const life = this.#lives.get(statementId)
    return life?.state === 'live' || life?.state === 'closing' ? life.room : null
  }

  #rooms(): readonly Room[] {
    return [...this.#lives.keys()].map((id) => this.#find(id)).filter((room) => room !== null)
  }
}

function ofEpoch(room: Room, epoch: number | null): Room {
  if (epoch !== null && epoch !== room.epoch) throw new Refusal('text-replaced')
  return room
}
