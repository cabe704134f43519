/** What a conference does to a server. Each scenario answers named figures; run.ts repeats and compares them. */
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { textRoot } from '#shared/room/roots.ts'
import type { Contender, Place, Running } from './contenders.ts'
import { Visitor } from './visitor.ts'

export type Figures = Readonly<Record<string, number>>

export interface Scenario {
  readonly name: string
  run(contender: Contender, server: Running): Promise<Figures>
}

const writers = 10
const readers = 200
const sampled = 10
const rooms = 1000
const rejoining = 300
const words = 20_000
const keyEvery = 100
const keys = 100

export const scenarios: readonly Scenario[] = [
  {
    name: `${readers} readers, ${writers} writers, 10 keys a second each, with carets`,
    run: async ({ dialect }, server) => {
      const place = await server.room('hall')
      await seed(place, dialect, 500)
      const audience = await Promise.all(Array.from({ length: readers }, () => Visitor.open(place, dialect)))
      const typists = await Promise.all(Array.from({ length: writers }, (_, k) => Typist.enter(place, dialect, k)))
      // From the first that a server sends to until the last.
      const clock = new Stopwatch(audience.filter((_, k) => k % (readers / sampled) === readers / sampled - 1))
      await pause(500)
      const before = server.cpu()
      const seconds = await typeAll(typists, clock)
      const delivered = await clock.settle(writers * keys)
      const used = server.cpu() - before
      for (const visitor of [...audience, ...typists.map((typist) => typist.visitor)]) visitor.close()
      return {
        'CPU per delivered key, µs': (used * 1000) / (writers * keys * (readers + writers)),
        'server CPU, %': used / seconds / 10,
        'key to reader p50, ms': percentile(clock.delays, 0.5),
        'key to reader p95, ms': percentile(clock.delays, 0.95),
        'keys missing': writers * keys * sampled - delivered,
      }
    },
  },
  {
    name: `${rooms} rooms, two people each, one key a second`,
    run: async ({ dialect }, server) => {
      const places: Place[] = []
      for (let k = 0; k < rooms; k++) places.push(await server.room(`room-${k}`))
      for (const place of places) await seed(place, dialect, 20)
      const empty = await server.memory()
      const typists: Typist[] = []
      const audience: Visitor[] = []
      for (const [k, place] of places.entries()) {
        typists.push(await Typist.enter(place, dialect, k))
        audience.push(await Visitor.open(place, dialect))
      }
      const connected = await server.memory()
      const clock = new Stopwatch(audience)
      const before = server.cpu()
      const rounds = 5
      const started = performance.now()
      for (let round = 0; round < rounds; round++)
        for (const [k, typist] of typists.entries()) {
          typist.key(clock)
          if (k % 10 === 9) await pause(10 - ((performance.now() - started) % 10))
        }
      const seconds = (performance.now() - started) / 1000
      const delivered = await clock.settle(rounds * rooms, 1)
      const used = server.cpu() - before
      for (const visitor of [...audience, ...typists.map((typist) => typist.visitor)]) visitor.close()
      return {
        'server CPU, %': used / seconds / 10,
        'key to reader p50, ms': percentile(clock.delays, 0.5),
        'key to reader p95, ms': percentile(clock.delays, 0.95),
        'memory per connection, KiB': (connected - empty) / (2 * rooms) / 1024,
        'keys missing': rounds * rooms - delivered,
      }
    },
  },
  {
    name: `${rejoining} people rejoin a text of ${words} words at once`,
    run: async ({ dialect }, server) => {
      const place = await server.room('plenary')
      await seed(place, dialect, words)
      const before = server.cpu()
      const started = performance.now()
      const times: number[] = []
      let incomplete = 0
      await Promise.all(
        Array.from({ length: rejoining }, async () => {
          const visitor = await Visitor.open(place, dialect)
          const update = await visitor.sync()
          times.push(performance.now() - started)
          if (update.length < words * 5) incomplete++
          visitor.close()
        }),
      )
      return {
        'last one in, ms': Math.max(...times),
        'p50, ms': percentile(times, 0.5),
        'server CPU, ms': server.cpu() - before,
        incomplete,
      }
    },
  },
  {
    name: `opening ${words} words`,
    run: async ({ dialect }, server) => {
      const place = await server.room('treaty')
      await seed(place, dialect, words)
      // Long enough for every contender's own pause before it stores (Hocuspocus: 2 s, at most 10 s).
      await pause(2500)
      await server.restart()
      const [cold, first] = await opening(place, dialect)
      const warm: number[] = []
      for (let k = 0; k < 9; k++) warm.push((await opening(place, dialect))[0])
      return { 'cold, ms': cold, 'warm, ms': percentile(warm, 0.5), 'words missing when cold': words - first }
    },
  },
]

