/**
 * The log of every statement's updates on the raw synchronous driver: one transaction and one flush for a batch of any
 * size. It promises that what `append` resolves for is on disk, and that what it rejects has left no trace.
 */
import type { Database } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { refusingFailure } from './failure.ts'
import { sqliteSnapshots } from './snapshots.ts'
import type { BoundClient, Update, UpdateLog } from './storage.ts'
import type { ClientRow, Tables, UpdateRow } from './tables.ts'
import type { Turn } from './turn.ts'

/** `transaction` is the storage's: what is appended alongside rows goes through it. `grown` hears of each commit. */
export function sqliteUpdateLog(
  database: Database,
  turn: Turn,
  transaction: (work: (db: Kysely<Tables>) => Promise<void>) => Promise<void>,
  grown: () => void,
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
  const boundClients = database.prepare<[StatementId], ClientRow>('select * from clients where statement_id = ?')

  const insertAll = (updates: readonly Update[], clients: readonly BoundClient[]): void => {
    for (const { statementId, seq, epoch, bytes, author, cause, at } of updates) {
      insertUpdate.run(statementId, seq, epoch, bytes, author, cause, at)
    }
    for (const { statementId, clientId, delegateId } of clients) insertClient.run(statementId, clientId, delegateId)
  }

  /** better-sqlite3's `transaction` rolls back whatever throws inside it, a failed commit included. */
  const appendAll = database.transaction(insertAll)

  const inTurn = async <Result>(work: () => Result): Promise<Result> => {
    if (!turn.takeNow()) await turn.take()
    try {
      return refusingFailure(work)
    } finally {
      turn.give()
    }
  }

  const snapshots = sqliteSnapshots(database, inTurn)

  return {
    async append(updates, clients = [], alongside) {
      if (alongside === undefined) await inTurn(() => appendAll.immediate(updates, clients))
      // Rows first: the statement's own row may be among them, and its updates refer to it.
      else {
        await transaction(async (db) => {
          await alongside(db)
          refusingFailure(() => insertAll(updates, clients))
        })
      }
      grown()
    },
    since: (statementId, seq) => inTurn(() => updatesAfter.all(statementId, seq).map(toUpdate)),
    latestSnapshot: snapshots.latest,
    async saveSnapshot(snapshot) {
      await snapshots.save(snapshot)
      grown()
    },
    clients: (statementId) =>
      inTurn(() => new Map(boundClients.all(statementId).map((row) => [row.client_id, row.delegate_id]))),
  }
}

const toUpdate = ({ statement_id, ...row }: UpdateRow): Update => ({ statementId: statement_id, ...row })
