// kill -9 under load, again and again: nothing that anybody saw, and nothing that was acknowledged, is ever missing.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { HeadlessClient } from '../headless-client.ts'
import { type Seeded, seeded } from '../random.ts'
import { type Killable, startServer } from './killable.ts'

const long = process.env['LONG'] === '1'
const rounds = long ? 20 : 4
const updatesPerSecond = 200

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('kill -9', () => {
  test(
    `${rounds} rounds under ${updatesPerSecond} updates a second lose nothing`,
    { timeout: 30_000 + rounds * 10_000 },
    async () => {
      const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
      const random = seeded(seed)
      const writers = [0, 1, 2, 3].map((place) => new Writer(place))
      let server = await startServer(folder)
      for (let round = 1; round <= rounds; round += 1) {
        const where = `seed ${seed}, round ${round}`
        await Promise.all(writers.map((writer) => writer.connect(server)))
        const reader = new Writer(4)
        await reader.connect(server)
        const stop = load(writers, random)
        await sleep(400 + random.int(800))
        await server.kill()
        stop()
        await Promise.all([...writers, reader].map((client) => client.left()))

        server = await startServer(folder)
        // Whoever comes first after the crash must get everything at once.
        const firsts = await Promise.all(
          server.people.slice(0, 3).map((person) => HeadlessClient.open(server.address(person))),
        )
        for (const { doc, socket } of firsts) {
          for (const writer of [...writers, reader]) {
            expect(missing(doc, writer.seen), `${where}: seen and lost`).toBe(false)
            for (const update of writer.acknowledged)
              expect(missing(doc, update), `${where}: acknowledged and lost`).toBe(false)
          }
          socket.terminate()
        }
        for (const writer of writers) writer.acknowledged.length = 0
      }

      // The writers still have what nobody saw; when they come back the text is the same for all, and complete.
      await Promise.all(writers.map((writer) => writer.connect(server)))
      await Promise.all(writers.map(async (writer) => writer.client?.barrier()))
      const person = server.people[0]
      if (person === undefined) throw new Error('nobody')
      const last = await HeadlessClient.open(server.address(person))
      for (const writer of writers)
        expect(missing(last.doc, Y.encodeStateAsUpdate(writer.doc)), `seed ${seed}: kept and lost`).toBe(false)
      expect(writers.reduce((sum, { typed }) => sum + typed, 0)).toBeGreaterThan(rounds * 40)
      await server.kill()
    },
  )

  test('a barrier that came back means on disk', async () => {
    const server = await startServer(folder)
    const [person] = server.people
    if (person === undefined) throw new Error('nobody')
    const client = await HeadlessClient.open(server.address(person))
    for (let key = 0; key < 200; key += 1) client.type(`${key} `)
    client.text.delete(10, 20)
    await client.barrier()
    await server.kill()
    const again = await startServer(folder)
    const reader = await HeadlessClient.open(again.address(person))
    expect(reader.text.toString()).toBe(client.text.toString())
    await again.kill()
  })
})

/** Somebody at a keyboard, who remembers what they saw of others and what the server has answered for. */
class Writer {
  readonly doc = new Y.Doc()
  readonly acknowledged: Uint8Array[] = []
  client: HeadlessClient | null = null
  typed = 0
  readonly #place: number
  #heard: Uint8Array[] = []

  constructor(place: number) {
    this.#place = place
  }

  /** All that came from the server since the last connection. */
  get seen(): Uint8Array {
    return Y.mergeUpdates(this.#heard)
  }

  async connect(server: Killable): Promise<void> {
    const person = server.people[this.#place]
    if (person === undefined) throw new Error('nobody')
    this.client = await HeadlessClient.open(server.address(person), this.doc)
    this.#heard = this.client.heard.flatMap((frame) => (frame.type === 'syncStep2' ? [frame.update] : []))
    void this.client
      .next((frame) => {
        if (frame.type === 'update') this.#heard.push(frame.update)
        return false
      })
      .catch(() => undefined)
  }

  /** Types, or deletes a little; the text is edited even where nobody can hear it. */
  edit(random: Seeded): void {
    const text = this.doc.getText('text')
    this.typed += 1
    if (text.length > 200 && random.int(4) === 0) text.delete(random.int(text.length - 3), 1 + random.int(3))
    else text.insert(random.int(text.length + 1), `${this.#place}:${this.typed};`)
  }

  async ask(): Promise<void> {
    const covered = Y.encodeStateAsUpdate(this.doc)
    const answered = await this.client?.barrier().then(
      () => true,
      () => false,
    )
    if (answered) this.acknowledged.push(covered)
  }

  async left(): Promise<void> {
    await this.client?.closed
    this.client?.detach()
  }
}

/** Lets everybody type until the answer is called. */
function load(writers: readonly Writer[], random: Seeded): () => void {
  const typing = setInterval(() => random.pick(writers).edit(random), 1000 / updatesPerSecond)
  const asking = setInterval(() => void random.pick(writers).ask(), 50)
  return () => {
    clearInterval(typing)
    clearInterval(asking)
  }
}

/** True when the update holds something, a deletion included, that the document has not. */
function missing(doc: Y.Doc, update: Uint8Array): boolean {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.snapshot(copy)
  Y.applyUpdate(copy, update)
  return (
    copy.store.pendingStructs !== null || copy.store.pendingDs !== null || !Y.equalSnapshots(before, Y.snapshot(copy))
  )
}