async function opening(place: Place, dialect: Contender['dialect']): Promise<[number, number]> {
  const started = performance.now()
  const visitor = await Visitor.open(place, dialect)
  const update = await visitor.sync()
  const took = performance.now() - started
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  visitor.close()
  return [took, doc.getText(textRoot).toString().match(/word/g)?.length ?? 0]
}

/** Writes so many words in paragraphs of a hundred, as a schema-true flat text, and waits until the server has them. */
async function seed(place: Place, dialect: Contender['dialect'], count: number): Promise<void> {
  const visitor = await Visitor.open(place, dialect)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await visitor.sync())
  const known = Y.encodeStateVector(doc)
  const text = doc.getText(textRoot)
  doc.transact(() => {
    for (let written = 0; written < count; written += 100) {
      text.insertEmbed(
        text.length,
        new Y.Map([
          ['role', 'paragraph'],
          ['id', `b${written}`],
        ]),
      )
      text.insert(text.length, Array.from({ length: Math.min(100, count - written) }, () => 'word').join(' '))
    }
  })
  visitor.update(Y.encodeStateAsUpdate(doc, known))
  for (let tries = 0; tries < 100; tries++) {
    const reader = await Visitor.open(place, dialect)
    const size = (await reader.sync()).length
    reader.close()
    if (size >= count * 5) break
    await pause(20)
  }
  visitor.close()
}

/** Somebody who types: each key is one update and one caret. Others' words are not applied, they are not needed. */
class Typist {
  readonly visitor: Visitor
  readonly doc: Y.Doc
  #caretClock = 0
  #at: number

  private constructor(visitor: Visitor, doc: Y.Doc, turn: number) {
    this.visitor = visitor
    this.doc = doc
    this.#at = Math.max(1, doc.getText(textRoot).length - turn * 7)
  }

  static async enter(place: Place, dialect: Contender['dialect'], turn: number): Promise<Typist> {
    const visitor = await Visitor.open(place, dialect)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, await visitor.sync())
    const typist = new Typist(visitor, doc, turn)
    doc.on('update', (update: Uint8Array) => visitor.update(update))
    return typist
  }

  key(clock: Stopwatch): void {
    const at = Y.getState(this.doc.store, this.doc.clientID)
    clock.sent(this.doc.clientID, at)
    this.doc.getText(textRoot).insert(this.#at++, 'k')
    const place = { type: null, tname: textRoot, item: { client: this.doc.clientID, clock: at }, assoc: -1 }
    this.visitor.caret(this.doc.clientID, ++this.#caretClock, { caret: { anchor: place, head: place } })
  }
}

/** Types all keys at the pace of the scenario, the writers spread over the interval; answers how many seconds it took. */
async function typeAll(typists: readonly Typist[], clock: Stopwatch): Promise<number> {
  const started = performance.now()
  for (let key = 0; key < keys; key++)
    for (const [k, typist] of typists.entries()) {
      const due = started + key * keyEvery + (k * keyEvery) / typists.length
      const wait = due - performance.now()
      if (wait > 1) await pause(wait)
      typist.key(clock)
    }
  return (performance.now() - started) / 1000
}

/** From a key's sending to its arrival at the sampled readers, told apart by client id and clock. */
class Stopwatch {
  readonly delays: number[] = []
  readonly #sent = new Map<string, number>()

  constructor(audience: readonly Visitor[]) {
    for (const visitor of audience)
      visitor.onHeard = ({ update }) => {
        const now = performance.now()
        for (const { id, length } of Y.decodeUpdate(update).structs)
          for (let clock = id.clock; clock < id.clock + length; clock++) {
            const at = this.#sent.get(`${id.client}:${clock}`)
            if (at !== undefined) this.delays.push(now - at)
          }
      }
  }

  sent(client: number, clock: number): void {
    this.#sent.set(`${client}:${clock}`, performance.now())
  }

  /** Waits until every sampled reader has every key, or nothing has come for 2 s; answers how many came. */
  async settle(count: number, audience = sampled): Promise<number> {
    for (let quiet = 0, last = -1; quiet < 20 && this.delays.length < count * audience; await pause(100)) {
      quiet = this.delays.length === last ? quiet + 1 : 0
      last = this.delays.length
    }
    return this.delays.length
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
