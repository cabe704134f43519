/**
 * One server per data folder. The lock is the operating system's, held on a small SQLite file of its own: it goes with
 * the process, however that ends, so there is no stale lock to clear away.
 */
import { join } from 'node:path'
import Database from 'better-sqlite3'

export interface FolderLock {
  release(): void
}

/** A handle that nobody refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<Database.Database>()

/** Takes the lock of `dataDir`, which must exist. Throws an Error of one plain sentence when somebody else has it. */
export function lockFolder(dataDir: string): FolderLock {
  const database = new Database(join(dataDir, 'penholder.lock'), { timeout: 0 })
  try {
    // An open exclusive transaction holds the file's lock; nothing is ever written in it.
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new Error(`Another Penholder server is using the data folder ${dataDir}.`)
    }
    throw error
  }
  held.add(database)
  return {
    release: () => {
      held.delete(database)
      database.close()
    },
  }
}
