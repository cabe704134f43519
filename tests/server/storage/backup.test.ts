/** What a backup is and is not: whole or refused, in one file, and never in the place of something else. */
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readInvitation } from '#shared/people/contract.ts'
import { readHoldings } from '#shared/statement/contract.ts'
import { openHouse } from '../../../server/cli/house.ts'
import { readSettings } from '../../../server/environment.ts'
import { search } from '../../../server/statement/list.ts'
import { backUp, inspect } from '../../../server/storage/backup.ts'
import { lockFolder } from '../../../server/storage/lock.ts'
import { restore } from '../../../server/storage/restore.ts'
import { startHouse, type TestHouse, Visitor } from '../http/house.ts'

let house: TestHouse
let elsewhere: string
let file: string
beforeEach(async () => {
  house = await startHouse()
  elsewhere = await mkdtemp(join(tmpdir(), 'penholder-backup-'))
  file = join(elsewhere, 'backup.sqlite')
})
afterEach(async () => {
  await house.end()
  await rm(elsewhere, { recursive: true, force: true })
})

const now = Date.UTC(2026, 5, 25, 12)
const back = () => backUp(house.folder, file, now)

test('a link that was sent opens the statement on another machine', async () => {
  const statementId = await house.statement('NOR')
  const key = await house.key(statementId, 'CHL')
  expect(await back()).toMatchObject({ madeAt: now, statements: 1 })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(elsewhere)).toEqual(['backup.sqlite'])

  const folder = await mkdtemp(join(elsewhere, 'data-'))
  const settings = readSettings({ LOG_LEVEL: 'silent', DATA_DIR: folder, PORT: '0' })
  expect(await restore(folder, file, now)).toMatchObject({ statements: 1, replaced: null })
  const other = await openHouse(settings, folder, lockFolder(folder), async () => undefined)
  try {
    await other.app.listen({ host: '127.0.0.1', port: 0 })
    const visitor = new Visitor(`http://127.0.0.1:${other.port()}`)
    expect(await visitor.must(readInvitation, { body: { key } })).toMatchObject({ statementId, title: 'A statement' })
    const found = await search(other.runtime, { kind: 'operator' }, 'statem')
    expect(found.map(({ id }) => id)).toEqual([statementId])
  } finally {
    await other.close()
  }
})

test('the administrator sees when it was made', async () => {
  const administrator = await house.administrator('CAN')
  const before = Date.now() - 2000
  await back()
  const { backedUpAt } = await administrator.must(readHoldings)
  expect(backedUpAt).toBeGreaterThan(before)
})

test('a newer one takes the place of an older one; a failed one leaves it', async () => {
  await back()
  await house.statement('NOR')
  expect(await back()).toMatchObject({ statements: 1 })
  expect(inspect(file).statements).toBe(1)
  const whole = await readFile(file)
  const missing = join(elsewhere, 'missing')
  await expect(backUp(missing, file, now)).rejects.toThrow('There is nothing to back up')
  expect(Buffer.compare(await readFile(file), whole)).toBe(0)
})

describe('is refused', () => {
  test('in the data folder, in no folder, and in the place of anything else', async () => {
    await expect(backUp(house.folder, join(house.folder, 'b.sqlite'), now)).rejects.toThrow('lies in the data folder')
    await expect(backUp(house.folder, join(elsewhere, 'no', 'b'), now)).rejects.toThrow('there is no such folder')
    await writeFile(file, 'A letter.')
    await expect(back()).rejects.toThrow('is there already and is no backup')
    expect(await readFile(file, 'utf8')).toBe('A letter.')
    const database = join(elsewhere, 'other.sqlite')
    await copyFile(join(house.folder, 'penholder.sqlite'), database)
    await expect(backUp(house.folder, database, now)).rejects.toThrow('is no backup')
  })

  test('when it is to be restored and is none, is damaged, or is of a newer Penholder', async () => {
    const folder = await mkdtemp(join(elsewhere, 'data-'))
    await house.statement('NOR')
    await back()
    await expect(restore(folder, join(elsewhere, 'nothing'), now)).rejects.toThrow('There is no file')
    await expect(restore(folder, join(house.folder, 'penholder.sqlite'), now)).rejects.toThrow('is no backup')

    const damaged = join(elsewhere, 'damaged.sqlite')
    const bytes = await readFile(file)
    // Beyond the header and the list of tables, in every page.
    for (let page = 8; page < bytes.length / 4096; page += 1) bytes.fill(0xff, page * 4096, page * 4096 + 64)
    await writeFile(damaged, bytes)
    await expect(restore(folder, damaged, now)).rejects.toThrow('is damaged')

    const newer = join(elsewhere, 'newer.sqlite')
    await copyFile(file, newer)
    const database = new Database(newer)
    database.exec("insert into kysely_migration (name, timestamp) values ('999-later', '')")
    database.close()
    await expect(restore(folder, newer, now)).rejects.toThrow('newer Penholder')
    expect(await readdir(folder)).toEqual([])
  })
})

test('a restore over a damaged database keeps it, and is not disturbed by its log', async () => {
  await house.statement('NOR')
  await back()
  const folder = await mkdtemp(join(elsewhere, 'data-'))
  await writeFile(join(folder, 'penholder.sqlite'), 'not a database at all'.repeat(1000))
  await writeFile(join(folder, 'penholder.sqlite-wal'), 'nor a log')
  const { replaced } = await restore(folder, file, now)
  expect((await readdir(replaced ?? '')).toSorted()).toEqual(['penholder.sqlite', 'penholder.sqlite-wal'])
  expect((await readdir(folder)).toSorted()).toEqual([
    'invitation.key',
    'penholder.sqlite',
    'replaced-2026-06-25T120000.000',
  ])
  const database = new Database(join(folder, 'penholder.sqlite'))
  expect(database.prepare('select count(*) as count from statements').get()).toEqual({ count: 1 })
  expect(database.prepare("select name from sqlite_master where name like 'backup%'").all()).toEqual([])
  database.close()
})
