import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { lockFolder } from '../../../server/storage/lock.ts'
import { openSqlite } from '../../../server/storage/sqlite.ts'
import { storageSuite } from '../../ports/storage.suite.ts'
import { createWorld } from '../../world.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = (): string => join(folder, 'penholder.sqlite')

storageSuite('SQLite', async () => {
  const storage = await openSqlite(file())
  return { storage, reopen: () => openSqlite(file()), close: () => storage.close() }
})

describe('SQLite', () => {
  test('flushes every commit of a write-ahead log and minds its references', async () => {
    const { db, close } = await openSqlite(file())
    const settings = await Promise.all(
      ['journal_mode', 'synchronous', 'foreign_keys'].map((name) => sql.raw(`pragma ${name}`).execute(db)),
    )
    expect(settings.map(({ rows }) => rows[0])).toEqual([
      { journal_mode: 'wal' },
      { synchronous: 2 },
      { foreign_keys: 1 },
    ])
    await close()
  })

  test('a start cut short leaves none of the new tables, so the next one makes them all', async () => {
    // The last table of the migration is in the way: it fails at its very end.
    const obstacle = new Database(file())
    obstacle.exec('create table probes (bytes blob)')
    await expect(openSqlite(file())).rejects.toThrow('already exists')
    expect(obstacle.prepare("select name from sqlite_master where name = 'statements'").all()).toEqual([])
    obstacle.exec('drop table probes')
    obstacle.close()
    await (await openSqlite(file())).close()
  })

  test('a full disk is refused with its reason, keeps nothing of the batch, and takes the next when there is room', async () => {
    const world = await createWorld({ folder })
    const { storage } = world.runtime
    const statementId = await world.statement(await world.person('NOR'))
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(storage.db)
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(storage.db)
    const append = (seq: number, size: number): Promise<void> =>
      storage.updates.append([row(statementId, seq, 10), row(statementId, seq + 1, size)])

    await expect(append(2, 100_000)).rejects.toMatchObject({ code: 'storage-failed', detail: 'the disk is full' })
    expect(await storage.health()).toBe('the disk is full')
    await expect(
      storage.transaction(async (db) => {
        await db
          .updateTable('statements')
          .set({ text: 'x'.repeat(100_000) })
          .execute()
      }),
    ).rejects.toMatchObject({ code: 'storage-failed' })
    expect(await storage.updates.since(statementId, 1)).toEqual([])

    await sql.raw('pragma max_page_count = 1000000').execute(storage.db)
    expect(await storage.health()).toBeNull()
    await append(2, 100_000)
    expect(await storage.updates.since(statementId, 1)).toHaveLength(2)
    await world.close()
  })

  test('a database that is none is refused in words', async () => {
    await writeFile(
      file(),
      'This is not a database, but a text of more than a hundred characters that stands in its place, long enough.',
    )
    await expect(openSqlite(file())).rejects.toMatchObject({
      code: 'storage-failed',
      detail: 'the database is damaged',
    })
  })
})

describe('lock', () => {
  test('keeps a second server out with one sentence, and is gone with the first', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`Another Penholder server is using the data folder ${folder}.`)
    lock.release()
    lockFolder(folder).release()
  })

  test('goes with a process that was killed', async () => {
    const holder = fork(new URL('./hold-lock.ts', import.meta.url), [folder], { execArgv: ['--expose-gc'] })
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder, 'message')
    expect(() => lockFolder(folder)).toThrow('Another Penholder server')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    lockFolder(folder).release()
  })
})

const row = (statementId: StatementId, seq: number, size: number) => ({
  statementId,
  seq,
  epoch: 1,
  bytes: new Uint8Array(size),
  author: null as DelegateId | null,
  cause: 'typed' as const,
  at: 1,
})
