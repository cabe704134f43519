/** A copy of the database as it stands at one moment, while others read and write it; it is on the disk when this returns. */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { refusingFailure } from './failure.ts'

/**
 * `target` must not exist; only its owner may read it. SQLite reads one snapshot of the log, so writers go on meanwhile.
 * Throws Refusal `storage-failed` and leaves nothing.
 */
export function copyDatabase(source: string, target: string): void {
  // Made before SQLite fills it: it would be open to everybody for a moment.
  closeSync(openSync(target, 'wx', 0o600))
  try {
    refusingFailure(() => {
      const database = new Database(source, { fileMustExist: true })
      try {
        database.prepare<[string]>('vacuum into ?').run(target)
      } finally {
        database.close()
      }
    })
    flush(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
}

/** Waits until a file, or the names in a folder, are on the disk. */
export function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
