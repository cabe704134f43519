/**
 * One live statement and those connected to it. What is admitted goes to the disk, then into the document, then is
 * acknowledged, then sent on: the document is never ahead of the log, so nobody sees what a crash could take back.
 */
import * as Y from 'yjs'
import type { DelegateId, Present, StatementId } from '#shared/people/people.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { type Notice, writeAwareness } from '#shared/room/wire.ts'
import { Admission, type Verdict } from './admission.ts'
import { RoomAwareness } from './awareness.ts'
import type { Commit, Committed, Submission } from './commit.ts'
import type { Connection } from './connection.ts'
import { FanOut } from './fan-out.ts'
import { type FrameSink, longMessage, type Message, message } from './frame-sink.ts'

/** A statement as it was read from the log. */
export interface Loaded {
  readonly statementId: StatementId
  readonly epoch: number
  readonly doc: Y.Doc
  readonly owners: ReadonlyMap<number, DelegateId>
  /** The last update in the document. */
  readonly seq: number
  readonly growth: Growth
  /** When the newest update came that nobody has been told of, epoch ms. */
  readonly changedAt: number | null
}

/** What loading the statement costs: the snapshot and what came after it. */
export interface Growth {
  readonly snapshotBytes: number
  readonly bytesSinceSnapshot: number
  readonly updatesSinceSnapshot: number
}

/** What a room tells its keeper. */
export interface Keeper {
  readonly commit: Commit
  readonly maxDocumentBytes: number
  now(): number
  /** A connection has left. */
  left(room: Room, connection: Connection): void
  /** Updates were applied. */
  changed(room: Room): void
  /** A bug: the room must be given up. */
  failed(room: Room, error: unknown): void
}

/** One frame with an update, and whether it answers syncStep1. */
export interface Received {
  readonly connection: Connection
  readonly frame: number
  readonly complete: boolean
}

interface Pending extends Submission {
  readonly received: Received
  /** Frames that held nothing new while this was on its way: they are as safe as this. */
  readonly riders: Received[]
}

/** Whole-document answers kept for the state vectors asked for last: after a restart all clients ask for the same. */
const keptAnswers = 4
/** A longer state vector is no honest client's, and not worth keeping. */
const longestKey = 65_536

export class Room implements Committed {
  readonly statementId: StatementId
  readonly epoch: number
  readonly connections = new Set<Connection>()
  readonly #keeper: Keeper
  readonly #doc: Y.Doc
  readonly #admission: Admission
  readonly #awareness: RoomAwareness
  readonly #fanOut: FanOut
  readonly #answers = new Map<string, Message>()
  #pending: Pending[] = []
  #seq: number
  #growth: Growth
  #changedAt: number | null
  readonly #changedBy = new Set<DelegateId>()
  #taking = true

