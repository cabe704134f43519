/** Brings the tables up to date. The migrations are listed here in their order and never change once they are released. */
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import { copyDatabase } from './copy-database.ts'
import { firstTables } from './migrations/001-first-tables.ts'
import { accountsAndLinks } from './migrations/002-accounts-and-links.ts'
import { listsAndSearch } from './migrations/003-lists-and-search.ts'
import { threads } from './migrations/004-threads.ts'
import { removals } from './migrations/005-removals.ts'
import type { Tables } from './tables.ts'

const migrations: Record<string, Migration> = {
  '001-first-tables': firstTables,
  '002-accounts-and-links': accountsAndLinks,
  '003-lists-and-search': listsAndSearch,
  '004-threads': threads,
  '005-removals': removals,
}

/** False for a migration of a newer Penholder. */
export const isKnownMigration = (name: string): boolean => Object.hasOwn(migrations, name)

/**
 * Migrates the database in `file`, after a copy of it as it was: `penholder.before-003.sqlite` beside it. A new database
 * has nothing to lose. Throws an Error of one sentence when the database was written by a newer Penholder.
 */
export async function migrate(db: Kysely<Tables>, file: string): Promise<void> {
  const done = await listDone(db)
  if (!done.every(isKnownMigration)) {
    throw new Error(`The database ${file} was written by a newer Penholder. Update this one.`)
  }
  const next = Object.keys(migrations).find((name) => !done.includes(name))
  if (next === undefined) return
  if (done.length > 0) {
    const copy = join(dirname(file), `penholder.before-${next.slice(0, 3)}.sqlite`)
    // Of a start that was cut short; the database is still as it was.
    rmSync(copy, { force: true })
    copyDatabase(file, copy)
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

/** The names of the migrations that were run; none in a new database. */
async function listDone(db: Kysely<Tables>): Promise<readonly string[]> {
  const log = 'kysely_migration'
  const { rows: tables } = await sql`select 1 from sqlite_master where name = ${log}`.execute(db)
  if (tables.length === 0) return []
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(log)}`.execute(db)
  return rows.map(({ name }) => name)
}
