// Frames that no honest client sends: each ends its own socket, with the right code, and nobody else's.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { encodeFrame } from '#shared/room/wire.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { seeded } from '../../random.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
let norway: Person
let statementId: StatementId
let neighbour: HeadlessClient

beforeAll(async () => {
  world = await createWorld({ settings: { maxFrameBytes: 100_000, maxConnectionsPerPerson: 100 } })
  norway = await world.person('NOR')
  statementId = await world.statement(norway)
  neighbour = await HeadlessClient.open(world.address(statementId, await drafter('FRA')))
})
afterAll(() => world.close())

const drafter = async (code: string): Promise<Person> => {
  const person = await world.person(code)
  await world.join(statementId, person, 'drafter')
  return person
}
const open = (): Promise<HeadlessClient> => HeadlessClient.open(world.address(statementId, norway))

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write)
/** An update frame around hand-made bytes. */
const update = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encodeFrame({ type: 'update', update: encoding.encode(write) })
const varUints = (encoder: encoding.Encoder, ...values: number[]): void =>
  values.forEach((value) => encoding.writeVarUint(encoder, value))
/** `[[[[…` as lib0 writes it: deep enough to overflow a stack that follows it. */
const nested = (encoder: encoding.Encoder, depth: number): void => {
  for (let level = 0; level < depth; level += 1) {
    encoding.writeUint8(encoder, 117)
    encoding.writeVarUint(encoder, 1)
  }
}

/** GC structs, items: client 1 writes `structs`, no deletions. */
const group = (encoder: encoding.Encoder, client: number, clock: number, structs: (() => void)[]): void => {
  varUints(encoder, structs.length, client, clock)
  structs.forEach((write) => write())
}
const string = 4
const hasOrigin = 0x80
const hasRightOrigin = 0x40

