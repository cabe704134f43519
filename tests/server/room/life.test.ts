// The life of a room: loaded once and whole, unloaded when nobody is there, kept small by snapshots, told of when it rests.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
let norway: Person
let statementId: StatementId

beforeEach(async () => {
  world = await createWorld({ settings: { roomIdleMs: 0, maxConnectionsPerPerson: 100 } })
  norway = await world.person('NOR')
  statementId = await world.statement(norway, { letterhead: { title: 'Opening' } })
})
afterEach(() => world.close())

const open = (id = statementId): Promise<HeadlessClient> => HeadlessClient.open(world.address(id, norway))
/** How often is looked at what nobody tells of; at each turn of the event loop it took a core. */
const lookMs = 5
const rooms = (): number => world.runtime.rooms.size
/** Resolves when the last room has left the memory. */
const unloaded = async (): Promise<void> => {
  while (rooms() > 0) await pause(lookMs)
}
const snapshotOf = async (): Promise<number> =>
  (await world.runtime.storage.updates.latestSnapshot(statementId))?.seq ?? 0

describe('loading', () => {
  test('many who come at once get one room and the whole text', async () => {
    const writer = await open()
    for (let key = 0; key < 300; key += 1) writer.type(`${key} `, 0)
    await writer.barrier()
    const expected = writer.text.toString()
    await writer.close()
    await unloaded()
    const readers = await Promise.all(Array.from({ length: 30 }, () => open()))
    expect(readers.map(({ text }) => text.toString())).toEqual(readers.map(() => expected))
    expect(rooms()).toBe(1)
    await Promise.all(readers.map((reader) => reader.close()))
  })

  test('nothing is answered before the text is loaded, however long that takes', async () => {
    const { storage } = world.runtime
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    // Whoever loads waits for the turn that this transaction has.
    const holding = storage.transaction(async () => held)
    const coming = open()
    const early = await Promise.race([coming, new Promise((resolve) => setImmediate(() => resolve('waiting')))])
    expect(early).toBe('waiting')
    release()
    await holding
    const client = await coming
    expect(client.doc.getText('letterhead.title').toString()).toBe('Opening')
    expect(client.heard.filter(({ type }) => type === 'syncStep2')).toHaveLength(1)
    await client.close()
  })

  test('a snapshot that is damaged is passed over, since the updates are all there', async () => {
    const writer = await open()
    for (let key = 0; key < 60; key += 1) writer.type(`${key} `)
    await writer.barrier()
    await writer.close()
    await unloaded()
    expect(await snapshotOf()).toBe(61)
    for (const damage of [Buffer.from([0, 0]), Buffer.from([255, 1, 2, 3])]) {
      await world.runtime.storage.db.updateTable('snapshots').set({ state: damage }).execute()
      const reader = await open()
      expect(reader.text.toString()).toBe(writer.text.toString())
      await reader.close()
      await unloaded()
    }
  })

  test('a damaged log is refused, and other statements open', async () => {
    const other = await world.statement(norway)
    await world.runtime.storage.db
      .updateTable('updates')
      .set({ bytes: Buffer.from([255, 255, 255]) })
      .where('statement_id', '=', statementId)
      .execute()
    await expect(open()).rejects.toThrow('HTTP 503')
    const client = await open(other)
    client.type('fine')
    await client.barrier()
    await client.close()
  })
})

describe('unloading', () => {
  test('ten lives in a row leave nothing in memory and nothing out of the text', async () => {
    for (let life = 0; life < 10; life += 1) {
      const [a, b] = await Promise.all([open(), open()])
      a.type(`life ${life} `)
      await a.barrier()
      await b.shows(`life ${life} `)
      await Promise.all([a.cut(), b.close()])
      await unloaded()
    }
    const last = await open()
    expect(last.text.toString().match(/life/g)).toHaveLength(10)
    await last.close()
    await unloaded()
    const gauges = await Promise.all(
      ['penholder_rooms', 'penholder_connections'].map((name) => world.registry.getSingleMetricAsString(name)),
    )
    expect(gauges[0]).toContain('penholder_rooms 0')
    expect(gauges[1]).toContain('penholder_connections 0')
  })

  test('whoever comes back while the room closes finds it, and nothing is lost', async () => {
    for (let round = 0; round < 20; round += 1) {
      const client = await open()
      for (let key = 0; key < 60; key += 1) client.type(`${round}.${key} `)
      await client.barrier()
      await client.close()
      // The room is closing now: it makes a snapshot and tells of the text.
      const again = await open()
      expect(again.text.toString()).toBe(client.text.toString())
      again.type('again ')
      await again.barrier()
      await again.close()
    }
    await unloaded()
    const reader = await open()
    expect(reader.text.toString().match(/again/g)).toHaveLength(20)
    await reader.close()
  })
})

describe('snapshots', () => {
  test('are made while people type, and typing goes on', async () => {
    const [writer, reader] = await Promise.all([open(), open()])
    for (let key = 0; key < 1500; key += 1) {
      writer.type(`${key} `)
      if (key % 50 === 0) await writer.barrier()
    }
    await writer.barrier()
    await reader.shows('1499 ')
    while ((await snapshotOf()) < 500) await writer.barrier()
    expect(reader.text.toString()).toBe(writer.text.toString())
    const { updates } = world.runtime.storage
    expect((await updates.since(statementId, 0)).length).toBe(1501)
    await Promise.all([writer.close(), reader.close()])
    await unloaded()
    const after = await open()
    expect(Y.equalSnapshots(Y.snapshot(after.doc), Y.snapshot(writer.doc))).toBe(true)
    await after.close()
  })
})

