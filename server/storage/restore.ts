/**
 * Puts a backup in the place of the data folder's database. Until the last step the folder holds what it held, and what
 * was replaced is kept beside it. Every statement's epoch is raised: a tab that still has the text of before is told
 * so, instead of bringing it back.
 */
import { existsSync } from 'node:fs'
import { chmod, copyFile, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Backup } from './backup.ts'
import { inspect, unmark } from './backup.ts'
import { flush } from './copy-database.ts'
import { refusingFailure } from './failure.ts'
import { databaseFile, keyFiles } from './folder-files.ts'

const logFile = `${databaseFile}-wal`
const logFiles = [logFile, `${databaseFile}-shm`]

export interface Restored extends Backup {
  /** The folder with what was there before; null where there was nothing. */
  readonly replaced: string | null
}

/**
 * For whoever has the lock of the folder. Throws an Error of one sentence, or Refusal `storage-failed`, and changes
 * nothing, when the backup cannot be read or written.
 */
export async function restore(folder: string, file: string, now: number): Promise<Restored> {
  const backup = inspect(file)
  // A name out of a file that came from elsewhere is no path.
  const keys = backup.keys.filter(({ name }) => keyFiles.includes(name))
  const current = join(folder, databaseFile)
  const draft = `${current}.new`
  await rm(draft, { force: true })
  let replaced: string | null = null
  try {
    await copyFile(file, draft)
    await chmod(draft, 0o600)
    replaced = await setAside(folder, now)
    const known = epochsOf(current)
    refusingFailure(() => raiseEpochs(draft, known, now))
    flush(draft)
    for (const key of keys) await writeFlushed(`${join(folder, key.name)}.new`, key.bytes)
  } catch (error) {
    await rm(draft, { force: true })
    if (replaced !== null) await rm(replaced, { recursive: true })
    throw error
  }
  // There is a log only where the database cannot be opened. It must not be taken for that of the new one.
  for (const beside of logFiles) await rm(join(folder, beside), { force: true })
  for (const { name } of keys) await rename(`${join(folder, name)}.new`, join(folder, name))
  await rename(draft, current)
  flush(folder)
  return { ...backup, replaced }
}

/** The epochs of what is about to be replaced; none where that cannot be read any more. Closing it folds its log into it. */
function epochsOf(file: string): ReadonlyMap<string, number> {
  if (!existsSync(file)) return new Map()
  try {
    const database = new Database(file)
    try {
      const rows = database.prepare<[], { id: string; epoch: number }>('select id, epoch from statements').all()
      return new Map(rows.map(({ id, epoch }) => [id, epoch]))
    } finally {
      database.close()
    }
  } catch {
    return new Map()
  }
}

/**
 * Above every epoch that any tab can have: that of the backup, that of what it replaces, and, since a backup may be
 * restored twice or on another machine, that of every restore before this second.
 */
function raiseEpochs(file: string, known: ReadonlyMap<string, number>, now: number): void {
  const database = new Database(file)
  try {
    const ids = database.prepare<[], string>('select id from statements').pluck().all()
    const raise = database.prepare<[number, string]>('update statements set epoch = max(epoch + 1, ?) where id = ?')
    database.transaction(() => {
      for (const id of ids) raise.run(Math.max((known.get(id) ?? 0) + 1, Math.floor(now / 1000)), id)
      unmark(database)
    })()
  } finally {
    database.close()
  }
}

/**
 * Keeps what is there under another name besides, before anything opens it: SQLite throws away the log of a database that
 * it cannot read. The log is copied, since whoever closes the database empties it.
 */
async function setAside(folder: string, now: number): Promise<string | null> {
  if (!existsSync(join(folder, databaseFile))) return null
  const aside = join(folder, `replaced-${new Date(now).toISOString().slice(0, 23).replaceAll(':', '')}`)
  await mkdir(aside, { mode: 0o700 })
  for (const name of [databaseFile, ...keyFiles]) await keep(join(folder, name), join(aside, name))
  const log = join(folder, logFile)
  if (existsSync(log)) await copyFile(log, join(aside, logFile))
  for (const name of await readdir(aside)) flush(join(aside, name))
  flush(aside)
  return aside
}

/** A second name for the same file, or a copy where the disk has no such thing. */
async function keep(path: string, aside: string): Promise<void> {
  if (!existsSync(path)) return
  await link(path, aside).catch(() => copyFile(path, aside))
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
