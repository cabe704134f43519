/**
 * The port of everything that lasts. Rows go through Kysely, a statement's updates through the log; both live in one
 * SQLite file behind one connection, so that a row and an update can be committed together.
 */
import type { Kysely } from 'kysely'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import type { Tables } from './tables.ts'

export type Cause = 'typed' | 'proposal' | 'restore' | 'import'

/** One Yjs update of one statement, as it was received, with who sent it and when (epoch ms). */
export interface Update {
  readonly statementId: StatementId
  /** 1, 2, 3 … within the statement, without holes. */
  readonly seq: number
  readonly epoch: number
  readonly bytes: Uint8Array
  readonly author: DelegateId | null
  readonly cause: Cause
  readonly at: number
}

/** The whole state after update `seq`: loading starts here instead of at update 1. */
export interface Snapshot {
  readonly statementId: StatementId
  readonly seq: number
  readonly epoch: number
  readonly state: Uint8Array
  readonly stateVector: Uint8Array
}

/** A Yjs client id that spoke for the first time in this statement, and whose it is from then on. */
export interface BoundClient {
  readonly statementId: StatementId
  readonly clientId: number
  readonly delegateId: DelegateId
}

export interface UpdateLog {
  /**
   * Appends all in one transaction and resolves when they are flushed to disk; nothing of the batch is kept when it
   * rejects. `alongside` commits rows in the same transaction. Rejects with Refusal `storage-failed` when the disk
   * cannot take it.
   */
  append(
    updates: readonly Update[],
    clients?: readonly BoundClient[],
    alongside?: (db: Kysely<Tables>) => Promise<void>,
  ): Promise<void>
  /** Updates after `seq`, in order. */
  since(statementId: StatementId, seq: number): Promise<readonly Update[]>
  latestSnapshot(statementId: StatementId): Promise<Snapshot | null>
  /** Keeps the snapshot and drops older ones; the updates themselves stay, for they say who wrote what and when. */
  saveSnapshot(snapshot: Snapshot): Promise<void>
  clients(statementId: StatementId): Promise<ReadonlyMap<number, DelegateId>>
}

export interface Storage {
  readonly db: Kysely<Tables>
  readonly updates: UpdateLog
  /** Only SQL may be awaited inside `work`: all typing waits behind it. */
  transaction<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Tries a real write. Resolves to null when it reached the disk, else to the reason as a short text. */
  health(): Promise<string | null>
  /** What the data takes and what the disk has left, bytes; null where the system does not say. */
  space(): Promise<{ readonly bytes: number; readonly freeBytes: number | null }>
  close(): Promise<void>
}
