/** A data folder of an older Penholder: copied first, then brought up to date, with everything in lists and search. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StatementId } from '#shared/people/people.ts'
import { openHouse } from '../../../server/cli/house.ts'
import { readSettings } from '../../../server/environment.ts'
import { readMarkdown } from '../../../server/exchange/read-markdown.ts'
import { seed } from '../../../server/room/seed.ts'
import { list, search } from '../../../server/statement/list.ts'
import { lockFolder } from '../../../server/storage/lock.ts'
import { firstTables } from '../../../server/storage/migrations/001-first-tables.ts'
import { openSqlite } from '../../../server/storage/sqlite.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-old-'))
  file = join(folder, 'penholder.sqlite')
})
afterEach(() => rm(folder, { recursive: true }))

/** As the first version left it. */
async function oldFolder(): Promise<StatementId> {
  const database = new Database(file)
  const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
  const provider = { getMigrations: async () => ({ '001-first-tables': firstTables }) }
  expect((await new Migrator({ db, provider }).migrateToLatest()).error).toBeUndefined()
  const id = 'statement-1' as StatementId
  const draft = readMarkdown(`# Old report\n\n${'word '.repeat(55)} Zebra`)
  const bytes = seed({ ...draft, letterhead: { ...draft.letterhead, timeLimit: '5:00' } })
  database.exec("insert into delegations values ('CAN', 'Canada', 'CAN')")
  database.exec("insert into delegates values ('ann', 'CAN', 'Ann', 1)")
  database.prepare("insert into statements values (?, 'CAN', 'open', 1, 1, 'Old report', '', '', '', 7, null)").run(id)
  database.prepare("insert into updates values (?, 1, 1, ?, 'ann', 'import', 7)").run(id, bytes)
  await db.destroy()
  return id
}

test('it is copied, migrated, listed and found; once', async () => {
  const id = await oldFolder()
  const settings = readSettings({ LOG_LEVEL: 'silent', DATA_DIR: folder, PORT: '0' })
  for (let start = 0; start < 2; start += 1) {
    const { runtime, close } = await openHouse(settings, folder, lockFolder(folder), async () => undefined)
    const [listed] = await list(runtime, { kind: 'operator' })
    expect(listed).toMatchObject({
      id,
      seconds: 31,
      limit: 300,
      language: 'en',
      changedAt: 7,
      changedBy: { code: 'CAN' },
    })
    expect((await search(runtime, { kind: 'operator' }, 'zebr')).map((found) => found.id)).toEqual([id])
    await close()
  }
  expect((await readdir(folder)).filter((name) => name.includes('before'))).toEqual(['penholder.before-002.sqlite'])
  const copy = new Database(join(folder, 'penholder.before-002.sqlite'), { readonly: true })
  expect(copy.prepare('select name from kysely_migration').pluck().all()).toEqual(['001-first-tables'])
  expect(copy.prepare('select title from statements').pluck().all()).toEqual(['Old report'])
  copy.close()
})

test('a new folder has nothing to copy', async () => {
  await (await openSqlite(file)).close()
  expect((await readdir(folder)).filter((name) => name.includes('before'))).toEqual([])
})

test('the database of a newer Penholder is left alone, in one sentence', async () => {
  await (await openSqlite(file)).close()
  const database = new Database(file)
  database.exec("insert into kysely_migration (name, timestamp) values ('999-later', '')")
  database.close()
  await expect(openSqlite(file)).rejects.toThrow(/was written by a newer Penholder\. Update this one\.$/)
})