describe('what is told of a text', () => {
  test('the row follows the text when it rests', async () => {
    const client = await open()
    client.doc.getText('letterhead.title').insert(7, ' remarks')
    client.type('Thank you.')
    await client.barrier()
    const row = (): Promise<{ title: string; text: string; changed_at: number }> =>
      world.runtime.storage.db
        .selectFrom('statements')
        .select(['title', 'text', 'changed_at'])
        .executeTakeFirstOrThrow()
    while ((await row()).title === 'Opening') await pause(lookMs)
    expect(await row()).toMatchObject({ title: 'Opening remarks', text: 'Thank you.' })
    const [{ at } = { at: 0 }] = (await world.runtime.storage.updates.since(statementId, 0)).slice(-1)
    expect((await row()).changed_at).toBe(at)
    await client.close()
  })

  test('a room that closes tells before it is gone', async () => {
    const client = await open()
    client.type('Short visit.')
    await client.barrier()
    await client.close()
    await unloaded()
    const row = await world.runtime.storage.db.selectFrom('statements').select('text').executeTakeFirst()
    expect(row?.text).toBe('Short visit.')
  })

  test('a stop does not wait for it for long, and the next server tells', async () => {
    const stopping = await createWorld({ folder: world.folder })
    const { storage, rooms: live, logger } = stopping.runtime
    const client = await HeadlessClient.open(stopping.address(statementId, norway))
    client.type('Last words.')
    await client.barrier()
    const errors: unknown[] = []
    logger.error = (...error: unknown[]) => void errors.push(error)
    // Reading the log takes longer than a stop has time.
    const latestSnapshot = storage.updates.latestSnapshot.bind(storage.updates)
    storage.updates.latestSnapshot = async (id) => {
      await new Promise((resolve) => setTimeout(resolve, 2000))
      return latestSnapshot(id)
    }
    const read = expect(live.read(statementId)).rejects.toMatchObject({ code: 'restarting' })
    await stopping.close()
    await read
    expect(errors).toEqual([])
    const text = async () => (await world.runtime.storage.db.selectFrom('statements').select('text').execute())[0]?.text
    expect(await text()).toBe('')
    const next = await open()
    while ((await text()) !== 'Last words.') await pause(lookMs)
    await next.close()
  })

  test('read answers what is on disk, in memory or not, and refuses what does not exist', async () => {
    const client = await open()
    client.type('Read me.')
    await client.barrier()
    const read = async (): Promise<unknown> =>
      (await world.runtime.rooms.read(statementId)).document.content[0]?.content
    expect(await read()).toEqual([{ type: 'text', text: 'Read me.' }])
    await client.close()
    await unloaded()
    expect(await read()).toEqual([{ type: 'text', text: 'Read me.' }])
    await expect(world.runtime.rooms.read('no-such-one' as StatementId)).rejects.toMatchObject({
      code: 'unknown-statement',
    })
  })

  test('many texts that rest at once are told of one after the other, so that typing waits for one at most', async () => {
    const { storage } = world.runtime
    const many = await Promise.all(Array.from({ length: 12 }, () => world.statement(norway)))
    const writers = await Promise.all(many.map((id) => open(id)))
    // A telling reads the log first and writes the row last.
    const latestSnapshot = storage.updates.latestSnapshot.bind(storage.updates)
    const transaction = storage.transaction.bind(storage)
    let [under, most] = [0, 0]
    storage.updates.latestSnapshot = (id) => {
      most = Math.max(most, (under += 1))
      return latestSnapshot(id)
    }
    const told = new Promise<void>((resolve) => {
      let left = many.length
      storage.transaction = async (work) => {
        const result = await transaction(work)
        under -= 1
        if ((left -= 1) === 0) resolve()
        return result
      }
    })
    await Promise.all(writers.map((writer) => (writer.type('At rest.'), writer.barrier())))
    await told
    expect(most).toBe(1)
    const rows = await storage.db.selectFrom('statements').select('text').where('id', 'in', many).execute()
    expect(rows.map(({ text }) => text)).toEqual(many.map(() => 'At rest.'))
    await Promise.all(writers.map((writer) => writer.close()))
  })
})

describe('the log', () => {
  test('says who wrote what and when', async () => {
    const client = await open()
    client.type('Mine.')
    await client.barrier()
    const [first, second] = await world.runtime.storage.updates.since(statementId, 0)
    expect(first).toMatchObject({ seq: 1, author: null, cause: 'import' })
    expect(second).toMatchObject({ seq: 2, author: norway.delegateId, cause: 'typed', epoch: 1 })
    expect(await world.runtime.storage.updates.clients(statementId)).toEqual(
      new Map([[client.doc.clientID, norway.delegateId]]),
    )
    await client.close()
  })

  test('does not grow when a client repeats what is known', async () => {
    const client = await open()
    client.type('Once.')
    client.text.delete(1, 2)
    await client.barrier()
    const rows = (await world.runtime.storage.updates.since(statementId, 0)).length
    for (let time = 0; time < 5; time += 1)
      client.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(client.doc) })
    await client.barrier()
    expect((await world.runtime.storage.updates.since(statementId, 0)).length).toBe(rows)
    await client.close()
  })
})
