/** A backup under load, and back: every word that was acknowledged before it began is there, and old tabs are told. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainText } from '#shared/statement/plain-text.ts'
import { HeadlessClient } from '../headless-client.ts'
import { run } from '../server/cli/process.ts'
import { createWorld } from '../world.ts'
import { type Killable, startServer } from './killable.ts'

let folder: string
let elsewhere: string
let file: string
let running: Killable | null = null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-'))
  elsewhere = await mkdtemp(join(tmpdir(), 'penholder-backup-'))
  file = join(elsewhere, 'backup.sqlite')
})
afterEach(async () => {
  // A test that failed has not stopped it, and it would outlive the run.
  await running?.kill()
  await rm(folder, { recursive: true, force: true })
  await rm(elsewhere, { recursive: true, force: true })
})

async function start(): Promise<Killable> {
  const server = await startServer(folder)
  running = server
  void server.process.once('exit', () => (running = null))
  return server
}
const backUp = () => run('cli/backup.ts', ['--to', file], { DATA_DIR: folder })
const restore = () => run('cli/restore.ts', ['--from', file], { DATA_DIR: folder })

/** Somebody who types word after word, and knows which of them the server has answered for. */
class Typist {
  readonly acknowledged: string[] = []
  readonly #client: HeadlessClient
  readonly #name: string
  #state: 'typing' | 'stopping' = 'typing'
  readonly stopped: Promise<void>

  private constructor(client: HeadlessClient, name: string) {
    this.#client = client
    this.#name = name
    this.stopped = this.#type()
  }

  static async at(server: Killable, place: number): Promise<Typist> {
    const person = server.people[place]
    if (person === undefined) throw new Error('nobody')
    return new Typist(await HeadlessClient.open(server.address(person)), `t${place}`)
  }

  async stop(): Promise<void> {
    this.#state = 'stopping'
    await this.stopped
    await this.#client.close()
  }

  async #type(): Promise<void> {
    for (let word = 1; this.#state === 'typing'; word += 1) {
      this.#client.type(`${this.#name}w${word} `)
      await this.#client.barrier()
      this.acknowledged.push(`${this.#name}w${word}`)
    }
  }
}

const textOf = async (server: Killable): Promise<ReadonlySet<string>> => {
  const [person] = server.people
  if (person === undefined) throw new Error('nobody')
  const reader = await HeadlessClient.open(server.address(person))
  const words = new Set(reader.text.toString().split(/\s+/))
  await reader.close()
  return words
}
const epochOf = async (): Promise<number> => {
  const world = await createWorld({ folder })
  const { epoch } = await world.runtime.storage.db.selectFrom('statements').select('epoch').executeTakeFirstOrThrow()
  await world.close()
  return epoch
}

test('every acknowledged word is in it, though everybody goes on typing', { timeout: 120_000 }, async () => {
  let server = await start()
  const typists = await Promise.all([0, 1, 2, 3].map((place) => Typist.at(server, place)))
  let promised: string[] = []
  for (let round = 0; round < 3; round += 1) {
    promised = typists.flatMap(({ acknowledged }) => acknowledged)
    const { code, out, err } = await backUp()
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Statements +1$/m)
  }
  const before = typists.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  expect(before).toBeGreaterThan(promised.length)
  await Promise.all(typists.map((typist) => typist.stop()))
  const all = typists.flatMap(({ acknowledged }) => acknowledged)
  // Not as an operator stops it: the newest words are still in the write-ahead log.
  await server.kill()

  const restored = await restore()
  expect([restored.code, restored.err]).toEqual([0, ''])
  const kept = /^Replaced +(\S+)$/m.exec(restored.out)?.[1] ?? ''

  server = await start()
  const words = await textOf(server)
  expect(promised.filter((word) => !words.has(word))).toEqual([])
  expect(all.filter((word) => !words.has(word)).length).toBeGreaterThan(0)
  const [person] = server.people
  if (person === undefined) throw new Error('nobody')
  const { url, cookie = '' } = server.address(person)
  // As a browser, which sees no status of a refused socket and is told by a close code instead.
  const origin = `http://127.0.0.1:${server.port}`
  const oldTab = await HeadlessClient.connect({ url: `${url}?epoch=1`, cookie, headers: { origin } })
  const letIn = oldTab.barrier().then(
    () => 'let in',
    () => oldTab.closed,
  )
  expect(await Promise.race([oldTab.closed, letIn])).toEqual({ code: 4409, reason: 'text-replaced' })
  await server.stop()

  // What was replaced is whole, the words of the log included.
  const world = await createWorld({ folder: kept })
  const replaced = new Set(plainText((await world.runtime.rooms.read(server.statementId)).document).split(/\s+/))
  await world.close()
  expect(all.filter((word) => !replaced.has(word))).toEqual([])
})

test('the same backup restored again is another text again', { timeout: 60_000 }, async () => {
  const server = await start()
  await server.stop()
  await backUp()
  const epochs = [await epochOf()]
  for (let round = 0; round < 2; round += 1) {
    expect((await restore()).code).toBe(0)
    epochs.push(await epochOf())
  }
  expect(epochs.toSorted((one, other) => one - other)).toEqual(epochs)
  expect(new Set(epochs).size).toBe(3)
  expect((await readdir(folder)).filter((name) => name.startsWith('replaced-'))).toHaveLength(2)
})
