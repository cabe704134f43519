/**
 * The data folder: the lock that makes its owner the only one, the database, the invitation key, and the note by which the
 * commands find a server that is running.
 */
import { constants } from 'node:fs'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
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

/** Makes the folder if need be. Throws an Error of one sentence when it cannot be written. */
export async function prepareFolder(dataDir: string): Promise<string> {
  const folder = resolve(dataDir)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    throw new Error(`DATA_DIR cannot be "${dataDir}": the folder ${folder} cannot be made or written.`)
  }
  return folder
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

const runningServer = z.object({ url: z.url(), token: z.string() })

/** Where the server on this folder listens, and the token that makes a caller its operator. */
export type RunningServer = z.infer<typeof runningServer>

const noteIn = (folder: string): string => join(folder, 'server.json')

/** Only the user of the server may read it: the token opens everything. */
export async function noteServer(folder: string, server: RunningServer): Promise<void> {
  const draft = `${noteIn(folder)}.new`
  await writeFile(draft, `${JSON.stringify(server)}\n`, { mode: 0o600 })
  await rename(draft, noteIn(folder))
}

export const forgetServer = (folder: string): Promise<void> => rm(noteIn(folder), { force: true })

/** Null when there is no note. Whether its server is alive only the lock tells. */
export async function readServer(folder: string): Promise<RunningServer | null> {
  try {
    return runningServer.parse(JSON.parse(await readFile(noteIn(folder), 'utf8')))
  } catch {
    return null
  }
}
