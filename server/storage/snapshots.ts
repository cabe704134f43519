/**
 * Snapshots on the raw synchronous driver, written in pieces: a large one in a single commit would keep all typing
 * waiting for its flush (2.6 MB: 15 to 40 ms; a piece: 1 to 4 ms). A snapshot counts when all its pieces are there, so a
 * crash in between leaves the one before it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { StatementId } from '#shared/people/people.ts'
import type { Snapshot } from './storage.ts'
import type { SnapshotRow } from './tables.ts'

const pieceBytes = 128 * 1024

/** `inTurn` runs synchronous work while nobody else uses the connection. */
export function sqliteSnapshots(database: Database, inTurn: <Result>(work: () => Result) => Promise<Result>) {
  const newest = database.prepare<[StatementId], Pick<SnapshotRow, 'seq'>>(
    'select seq from snapshots where statement_id = ? group by seq having count(*) = max(pieces) order by seq desc limit 1',
  )
  const piecesOf = database.prepare<[StatementId, number], SnapshotRow>(
    'select * from snapshots where statement_id = ? and seq = ? order by piece',
  )
  const insert = database.prepare<[StatementId, number, number, number, number, Uint8Array, Uint8Array]>(
    'insert into snapshots (statement_id, seq, piece, pieces, epoch, state, state_vector) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const dropSame = database.prepare<[StatementId, number]>('delete from snapshots where statement_id = ? and seq = ?')
  const dropOthers = database.prepare<[StatementId, number]>(
    'delete from snapshots where statement_id = ? and seq <> ?',
  )

  return {
    latest: (statementId: StatementId): Promise<Snapshot | null> =>
      inTurn(() => {
        const found = newest.get(statementId)
        return found === undefined ? null : join(piecesOf.all(statementId, found.seq))
      }),

    async save({ statementId, seq, epoch, state, stateVector }: Snapshot): Promise<void> {
      await inTurn(() => dropSame.run(statementId, seq))
      const pieces = Math.max(1, Math.ceil(state.length / pieceBytes))
      for (let piece = 0; piece < pieces; piece += 1) {
        const bytes = state.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)
        await inTurn(() => insert.run(statementId, seq, piece, pieces, epoch, bytes, stateVector))
        await nextTurn()
      }
      await inTurn(() => dropOthers.run(statementId, seq))
    },
  }
}

function join(rows: readonly SnapshotRow[]): Snapshot | null {
  const [first] = rows
  if (first === undefined) return null
  const { statement_id, seq, epoch, state_vector } = first
  const state = Buffer.concat(rows.map((row) => row.state))
  return { statementId: statement_id, seq, epoch, state, stateVector: state_vector }
}
