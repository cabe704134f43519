/**
 * The log of every statement's updates on the raw synchronous driver: one transaction and one flush for a batch of any
 * size. It promises that what `append` resolves for is on disk, and that what it rejects has left no trace.
 */
import type { Database } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { refusingFailure } from './failure.ts'
import type { BoundClient, Snapshot, Update, UpdateLog } from './storage.ts'
import type { ClientRow, SnapshotRow, Tables, UpdateRow } from './tables.ts'
import type { Turn } from './turn.ts'

/** `transaction` is the storage's: what is appended alongside rows goes through it. */
export function sqliteUpdateLog(
  database: Database,
  turn: Turn,
  transaction: (work: (db: Kysely<Tables>) => Promise<void>) => Promise<void>,
): UpdateLog {
  const insertUpdate = database.prepare<[StatementId, number, number, Uint8Array, DelegateId | null, string, number]>(
    'insert into updates (statement_id, seq, epoch, bytes, author, cause, at) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertClient = database.prepare<[StatementId, number, DelegateId]>(
    'insert into clients (statement_id, client_id, delegate_id) values (?, ?, ?)',
  )
  const updatesAfter = database.prepare<[StatementId, number], UpdateRow>(
    'select * from updates where statement_id = ? and seq > ? order by seq',
  )
  const newestSnapshot = database.prepare<[StatementId], SnapshotRow>(
    'select * from snapshots where statement_id = ? order by seq desc limit 1',
  )
  const insertSnapshot = database.prepare<[StatementId, number, number, Uint8Array, Uint8Array]>(
    'insert or replace into snapshots (statement_id, seq, epoch, state, state_vector) values (?, ?, ?, ?, ?)',
  )
  const dropSnapshots = database.prepare<[StatementId, number]>(
    'delete from snapshots where statement_id = ? and seq < ?',
  )
  const boundClients = database.prepare<[StatementId], ClientRow>('select * from clients where statement_id = ?')

  const insertAll = (updates: readonly Update[], clients: readonly BoundClient[]): void => {
    for (const { statementId, seq, epoch, bytes, author, cause, at } of updates) {
      insertUpdate.run(statementId, seq, epoch, bytes, author, cause, at)
    }
    for (const { statementId, clientId, delegateId } of clients) insertClient.run(statementId, clientId, delegateId)
  }

  /** better-sqlite3's `transaction` rolls back whatever throws inside it, a failed commit included. */
  const appendAll = database.transaction(insertAll)
  const replaceSnapshot = database.transaction(({ statementId, seq, epoch, state, stateVector }: Snapshot): void => {
    insertSnapshot.run(statementId, seq, epoch, state, stateVector)
    dropSnapshots.run(statementId, seq)
  })

  const inTurn = async <Result>(work: () => Result): Promise<Result> => {
    if (!turn.takeNow()) await turn.take()
    try {
      return refusingFailure(work)
    } finally {
      turn.give()
    }
  }

  return {
    async append(updates, clients = [], alongside) {
      if (alongside === undefined) return inTurn(() => appendAll.immediate(updates, clients))
      // Rows first: the statement's own row may be among them, and its updates refer to it.
      await transaction(async (db) => {
        await alongside(db)
        refusingFailure(() => insertAll(updates, clients))
      })
    },
    since: (statementId, seq) => inTurn(() => updatesAfter.all(statementId, seq).map(toUpdate)),
    latestSnapshot: (statementId) =>
      inTurn(() => {
        const row = newestSnapshot.get(statementId)
        return row === undefined ? null : toSnapshot(row)
      }),
    saveSnapshot: (snapshot) => inTurn(() => replaceSnapshot.immediate(snapshot)),
    clients: (statementId) =>
      inTurn(() => new Map(boundClients.all(statementId).map((row) => [row.client_id, row.delegate_id]))),
  }
}

const toUpdate = ({ statement_id, ...row }: UpdateRow): Update => ({ statementId: statement_id, ...row })

const toSnapshot = ({ statement_id, state_vector, ...row }: SnapshotRow): Snapshot => ({
  statementId: statement_id,
  stateVector: state_vector,
  ...row,
})
