/** What is erased is gone from every table and from the bytes of the file, and nothing else is. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStatement } from '#shared/statement/contract.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import { archive } from '../../../server/statement/archive.ts'
import { erase } from '../../../server/storage/erase.ts'
import { startHouse, type TestHouse } from '../http/house.ts'

let house: TestHouse
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.end())

const create = async (title: string, content: string) =>
  (
    await house.operator().must(createStatement, {
      params: {},
      body: { title, penholder: 'NOR', source: { format: 'markdown', content } },
    })
  ).statementId

/** A statement with a comment of somebody who was never here. */
async function createSaid(title: string, author: string, text: string) {
  const by = { name: author, delegation: null }
  const said = { by, at: 1_000, text: [{ type: 'text', text }] }
  const thread = { audience: 'all', at: null, whole: false, quote: '', resolved: { by, at: 1_000 }, comments: [said] }
  const archived = {
    format: 'penholder-archive',
    version: 1,
    at: 1e3,
    penholder: '',
    language: 'en',
    pace: null,
    log: null,
    letterhead: {
      ...emptyLetterhead,
      title,
    },
    document: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { id: 'p' },
        },
      ],
    },
    threads: [thread],
  }
  const source = { format: 'archive', content: JSON.stringify(archived) } as const
  return (await house.operator().must(createStatement, { body: { title: '', penholder: 'NOR', source } })).statementId
}

const holds = async (words: string): Promise<boolean> => {
  const files = await Promise.all(
    ['', '-wal'].map((end) => readFile(join(house.folder, `penholder.sqlite${end}`)).catch(() => Buffer.alloc(0))),
  )
  return files.some((file) => file.includes(words))
}

test('an archived statement goes with all its words, and its neighbour stays', async () => {
  const gone = await create('Goes away', 'Xylographic secrets stand here.')
  const stays = await create('Stays here', 'Zymurgic words stay.')
  await house.joined(gone, 'NOR', 'drafter', 'Ingrid')
  await house.joined(stays, 'NOR', 'drafter', 'Ingrid')
  await expect.poll(() => holds('Xylographic')).toBe(true)
  expect(() => erase(house.folder, gone, 'Goes away')).toThrow('not archived')
  await archive(house.runtime, gone, true)
  expect(() => erase(house.folder, gone, 'goes away')).toThrow('to the letter')
  expect(() => erase(house.folder, 'nowhere', '')).toThrow('not in this data folder')
  await house.runtime.storage.close()

  expect(erase(house.folder, gone, 'Goes away').title).toBe('Goes away')
  for (const words of ['Xylographic', 'xylographic', 'Goes away', gone])
    expect([words, await holds(words)]).toEqual([words, false])
  expect(await holds('Zymurgic')).toBe(true)
  const database = new Database(join(house.folder, 'penholder.sqlite'))
  expect(database.pragma('foreign_key_check')).toEqual([])
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  // A table that comes later and holds something of a statement is named in erase.ts.
  const ofStatements = database
    .prepare(
      `select m.name from sqlite_master m join pragma_table_info(m.name) c
       where m.type = 'table' and c.name in ('statement_id', 'thread_id', 'invitation_id', 'comment')
       group by m.name order by m.name`,
    )
    .pluck()
    .all()
  const source = await readFile(join(import.meta.dirname, '../../../server/storage/erase.ts'), 'utf8')
  expect(
    ofStatements.filter(
      (table) => !source.includes(`'${String(table)}'`) && !source.includes(` ${String(table)} where`),
    ),
  ).toEqual([])
  expect(database.prepare('select count(*) from redemptions').pluck().get()).toBe(1)
  database.close()
})

test('whose comments were imported with it goes by name as well, and whoever was imported with another stays', async () => {
  const gone = await createSaid('Goes away', 'Quixotic Jones', 'Xylographic words')
  const stays = await createSaid('Stays here', 'Zymurgic Berg', 'Others')
  await archive(house.runtime, gone, true)
  await house.runtime.storage.close()
  erase(house.folder, gone, 'Goes away')
  for (const words of ['Quixotic', 'Xylographic']) expect([words, await holds(words)]).toEqual([words, false])
  const database = new Database(join(house.folder, 'penholder.sqlite'))
  expect(database.pragma('foreign_key_check')).toEqual([])
  const voices = database.prepare("select name from delegates where delegation_id = 'imported'").pluck().all()
  expect(voices).toEqual(['Zymurgic Berg'])
  expect(database.prepare('select statement_id from threads').pluck().all()).toEqual([stays])
  database.close()
})