const malformed: [string, Uint8Array][] = [
  ['an empty frame', bytes()],
  ['an unknown type', bytes(99)],
  ['a type that only the server sends: notice', encodeFrame({ type: 'notice', notice: { kind: 'people', id: 'x' } })],
  ['a type that only the server sends: refused', encodeFrame({ type: 'refused', code: 'malformed' })],
  ['a type that only the server sends: storage', encodeFrame({ type: 'storage', trouble: 'x' })],
  ['a type that only the server sends: auth', encodeFrame({ type: 'auth', reason: 'x' })],
  ['an unknown sync step', bytes(0, 3)],
  ['half a frame', bytes(0, 2, 200)],
  ['an update that is empty', encodeFrame({ type: 'update', update: bytes() })],
  ['an update that is noise', encodeFrame({ type: 'update', update: bytes(255, 255, 255, 255, 15, 1, 2, 3) })],
  ['a state vector that is noise', encodeFrame({ type: 'syncStep1', stateVector: bytes(255, 255, 255, 255, 15) })],
  ['more structs than there are bytes', update((e) => varUints(e, 1, 2 ** 50, 1, 0))],
  [
    'a struct without length',
    update((e) => (varUints(e, 1), group(e, 1, 0, [() => varUints(e, 0, 0)]), varUints(e, 0))),
  ],
  [
    'a text without characters',
    update(
      (e) => (
        varUints(e, 1),
        group(e, 1, 0, [
          () => (
            encoding.writeUint8(e, string),
            varUints(e, 1),
            encoding.writeVarString(e, 'text'),
            encoding.writeVarString(e, '')
          ),
        ]),
        varUints(e, 0)
      ),
    ),
  ],
  [
    'the same client twice',
    update(
      (e) => (
        varUints(e, 3),
        group(e, 1, 0, [() => varUints(e, 0, 1)]),
        group(e, 2, 0, [() => varUints(e, 0, 1)]),
        group(e, 1, 5, [() => varUints(e, 0, 1)]),
        varUints(e, 0)
      ),
    ),
  ],
  [
    'the smaller client first',
    update(
      (e) => (
        varUints(e, 2),
        group(e, 1, 0, [() => varUints(e, 0, 1)]),
        group(e, 2, 0, [() => varUints(e, 0, 1)]),
        varUints(e, 0)
      ),
    ),
  ],
  // 2,000 of them over 20,000 structs held all rooms up for seconds, also from somebody who may only read.
  ['deletions over each other', update((e) => varUints(e, 0, 1, 1, 2, 0, 10, 9, 5))],
  [
    'a client id beyond 32 bits',
    update((e) => (varUints(e, 1), group(e, 2 ** 40, 0, [() => varUints(e, 0, 1)]), varUints(e, 0))),
  ],
  [
    'more characters than anybody types',
    update((e) => (varUints(e, 1), group(e, 1, 0, [() => varUints(e, 0, 2 ** 52)]), varUints(e, 0))),
  ],
  [
    'a struct that leans on itself',
    update(
      (e) => (
        varUints(e, 1),
        group(e, 1, 0, [
          () => (encoding.writeUint8(e, string | hasOrigin), varUints(e, 1, 0), encoding.writeVarString(e, 'x')),
        ]),
        varUints(e, 0)
      ),
    ),
  ],
  [
    'values nested without end',
    update(
      (e) => (
        varUints(e, 1),
        group(e, 1, 0, [
          () => (
            encoding.writeUint8(e, 8),
            varUints(e, 1),
            encoding.writeVarString(e, 'text'),
            varUints(e, 1),
            nested(e, 40_000)
          ),
        ]),
        varUints(e, 0)
      ),
    ),
  ],
  [
    'an awareness state that is a list',
    frame(
      (e) => (
        varUints(e, 1),
        encoding.writeVarUint8Array(
          e,
          frame((inner) => (varUints(inner, 1, 5, 1), encoding.writeVarString(inner, '[]'))),
        )
      ),
    ),
  ],
  [
    'an awareness state that is no JSON',
    frame(
      (e) => (
        varUints(e, 1),
        encoding.writeVarUint8Array(
          e,
          frame((inner) => (varUints(inner, 1, 5, 1), encoding.writeVarString(inner, '{"a":'))),
        )
      ),
    ),
  ],
  [
    'an awareness state of 5,000 characters',
    frame(
      (e) => (
        varUints(e, 1),
        encoding.writeVarUint8Array(
          e,
          frame(
            (inner) => (
              varUints(inner, 1, 5, 1),
              encoding.writeVarString(inner, JSON.stringify({ a: 'x'.repeat(5000) }))
            ),
          ),
        )
      ),
    ),
  ],
]

