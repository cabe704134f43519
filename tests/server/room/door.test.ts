// Who gets in, who does not, and how each is told.
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StatementId } from '#shared/people/people.ts'
import { type Closed, HeadlessClient } from '../../headless-client.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
let norway: Person
let stranger: Person
let statementId: StatementId

beforeAll(async () => {
  world = await createWorld({
    settings: { maxConnections: 8, maxConnectionsPerPerson: 3, publicUrl: 'https://pen.example.org' },
  })
  norway = await world.person('NOR')
  stranger = await world.person('XXX')
  statementId = await world.statement(norway)
})
afterAll(() => world.close())

const own = (): string => `http://127.0.0.1:${world.port}`
/** 'in', the HTTP status, or how the socket was closed at once. */
async function knock(
  person: Person | undefined,
  { origin, path = statementId }: { origin?: string; path?: string } = {},
): Promise<string | Closed> {
  const { cookie } = world.address(statementId, person)
  const client = await HeadlessClient.connect({
    url: `ws://127.0.0.1:${world.port}/collab/${path}`,
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === undefined ? {} : { headers: { origin } }),
  }).catch((error: Error) => error.message)
  if (typeof client === 'string') return client
  const answered = client
    .next(({ type }) => type === 'awareness')
    .then(
      () => 'in',
      () => client.closed,
    )
  client.send({ type: 'queryAwareness' })
  const told = await answered
  if (told === 'in') await client.close()
  return told
}

describe('the door', () => {
  test.each([
    ['our own page', () => own()],
    ['the public address', () => 'https://pen.example.org'],
    ['no browser', () => undefined],
  ])('lets a delegate in from %s', async (_name, origin) => {
    const from = origin()
    expect(await knock(norway, from === undefined ? {} : { origin: from })).toBe('in')
  })

  test.each([
    ['another site', 'https://evil.example'],
    ['a sibling that shares the cookie', 'https://other.example.org'],
    ['another port', 'http://127.0.0.1:1'],
    ['a sandboxed page', 'null'],
    ['nonsense', '://'],
  ])('never makes a socket for %s', async (_name, origin) => {
    expect(await knock(norway, { origin })).toBe('HTTP 403')
  })

  test.each([
    ['nobody', () => undefined, {}, 401, 4401, 'not-signed-in'],
    ['a delegate who takes no part', () => stranger, {}, 403, 4403, 'not-allowed'],
    ['an unknown statement', () => norway, { path: 'AAAAAAAAAAAA' }, 404, 4404, 'unknown-statement'],
    ['an address that is no statement’s', () => norway, { path: 'a%2e%2e' }, 404, 4404, 'unknown-statement'],
    ['another epoch', () => norway, { epoch: '?epoch=2' }, 409, 4409, 'text-replaced'],
    ['an epoch that is none', () => norway, { epoch: '?epoch=x' }, 400, 4400, 'malformed'],
  ])(
    'refuses %s by status, and a browser by close code',
    async (_name, person, { path, epoch }: { path?: string; epoch?: string }, status, code, reason) => {
      const where = `${path ?? statementId}${epoch ?? ''}`
      expect(await knock(person(), { path: where })).toBe(`HTTP ${status}`)
      expect(await knock(person(), { path: where, origin: own() })).toEqual({ code, reason })
    },
  )

  test('lets the right epoch in', async () => {
    expect(await knock(norway, { path: `${statementId}?epoch=1` })).toBe('in')
  })

  test('touches no statement for a refusal', async () => {
    const other = await world.statement(norway)
    const before = world.runtime.rooms.size
    await knock(undefined, { path: other, origin: own() })
    await knock(stranger, { path: other, origin: own() })
    await knock(norway, { path: `${other}?epoch=9`, origin: own() })
    expect(world.runtime.rooms.size).toBe(before)
  })

  test('takes three connections of one person and eight in all, and counts who has left', async () => {
    const people = await Promise.all(['A', 'B', 'C'].map((code) => world.person(code)))
    for (const person of people) await world.join(statementId, person, 'observer')
    const clients: HeadlessClient[] = []
    for (const person of [...people, ...people])
      clients.push(await HeadlessClient.open(world.address(statementId, person)))
    clients.push(await HeadlessClient.open(world.address(statementId, people[0])))
    expect(await knock(people[0])).toBe('HTTP 503')
    expect(await knock(norway)).toBe('in')
    clients.push(await HeadlessClient.open(world.address(statementId, norway)))
    expect(await knock(norway)).toBe('HTTP 503')
    await Promise.all(clients.map((client) => client.close()))
    expect(await knock(people[0])).toBe('in')
    expect(await world.registry.getSingleMetricAsString('penholder_connections')).toContain('penholder_connections 0')
  })

  test('survives sockets that break off at any point of the handshake', async () => {
    const request = `GET /collab/${statementId} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: ${norway.cookie}\r\n\r\n`
    for (const length of [10, 60, request.length - 1, request.length]) {
      const socket = connect(world.port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write(request.slice(0, length))
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    expect(await knock(norway)).toBe('in')
  })

  test('whoever is refused and does not hang up is cut off', async () => {
    const socket = connect({ port: world.port, host: '127.0.0.1', allowHalfOpen: true })
    socket.write('GET /collab/abcdefgh HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await once(socket.resume(), 'end')
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve))
    const writing = setInterval(() => socket.write('x'), 100)
    await closed
    clearInterval(writing)
  })

  test.each([
    ['no key', 'Sec-WebSocket-Version: 13\r\n'],
    ['an old version', 'Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'],
  ])('a handshake with %s ends with 400 and leaves no visit behind', async (_name, headers) => {
    const socket = connect(world.port, '127.0.0.1')
    socket.write(
      `GET /collab/${statementId} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}Cookie: ${norway.cookie}\r\n\r\n`,
    )
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toContain('HTTP/1.1 400')
    socket.destroy()
    for (let time = 0; time < 3; time += 1) expect(await knock(norway)).toBe('in')
  })
})
