/**
 * Group commit: the updates of all rooms that arrive in one turn of the event loop go to the disk together, one flush
 * in flight. When the disk cannot take them they are given up, and it is tried again until it can.
 */
import type { Logger } from 'pino'
import { Refusal } from '#shared/refusal.ts'
import type { BoundClient, Storage, Update } from '../storage/storage.ts'
import type { Metrics } from './metrics.ts'

/** An update on its way to the disk. Exactly one of the two is called, in the order of submission. */
export interface Submission {
  readonly update: Update
  readonly clients: readonly BoundClient[]
  readonly room: Committed
}

export interface Committed {
  /** All of these are on disk. They are of this room, in the order of submission. */
  stored(submissions: readonly Submission[]): void
  /** None of what this room has submitted and not heard of is on disk or will be. */
  lost(): void
  /** The log would not take this room's updates, which is a bug: the room cannot go on. */
  fail(error: unknown): void
}

const firstRetryMs = 500
const lastRetryMs = 10_000

export class Commit {
  readonly #storage: Storage
  readonly #metrics: Metrics
  readonly #logger: Logger
  readonly #onTrouble: (reason: string | null) => void
  #queue: Submission[] = []
  #flushing: Promise<void> | null = null
  #trouble: string | null = null
  #retry: NodeJS.Timeout | null = null
  #retryMs = firstRetryMs
  #closed = false

  /** `onTrouble` hears the reason when the disk stops taking updates, and null when it takes them again. */
  constructor(
    { storage, metrics, logger }: { storage: Storage; metrics: Metrics; logger: Logger },
    onTrouble: (reason: string | null) => void,
  ) {
    this.#storage = storage
    this.#metrics = metrics
    this.#logger = logger
    this.#onTrouble = onTrouble
  }

  /** Why nothing can be saved just now; while it says so nothing may be submitted. */
  get trouble(): string | null {
    return this.#trouble
  }

  submit(submission: Submission): void {
    this.#queue.push(submission)
    this.#flushing ??= this.#flush()
  }

  /** Resolves when everything submitted so far is on disk or lost. */
  async drain(): Promise<void> {
    while (this.#flushing !== null) await this.#flushing
  }

  close(): void {
    this.#closed = true
    if (this.#retry !== null) clearTimeout(this.#retry)
  }

  async #flush(): Promise<void> {
    // setImmediate: after all sockets that are readable in this turn have been read.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.length > 0) {
      const batch = this.#queue
      this.#queue = []
      await this.#store(batch)
    }
    this.#flushing = null
  }

  async #store(batch: readonly Submission[]): Promise<void> {
    const end = this.#metrics.flushSeconds.startTimer()
    const byRoom = Map.groupBy(batch, ({ room }) => room)
    try {
      await this.#append(batch)
    } catch (error) {
      if (error instanceof Refusal) this.#giveUp(batch, error)
      else await this.#storeApart(byRoom, error)
      return
    }
    end()
    for (const [room, submissions] of byRoom) this.#tell(room, submissions)
  }

  /** One room's updates broke the batch by a bug: the others must not suffer for it. */
  async #storeApart(byRoom: ReadonlyMap<Committed, readonly Submission[]>, error: unknown): Promise<void> {
    for (const [room, submissions] of byRoom) {
      if (this.#trouble !== null) {
        room.lost()
        continue
      }
      try {
        if (byRoom.size === 1) throw error
        await this.#append(submissions)
        this.#tell(room, submissions)
      } catch (failure) {
        if (failure instanceof Refusal) this.#giveUp(submissions, failure)
        else this.#fail(room, failure)
      }
    }
  }

  async #append(batch: readonly Submission[]): Promise<void> {
    await this.#storage.updates.append(
      batch.map(({ update }) => update),
      batch.flatMap(({ clients }) => clients),
    )
    this.#retryMs = firstRetryMs
    this.#metrics.updates.inc(batch.length)
    this.#metrics.updateBytes.inc(batch.reduce((sum, { update }) => sum + update.bytes.length, 0))
  }

  #tell(room: Committed, submissions: readonly Submission[]): void {
    try {
      room.stored(submissions)
    } catch (error) {
      this.#fail(room, error)
    }
  }

  #fail(room: Committed, error: unknown): void {
    this.#queue = this.#queue.filter((waiting) => waiting.room !== room)
    room.fail(error)
  }

  /** What waits behind a lost batch leans on it and is lost too; the clients still have it and are asked later. */
  #giveUp(batch: readonly Submission[], { detail, code }: Refusal): void {
    const rooms = new Set([...batch, ...this.#queue].map(({ room }) => room))
    this.#queue = []
    for (const room of rooms) room.lost()
    this.#setTrouble(detail ?? code)
    this.#tryLater()
  }

  #tryLater(): void {
    if (this.#closed) return
    this.#retry = setTimeout(() => void this.#tryNow(), this.#retryMs)
    // Only an append that succeeds resets it: a disk with room for the probe alone must not be asked twice a second.
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs)
  }

  async #tryNow(): Promise<void> {
    const trouble = await this.#storage.health().catch((error: unknown) => {
      this.#logger.error({ err: error }, 'health check failed')
      return 'health check failed'
    })
    if (trouble === null) this.#setTrouble(null)
    else this.#tryLater()
  }

  #setTrouble(reason: string | null): void {
    this.#trouble = reason
    this.#metrics.storageTrouble.set(reason === null ? 0 : 1)
    if (reason === null) this.#logger.info('storage can be written again')
    else this.#logger.error({ reason }, 'storage cannot be written')
    this.#onTrouble(reason)
  }
}
