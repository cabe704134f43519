/**
 * The storage on SQLite: one file, one connection, write-ahead log, every commit flushed to the disk before it counts.
 * Opening brings the tables up to date.
 */
import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Refusal } from '#shared/refusal.ts'
import { Checkpoint } from './checkpoint.ts'
import { sharedDialect } from './dialect.ts'
import { refusingFailure } from './failure.ts'
import { migrate } from './migrate.ts'
import type { Storage } from './storage.ts'
import type { Tables } from './tables.ts'
import { Turn } from './turn.ts'
import { sqliteUpdateLog } from './update-log.ts'

/** What `health` writes: as much as a long paste, so that it does not succeed where the next append would fail. */
const probeBytes = 65_536

/**
 * Opens or creates the database in `file`. Throws Refusal `storage-failed` when that cannot be done, and an Error of one
 * sentence for the database of a newer Penholder.
 */
export async function openSqlite(file: string): Promise<Storage> {
  const database = refusingFailure(() => {
    const opened = new Database(file)
    opened.pragma('journal_mode = wal')
    // FULL, not the NORMAL that is common with WAL: a commit that is not flushed can be lost with the power.
    opened.pragma('synchronous = full')
    opened.pragma('foreign_keys = on')
    // Only should the checkpoint thread fail: 64 MB instead of the usual 4.
    opened.pragma('wal_autocheckpoint = 16384')
    return opened
  })
  const turn = new Turn()
  const db = new Kysely<Tables>({ dialect: sharedDialect(database, turn) })
  try {
    await migrate(db, file)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return sqliteStorage(file, database, turn, db)
}

function sqliteStorage(file: string, database: Database.Database, turn: Turn, db: Kysely<Tables>): Storage {
  const checkpoint = new Checkpoint(file)
  const transaction: Storage['transaction'] = (work) => db.transaction().execute(work)
  const write = database.prepare<[number]>('insert into probes (bytes) values (zeroblob(?))')
  const erase = database.prepare('delete from probes')
  const probe = database.transaction(() => {
    write.run(probeBytes)
    erase.run()
  })
  return {
    db,
    updates: sqliteUpdateLog(database, turn, transaction, () => checkpoint.due()),
    transaction,
    async health() {
      await turn.take()
      try {
        refusingFailure(() => probe.immediate())
        return null
      } catch (error) {
        if (error instanceof Refusal) return error.detail ?? error.code
        throw error
      } finally {
        turn.give()
      }
    },
    space: () => spaceOf(file),
    async close() {
      await checkpoint.close()
      await db.destroy()
    },
  }
}

/** The database file and its write-ahead log. */
async function spaceOf(file: string): Promise<{ bytes: number; freeBytes: number | null }> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  const disk = await statfs(dirname(file)).catch(() => null)
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
  }
}
