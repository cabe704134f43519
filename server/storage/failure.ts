/**
 * Tells a disk that cannot be written or read from a bug. The first is Refusal `storage-failed` with a reason that a
 * log may show; the second stays the error it is.
 */
import Database from 'better-sqlite3'
import { Refusal } from '#shared/refusal.ts'

const reasons: readonly (readonly [code: string, reason: string])[] = [
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_READONLY', 'the database is read-only'],
  ['SQLITE_IOERR', 'the disk reports errors'],
  ['SQLITE_CANTOPEN', 'the database cannot be opened'],
  ['SQLITE_BUSY', 'another program holds the database'],
  ['SQLITE_LOCKED', 'another program holds the database'],
  ['SQLITE_PERM', 'the server may not write the database'],
  ['SQLITE_CORRUPT', 'the database is damaged'],
  ['SQLITE_NOTADB', 'the database is damaged'],
  ['SQLITE_NOMEM', 'the server is out of memory'],
]

/** Runs `work`; what SQLite throws because of the disk becomes Refusal `storage-failed`. */
export function refusingFailure<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    // Extended codes begin with the plain one: SQLITE_IOERR_WRITE.
    const known = reasons.find(([code]) => error.code.startsWith(code))
    if (known === undefined) throw error
    throw new Refusal('storage-failed', known[1])
  }
}
