/**
 * A backup is one SQLite file: the database as it stood at one moment, and the key files in a table of their own. It is
 * made while a server runs, and gets its name only when it is whole, on the disk, and was read again.
 */
import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import Database from 'better-sqlite3'
import { noteBackup } from './backed-up-at.ts'
import { copyDatabase, flush } from './copy-database.ts'
import { refusingFailure } from './failure.ts'
import { databaseFile, keyFiles } from './folder-files.ts'
import { isKnownMigration } from './migrate.ts'

export interface Backup {
  /** Epoch ms. */
  readonly madeAt: number
  readonly statements: number
  readonly keys: readonly Key[]
}

export interface Key {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * Writes the backup of a data folder to `file`; an older backup there is replaced when the new one is whole. Throws an
 * Error of one sentence, or Refusal `storage-failed`, and leaves the older one.
 */
export async function backUp(folder: string, file: string, now: number): Promise<Backup> {
  const target = resolve(file)
  const source = join(folder, databaseFile)
  if (!existsSync(source)) throw new Error(`There is nothing to back up: ${folder} holds no database.`)
  if (!existsSync(dirname(target))) throw new Error(`--to ${file} cannot be written: there is no such folder.`)
  if (target.startsWith(`${resolve(folder)}${sep}`)) {
    throw new Error(`--to ${file} lies in the data folder. A backup belongs on another disk.`)
  }
  if (existsSync(target) && !isBackup(target)) throw new Error(`--to ${file} is there already and is no backup.`)

  const draft = join(dirname(target), `.${basename(target)}.new`)
  await rm(draft, { force: true })
  try {
    copyDatabase(source, draft)
    const keys = await readKeys(folder)
    refusingFailure(() => addKeys(draft, keys, now))
    flush(draft)
    const backup = inspect(draft)
    await rename(draft, target)
    flush(dirname(target))
    await noteBackup(folder, target)
    return backup
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/**
 * Reads a backup from end to end. Throws an Error of one sentence when it is none, is damaged, or was made by a newer
 * Penholder.
 */
export function inspect(file: string): Backup {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  return readingWhole(file, (database) => {
    if (!isMarked(database)) throw new Error(`${file} is no backup of Penholder.`)
    const damage = database.pragma('integrity_check', { simple: true })
    const orphans = database.prepare('pragma foreign_key_check').all()
    if (damage !== 'ok' || orphans.length > 0) throw new Error(`The backup ${file} is damaged.`)
    const migrations = database.prepare<[], string>('select name from kysely_migration').pluck().all()
    if (!migrations.every(isKnownMigration)) {
      throw new Error(`The backup ${file} was made by a newer Penholder. Update this one first.`)
    }
    return {
      madeAt: database.prepare<[], number>('select made_at from backup').pluck().get() ?? 0,
      statements: database.prepare<[], number>('select count(*) from statements').pluck().get() ?? 0,
      keys: database.prepare<[], Key>('select name, bytes from backup_keys').all(),
    }
  })
}

/** Takes away what makes a backup of a database. */
export function unmark(database: Database.Database): void {
  database.exec('drop table backup; drop table backup_keys')
}

function addKeys(file: string, keys: readonly Key[], now: number): void {
  const database = new Database(file)
  try {
    // A backup is one file, also while it is read.
    database.pragma('journal_mode = delete')
    database.exec('create table backup (made_at integer not null)')
    database.exec('create table backup_keys (name text primary key, bytes blob not null)')
    database.prepare<[number]>('insert into backup (made_at) values (?)').run(now)
    const insert = database.prepare<[string, Buffer]>('insert into backup_keys (name, bytes) values (?, ?)')
    for (const { name, bytes } of keys) insert.run(name, bytes)
  } finally {
    database.close()
  }
}

async function readKeys(folder: string): Promise<Key[]> {
  const kept = keyFiles.filter((name) => existsSync(join(folder, name)))
  return Promise.all(kept.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })))
}

function isBackup(file: string): boolean {
  try {
    return reading(file, isMarked)
  } catch {
    return false
  }
}

function isMarked(database: Database.Database): boolean {
  const tables = database.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all()
  return ['backup', 'backup_keys', 'statements', 'kysely_migration'].every((name) => tables.includes(name))
}

/** A database that cannot be read to its end is damaged, whatever SQLite stumbled over. */
function readingWhole<Result>(file: string, read: (database: Database.Database) => Result): Result {
  try {
    return reading(file, read)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    throw new Error(
      error.code === 'SQLITE_NOTADB' ? `${file} is no backup of Penholder.` : `The backup ${file} is damaged.`,
    )
  }
}

function reading<Result>(file: string, read: (database: Database.Database) => Result): Result {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}