  constructor(loaded: Loaded, keeper: Keeper) {
    this.statementId = loaded.statementId
    this.epoch = loaded.epoch
    this.#doc = loaded.doc
    this.#seq = loaded.seq
    this.#growth = loaded.growth
    this.#changedAt = loaded.changedAt
    this.#keeper = keeper
    this.#admission = new Admission(loaded.doc, loaded.owners)
    this.#awareness = new RoomAwareness(() => keeper.now(), {
      mayUse: (clientId, { present }) =>
        (this.#admission.ownerOf(clientId) ?? present.delegateId) === present.delegateId,
      claim: (clientId, { present }) => this.#admission.show(clientId, present.delegateId),
    })
    this.#fanOut = new FanOut(this.connections, this.#awareness, () => this.stateVector())
  }

  join(connection: Connection): void {
    this.connections.add(connection)
    connection.ask()
    const { trouble } = this.#keeper.commit
    if (trouble !== null) connection.answer(message({ type: 'storage', trouble }))
    if (this.connections.size > 1)
      connection.deliverAwareness(message({ type: 'awareness', update: this.awarenessFor(connection) }))
  }

  leave(connection: Connection): void {
    this.connections.delete(connection)
    if (this.#awareness.leave(connection)) this.#fanOut.awareness()
    this.#keeper.left(this, connection)
  }

  /** Decides about one update. The connection hears `stored` or `lost` of what is `new` or `nothing`. */
  admit(bytes: Uint8Array, received: Received): Verdict | { readonly verdict: 'unsaved' } {
    if (this.#keeper.commit.trouble !== null) return { verdict: 'unsaved' }
    const { connection } = received
    const { delegateId } = connection.present
    const verdict = this.#admission.examine(bytes, {
      delegateId,
      barred: connection.barred,
      room: this.#keeper.maxDocumentBytes - this.#growth.snapshotBytes - this.#growth.bytesSinceSnapshot,
    })
    if (verdict.verdict === 'new') this.#submit(bytes, verdict.clients, received)
    if (verdict.verdict === 'nothing') {
      const last = this.#pending.at(-1)
      if (last === undefined) connection.stored(received.frame, received.complete)
      else last.riders.push(received)
    }
    return verdict
  }

  #submit(bytes: Uint8Array, clients: readonly number[], received: Received): void {
    const { statementId, epoch } = this
    const { delegateId } = received.connection.present
    this.#seq += 1
    this.#grow(bytes.length, 1)
    const pending: Pending = {
      update: { statementId, seq: this.#seq, epoch, bytes, author: delegateId, cause: 'typed', at: this.#keeper.now() },
      clients: clients.map((clientId) => ({ statementId, clientId, delegateId })),
      room: this,
      received,
      riders: [],
    }
    this.#pending.push(pending)
    this.#keeper.commit.submit(pending)
  }

  stored(submissions: readonly Submission[]): void {
    const done = this.#pending.splice(0, submissions.length)
    const updates = done.map(({ update }) => update.bytes)
    const [first] = updates
    if (first === undefined) return
    Y.applyUpdate(this.#doc, updates.length === 1 ? first : Y.mergeUpdates(updates))
    if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null) {
      throw new Error('An admitted update does not fit into the document.')
    }
    if (this.#pending.length === 0) this.#admission.settle()
    this.#answers.clear()
    this.#changedAt = done.at(-1)?.update.at ?? this.#changedAt
    for (const { received } of done) this.#changedBy.add(received.connection.present.delegateId)
    for (const { received, riders } of done) {
      for (const { connection, frame, complete } of [received, ...riders]) connection.stored(frame, complete)
    }
    this.#fanOut.updates(done.map(({ update, received }) => ({ bytes: update.bytes, from: received.connection })))
    this.#keeper.changed(this)
  }

  lost(): void {
    const lost = this.#pending
    this.#pending = []
    this.#admission.forget()
    this.#seq -= lost.length
    for (const { update, received, riders } of lost) {
      this.#grow(-update.bytes.length, -1)
      for (const { connection } of [received, ...riders]) connection.lost()
    }
  }

  fail(error: unknown): void {
    this.#keeper.failed(this, error)
  }

  /** Tells everybody that the disk takes nothing, or that it does again; then asks for what it did not take. */
  tellStorage(trouble: string | null): void {
    const told = message({ type: 'storage', trouble })
    for (const connection of this.connections) {
      connection.answer(told)
      if (trouble === null) connection.askAnew()
    }
  }

  hear(update: Uint8Array, connection: Connection): void {
    if (this.#awareness.hear(update, connection)) this.#fanOut.awareness()
  }

  awarenessFor(connection: Connection): Uint8Array {
    return writeAwareness(this.#awareness.allFor(connection))
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  stateSince(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc, stateVector)
  }

  /** The complete answer to a syncStep1; the same for all who ask from the same state. Throws Refusal `malformed`. */
  answerTo(stateVector: Uint8Array, sink: Pick<FrameSink, 'readsParts'>): Message {
    const key = `${sink.readsParts ? 'parts' : 'whole'} ${Buffer.from(stateVector).toString('latin1')}`
    const kept = this.#answers.get(key)
    if (kept !== undefined) return kept
    const answer = longMessage({ type: 'syncStep2', update: this.#readState(stateVector) }, sink)
    const [oldest] = this.#answers.keys()
    if (oldest !== undefined && this.#answers.size >= keptAnswers) this.#answers.delete(oldest)
    if (stateVector.length <= longestKey) this.#answers.set(key, answer)
    return answer
  }

  #readState(stateVector: Uint8Array): Uint8Array {
    try {
      return this.stateSince(stateVector)
    } catch {
      throw new Refusal('malformed', 'state vector cannot be read')
    }
  }

  notice(notice: Notice, audience: (present: Present) => boolean): void {
    const told = message({ type: 'notice', notice })
    for (const connection of this.connections) if (audience(connection.present)) connection.answer(told)
  }

  present(): readonly Present[] {
    return [...this.connections].map(({ present }) => present)
  }

  /** Asks anew who these are and what they may; tells those to whom something has changed, and the others their name. */
  async reassess(connections: readonly Connection[] = [...this.connections]): Promise<void> {
    await Promise.all(
      connections.map(async (connection) => {
        if (!(await connection.reassess())) return
        connection.answer(message({ type: 'notice', notice: { kind: 'people', id: this.statementId } }))
        if (this.#awareness.rename(connection)) this.#fanOut.awareness()
      }),
    )
  }

  /** Once in a while: whoever has heard nothing for `silentMs` hears something, whoever's session has ended is closed. */
  tick(silentMs: number): void {
    void this.reassess([...this.connections].filter((connection) => connection.hasExpired))
    for (const connection of this.connections) connection.keepAlive(silentMs)
  }

  /** When the newest update that nobody has been told of yet came, epoch ms; null: there is none. */
  takeChange(): number | null {
    const changedAt = this.#changedAt
    this.#changedAt = null
    this.#changedBy.clear()
    return changedAt
  }

  /** Whether the delegate has changed anything that nobody has been told of yet. */
  wasChangedBy(delegateId: DelegateId): boolean {
    return this.#changedBy.has(delegateId)
  }

  get hasChanged(): boolean {
    return this.#changedAt !== null
  }

  get growth(): Growth {
    return this.#growth
  }

  /** A snapshot stands in for all that had grown before it was begun. */
  compacted(before: Growth, { bytes }: { readonly bytes: number }): void {
    this.#grow(-before.bytesSinceSnapshot, -before.updatesSinceSnapshot)
    this.#growth = { ...this.#growth, snapshotBytes: bytes }
  }

  #grow(bytes: number, updates: number): void {
    const { snapshotBytes, bytesSinceSnapshot, updatesSinceSnapshot } = this.#growth
    this.#growth = {
      snapshotBytes,
      bytesSinceSnapshot: bytesSinceSnapshot + bytes,
      updatesSinceSnapshot: updatesSinceSnapshot + updates,
    }
  }

  /** False when the server is about to stop: frames that come now are not read, so nobody is told they were. */
  get taking(): boolean {
    return this.#taking
  }

  stopTaking(): void {
    this.#taking = false
  }

  closeAll(code: number, reason: RefusalCode | 'internal'): void {
    for (const connection of this.connections) connection.close(code, reason)
  }

  /** Frees the document. */
  destroy(): void {
    this.#fanOut.close()
    this.#doc.destroy()
  }
}
