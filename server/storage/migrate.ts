/** Brings the tables up to date. The migrations are listed here in their order and never change once they are released. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import { firstTables } from './migrations/001-first-tables.ts'
import { accountsAndLinks } from './migrations/002-accounts-and-links.ts'
import { listsAndSearch } from './migrations/003-lists-and-search.ts'
import type { Tables } from './tables.ts'

const migrations: Record<string, Migration> = {
  '001-first-tables': firstTables,
  '002-accounts-and-links': accountsAndLinks,
  '003-lists-and-search': listsAndSearch,
}

export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
