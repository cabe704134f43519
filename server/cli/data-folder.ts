/** The data folder: that it is there and can be written, and the note by which the commands find a server that is running. */
import { constants } from 'node:fs'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'

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
