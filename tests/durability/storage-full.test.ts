// A disk that takes nothing: everybody is told, nothing that was acknowledged is lost, and it goes on by itself when the
// disk does.
import { execFileSync } from 'node:child_process'
import { rm, statfs, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { StatementId } from '#shared/people/people.ts'
import { HeadlessClient } from '../headless-client.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { openOwnRoom, stubBrowser } from './own-room.ts'

let world: World
let people: Person[]
let statementId: StatementId
beforeEach(stubBrowser)
afterEach(() => void vi.unstubAllGlobals())

const begin = async (folder?: string): Promise<void> => {
  world = await createWorld(folder === undefined ? {} : { folder })
  people = await Promise.all(['NOR', 'FRA'].map((code) => world.person(code)))
  statementId = await world.statement(at(0))
  await world.join(statementId, at(1), 'drafter')
}
const at = (place: number): Person => {
  const person = people[place]
  if (person === undefined) throw new Error('nobody')
  return person
}
const open = (place: number): Promise<HeadlessClient> => HeadlessClient.open(world.address(statementId, at(place)))
const trouble = (client: HeadlessClient): Promise<unknown> =>
  client.ever((frame) => frame.type === 'storage' && frame.trouble !== null)
const recovery = (client: HeadlessClient): Promise<unknown> =>
  client.next((frame) => frame.type === 'storage' && frame.trouble === null)

/** Fills the disk from a client's side, checks that everybody is told, frees it, and checks that nothing is missing. */
async function goesOn(fill: () => Promise<void>, free: () => Promise<void>): Promise<void> {
  const [a, b] = await Promise.all([open(0), open(1)])
  a.type('Acknowledged. ')
  await a.barrier()
  await b.shows('Acknowledged.')
  await fill()

  const told = Promise.all([trouble(a), trouble(b)])
  const held: { back: boolean } = { back: false }
  let typed = 0
  // However much the disk still takes, it does not take this for long.
  const type = (): void => {
    typed += 1
    a.type(`Kept ${typed}. ${'x'.repeat(3000)} `)
  }
  const typing = setInterval(type, 5)
  await told
  clearInterval(typing)
  const waiting = a.barrier().then(() => (held.back = true))
  b.type('Kept by b. ')
  const alsoWaiting = b.barrier().then(() => (held.back = true))
  expect(await world.runtime.storage.health()).toBe('the disk is full')

  // Reading goes on: whoever comes now gets all that is saved, and is told that nothing can be added.
  const reader = await open(1)
  await trouble(reader)
  expect(reader.text.toString()).toContain('Acknowledged.')
  expect(reader.text.toString()).not.toContain('Kept by b.')
  expect(held.back).toBe(false)
  // A page that is opened meanwhile shows the whole text, and lets nobody type what cannot be saved.
  const page = await openOwnRoom(world.port, at(1), statementId)
  expect(page.sync.read()).toMatchObject({ state: 'locked', reason: 'the disk is full' })
  expect(page.text.toString()).toBe(reader.text.toString())

  const recovered = Promise.all([recovery(a), recovery(b)])
  await free()
  await recovered
  await Promise.all([waiting, alsoWaiting])
  await Promise.all([a.shows('Kept by b.'), b.shows(`Kept ${typed}.`)])
  const fresh = await open(1)
  expect(fresh.text.toString()).toBe(a.text.toString())
  expect(page.sync.read().state).toBe('live')
  expect(await world.runtime.storage.health()).toBeNull()
  page.destroy()
  for (const client of [a, b, reader, fresh]) client.socket.terminate()
}

describe('a database that may not grow', () => {
  beforeEach(() => begin())
  afterEach(() => world.close())

  test('stops the room, keeps what was acknowledged and goes on when it may', async () => {
    const { db } = world.runtime.storage
    const pages = async (): Promise<number> => {
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
      return rows[0]?.page_count ?? 0
    }
    await goesOn(
      async () => void (await sql.raw(`pragma max_page_count = ${await pages()}`).execute(db)),
      async () => void (await sql.raw('pragma max_page_count = 1000000').execute(db)),
    )
  })
})

describe('a small disk', () => {
  const folder = mountSmallDisk()
  const mounted = folder !== null
  beforeEach(() => (mounted ? begin(folder) : undefined))
  afterEach(() => (mounted ? world.close() : undefined))
  afterAll(async () => {
    if (!mounted) return
    execFileSync('umount', [folder])
    await rm(folder, { recursive: true })
  })

  test.skipIf(!mounted)('stops the room, keeps what was acknowledged and goes on when there is space', async () => {
    if (!mounted) return
    const ballast = join(folder, 'ballast')
    await goesOn(
      async () => {
        const { bavail, bsize } = await statfs(folder)
        await writeFile(ballast, new Uint8Array(Math.max(0, (bavail - 8) * bsize)))
      },
      () => truncate(ballast, 0),
    )
  })
})

/** 4 MB of memory as a disk, where this user may mount one; null elsewhere, and the test is skipped. */
function mountSmallDisk(): string | null {
  try {
    const folder = execFileSync('mktemp', ['-d', join(tmpdir(), 'penholder-small-XXXXXX')])
      .toString()
      .trim()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'pipe' })
    return folder
  } catch {
    return null
  }
}