describe('hostile frames', () => {
  test.each(malformed)('%s', async (_name, hostile) => {
    const client = await open()
    client.sendBytes(hostile)
    expect(await client.closed).toEqual({ code: 4400, reason: 'malformed' })
    await neighbourGoesOn()
  })

  test('a text message', async () => {
    const client = await open()
    client.socket.send('hello')
    expect(await client.closed).toEqual({ code: 4400, reason: 'malformed' })
    await neighbourGoesOn()
  })

  test('a frame that is too large', async () => {
    const client = await open()
    client.sendBytes(new Uint8Array(100_001))
    expect((await client.closed).code).toBe(1009)
    await neighbourGoesOn()
  })

  test('noise, seeded', async () => {
    const random = seeded(7)
    for (let round = 0; round < 200; round += 1) {
      const client = await HeadlessClient.connect(world.address(statementId, norway))
      const type = random.pick([0, 0, 0, 1, 3, 100])
      const noise = Array.from({ length: random.int(60) }, () => random.int(256))
      client.sendBytes(bytes(type, ...(type === 0 ? [random.int(3), noise.length] : []), ...noise))
      client.send({ type: 'queryAwareness' })
      // Either it was read, or the socket is closed; both are an answer.
      await Promise.race([client.closed, client.next((heard) => heard.type === 'awareness').catch(() => undefined)])
      client.socket.terminate()
    }
    await neighbourGoesOn()
  })

  test('real updates with single bytes changed, seeded', async () => {
    const random = seeded(11)
    const state = Y.encodeStateAsUpdate(neighbour.doc)
    for (let round = 0; round < 200; round += 1) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, state)
      const updates: Uint8Array[] = []
      doc.on('update', (made: Uint8Array) => updates.push(made))
      doc.getText('text').insert(0, 'words ', { bold: true })
      const damaged = Uint8Array.from(Y.mergeUpdates(updates))
      for (let change = 0; change <= random.int(3); change += 1) damaged[random.int(damaged.length)] = random.int(256)
      const client = await HeadlessClient.connect(world.address(statementId, norway))
      client.send({ type: 'update', update: damaged })
      client.send({ type: 'queryAwareness' })
      await Promise.race([client.closed, client.next((heard) => heard.type === 'awareness').catch(() => undefined)])
      client.socket.terminate()
    }
    await neighbourGoesOn()
    // What was taken makes a whole document.
    const reader = await open()
    expect(reader.doc.store.pendingStructs).toBeNull()
    expect(reader.text.toString()).toBe(neighbour.text.toString())
    await reader.close()
  })

  test('two clients that lean on each other are a gap, not an endless loop', async () => {
    const client = await open()
    client.mute()
    const asked = client.next(({ type }) => type === 'syncStep1')
    const leaning = (e: encoding.Encoder, flags: number, on: number) => (): void => {
      encoding.writeUint8(e, string | flags)
      varUints(e, on, 0)
      encoding.writeVarString(e, 'x')
    }
    client.sendBytes(
      update((e) => {
        varUints(e, 2)
        group(e, 2002, 0, [leaning(e, hasRightOrigin, 2001)])
        group(e, 2001, 0, [leaning(e, hasOrigin, 2002)])
        varUints(e, 0)
      }),
    )
    await asked
    await client.close()
    await neighbourGoesOn()
  })

  test('65 updates that build on nothing end with gap-too-long, quickly', async () => {
    const client = await open()
    client.mute()
    for (let gap = 0; gap < 3000; gap += 1) {
      client.sendBytes(
        update((e) => (varUints(e, 1), group(e, 3000, 10 + gap * 2, [() => varUints(e, 0, 1)]), varUints(e, 0))),
      )
    }
    expect(await client.closed).toEqual({ code: 4400, reason: 'gap-too-long' })
    await neighbourGoesOn()
  })

  test('state vectors asked for without end', async () => {
    const client = await open()
    for (let ask = 0; ask < 100; ask += 1) client.send({ type: 'syncStep1', stateVector: bytes(0) })
    expect(await client.closed).toEqual({ code: 1013, reason: 'too-many-requests' })
    await neighbourGoesOn()
  })

  test.each([
    ['an unmasked frame', bytes(0x82, 0x01, 0x03)],
    ['a compressed frame', bytes(0xc2, 0x81, 0, 0, 0, 0, 3)],
    ['a length of 2^63', bytes(0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)],
    ['an unknown opcode', bytes(0x8b, 0x80, 0, 0, 0, 0)],
    ['HTTP again', Uint8Array.from(Buffer.from('GET / HTTP/1.1\r\n\r\n'))],
  ])('%s on the bare socket', async (_name, raw) => {
    const socket = await handshake()
    const closed = once(socket, 'close')
    socket.resume()
    socket.write(raw)
    await closed
    await neighbourGoesOn()
  })

  test('a reset in the middle of a frame', async () => {
    const socket = await handshake()
    socket.write(bytes(0x82, 0xfe, 0x40, 0x00, 1, 2, 3, 4, 5))
    socket.resetAndDestroy()
    await neighbourGoesOn()
  })
})

async function neighbourGoesOn(): Promise<void> {
  neighbour.type('on ')
  await neighbour.barrier()
  const reader = await open()
  expect(reader.text.toString()).toBe(neighbour.text.toString())
  await reader.close()
}

async function handshake(): Promise<Socket> {
  const socket = connect(world.port, '127.0.0.1')
  socket.write(
    `GET /collab/${statementId} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: ${norway.cookie}\r\n\r\n`,
  )
  await once(socket, 'data')
  return socket
}
