// Six clients of ours on the Wi-Fi of a conference room, and a server that is killed meanwhile: the saved mark is true at
// each moment, and in the end all have the same text with every word in it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StatementId } from '#shared/people/people.ts'
import { savedMark } from '#shared/room/sync-state.ts'
import type { Room } from '../../client/room/provider.ts'
import { HeadlessClient } from '../headless-client.ts'
import { type Seeded, seeded } from '../random.ts'
import type { Person } from '../world.ts'
import { badWifi, type Wifi } from './bad-wifi.ts'
import { type Killable, startServer } from './killable.ts'
import { atRest, openOwnRoom, stubBrowser } from './own-room.ts'

const long = process.env['LONG'] === '1'
const seconds = long ? 120 : 15
const kills = long ? 6 : 2
const devices = 6

let folder: string
let server: Killable
let wifi: readonly Wifi[] = []
let writers: readonly Writer[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-'))
  stubBrowser()
})
afterEach(async () => {
  for (const { room } of writers) room.destroy()
  await Promise.all(wifi.map((air) => air.close()))
  await server.kill()
  vi.unstubAllGlobals()
  await rm(folder, { recursive: true, force: true })
})

test(
  `${seconds} s of bad Wi-Fi over ${devices} clients and ${kills} kills: the mark is true and nothing is missing`,
  { timeout: (seconds + 90) * 1000 },
  async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
    const random = seeded(seed)
    server = await startServer(folder)
    wifi = await Promise.all(Array.from({ length: devices }, () => badWifi(seeded(random.int(2 ** 31)))))
    for (const { leadTo } of wifi) leadTo(server.port)
    writers = await Promise.all(
      // One of the five has a telephone besides.
      wifi.map((air, place) =>
        Writer.open(place, air, server.people[place % server.people.length]!, server.statementId),
      ),
    )

    for (let kill = 0; kill <= kills; kill += 1) {
      const until = Date.now() + (seconds * 1000) / (kills + 1)
      while (Date.now() < until) {
        random.pick(writers).write(random)
        await sleep(random.int(40))
      }
      if (kill === kills) break
      // The moment at which a mark that lies is caught: it has just said so, and nothing more can reach the disk.
      for (const writer of writers) writer.write(random)
      await Promise.any(writers.map(({ room }) => atRest(room)))
      const promised = writers.map(({ promise }) => promise)
      await server.kill()
      server = await startServer(folder)
      const fresh = await HeadlessClient.open(server.address(server.people[0]!))
      const text = fresh.text.toString()
      for (const { kept, gone } of promised) {
        expect(
          [...kept].filter((word) => !text.includes(word)),
          `seed ${seed}: said to be saved, and lost`,
        ).toEqual([])
        expect(
          [...gone].filter((word) => text.includes(word)),
          `seed ${seed}: deletion said to be saved`,
        ).toEqual([])
      }
      await fresh.close()
      for (const { leadTo } of wifi) leadTo(server.port)
    }

    for (const { calm } of wifi) calm()
    await Promise.all(writers.map(({ room }) => atRest(room)))
    const last = await HeadlessClient.open(server.address(server.people[0]!))
    const text = last.text.toString()
    for (const writer of writers) {
      expect(writer.missing(text), `seed ${seed}, device ${writer.place}`).toEqual([])
      await writer.shows(text)
    }
    const count = (name: keyof Wifi['count']): number => wifi.reduce((sum, air) => sum + air.count[name], 0)
    expect(count('dropped')).toBeGreaterThan(devices)
    expect(count('ghosts')).toBeGreaterThan(0)
    expect(count('delayed')).toBeGreaterThan(devices)
    expect(writers.reduce((sum, { typed }) => sum + typed, 0)).toBeGreaterThan(seconds * 20)

    await last.close()
  },
)

/** What the mark has promised: words that the server has, and words that it has no more. */
interface Promised {
  readonly kept: Set<string>
  readonly gone: ReadonlySet<string>
}

/** A device with our own provider, which types words of its own and takes some of them back. */
class Writer {
  readonly place: number
  readonly room: Room
  typed = 0
  readonly #standing = new Set<string>()
  readonly #gone = new Set<string>()
  #promise: Promised = { kept: new Set(), gone: new Set() }

  private constructor(place: number, room: Room) {
    this.place = place
    this.room = room
    room.sync.subscribe(() => this.#readMark())
  }

  static async open(place: number, { port }: Wifi, person: Person, statementId: StatementId): Promise<Writer> {
    return new Writer(place, await openOwnRoom(port, person, statementId))
  }

  /** What the mark said last that it had, all of it. */
  get promise(): Promised {
    return this.#promise
  }

  write(random: Seeded): void {
    const { text } = this.room
    const own = [...this.#standing]
    if (own.length > 0 && random.chance(0.2)) {
      const word = random.pick(own)
      this.#standing.delete(word)
      this.#gone.add(word)
      this.#promise.kept.delete(word)
      text.delete(placeOf(text, word), word.length)
    } else {
      this.typed += 1
      const word = `«${this.place}.${this.typed}»`
      this.#standing.add(word)
      text.insert(random.chance(0.5) ? 1 : text.length, word)
    }
  }

  missing(text: string): string[] {
    const lost = [...this.#standing].filter((word) => !text.includes(word))
    return [...lost, ...[...this.#gone].filter((word) => text.includes(word))]
  }

  /** Resolves when the text is this one. */
  async shows(text: string): Promise<void> {
    const { doc, text: own } = this.room
    while (own.toString() !== text) await new Promise((resolve) => doc.once('update', resolve))
  }

  #readMark(): void {
    if (savedMark(this.room.sync.read()) !== 'saved') return
    this.#promise = { kept: new Set(this.#standing), gone: new Set(this.#gone) }
  }
}

/** Where a word stands in a flat text, whose markers and atoms take a place each. */
function placeOf(text: Room['text'], word: string): number {
  let before = 0
  for (const { insert } of text.toDelta() as { insert: string | object }[]) {
    const at = typeof insert === 'string' ? insert.indexOf(word) : -1
    if (at >= 0) return before + at
    before += typeof insert === 'string' ? insert.length : 1
  }
  throw new Error(`no ${word} in the text`)
}
