/** The database and the invitation key of a data folder, for whoever has its lock. */
import { join } from 'node:path'
import { Refusal } from '#shared/refusal.ts'
import { openKeyFile } from '../people/key-file.ts'
import { databaseFile, invitationKeyFile } from '../storage/folder-files.ts'
import type { FolderLock } from '../storage/lock.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'

export interface DataFolder {
  readonly storage: Storage
  readonly invitationKey: Uint8Array
  /** Closes the database, then lets others in. */
  readonly close: () => Promise<void>
}

/** Opens a folder that `lock` was taken on. Throws an Error of one sentence when database or key cannot be read. */
export async function openDataFolder(folder: string, lock: FolderLock): Promise<DataFolder> {
  const invitationKey = await openKeyFile(join(folder, invitationKeyFile))
  const storage = await openDatabase(join(folder, databaseFile))
  return {
    storage,
    invitationKey,
    async close() {
      await storage.close()
      lock.release()
    },
  }
}

async function openDatabase(file: string): Promise<Storage> {
  try {
    return await openSqlite(file)
  } catch (error) {
    if (error instanceof Refusal)
      throw new Error(`The database ${file} cannot be opened: ${error.detail ?? error.code}.`)
    throw error
  }
}
