/** What the door lets through before any right is asked: whose page, what kind of body, how large, and what it says back. */
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#shared/endpoint.ts'
import { join, readInvitation, readSession, signIn, signOut } from '#shared/people/contract.ts'
import { operator } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { answer } from '../../../server/http/answer.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { passphrase, startHouse, type TestHouse, type Visitor } from './house.ts'

let house: TestHouse
let administrator: Visitor
beforeAll(async () => {
  house = await startHouse()
  administrator = await house.administrator()
})
afterAll(() => house.end())

/** A request with exactly these headers; `fetch` adds some and refuses others. */
function raw(method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${house.url}${path}`, { method, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    sent.once('error', reject).end(body)
  })
}

describe('a change needs our own page', () => {
  const json = { 'content-type': 'application/json' }
  const host = () => new URL(house.url).host
  const cases: [string, () => Record<string, string>, number][] = [
    ['neither Origin nor Sec-Fetch-Site', () => ({}), 403],
    ['our Origin', () => ({ origin: house.url }), 200],
    ['our Origin under another name of this host', () => ({ host: 'pen.local', origin: 'http://pen.local' }), 200],
    ['another Origin', () => ({ origin: 'http://evil.example' }), 403],
    ['the Origin of a sandboxed page', () => ({ origin: 'null' }), 403],
    ['an Origin with our host as its user', () => ({ origin: `http://${host()}@evil.example` }), 403],
    ['an Origin of another port', () => ({ origin: 'http://127.0.0.1:1' }), 403],
    ['Sec-Fetch-Site: same-origin', () => ({ 'sec-fetch-site': 'same-origin' }), 200],
    ['Sec-Fetch-Site: same-site, from a sibling', () => ({ 'sec-fetch-site': 'same-site', origin: house.url }), 403],
    ['Sec-Fetch-Site: cross-site', () => ({ 'sec-fetch-site': 'cross-site' }), 403],
    ['the operator token', () => ({ authorization: `Bearer ${house.operatorToken}` }), 401],
    ['a wrong token', () => ({ authorization: 'Bearer x', origin: house.url }), 401],
    ['a proxy’s own Authorization', () => ({ authorization: 'Basic eDp5', origin: house.url }), 200],
  ]
  test.each(cases)('%s', async (_, headers, status) => {
    const body = JSON.stringify({ name: 'Ann Wong', passphrase: _ === 'the operator token' ? 'wrong' : passphrase })
    expect(await raw('POST', '/api/sign-in', { ...json, ...headers() }, body)).toBe(status)
  })

  test('reading needs none', async () => {
    expect(await raw('GET', '/api/session', {})).toBe(200)
  })
})

describe('a body', () => {
  const bodies: [string, Record<string, string>, string, number, string][] = [
    ['is JSON', { 'content-type': 'application/json' }, '{"name":', 400, 'malformed'],
    ['is no form', { 'content-type': 'application/x-www-form-urlencoded' }, 'name=a&passphrase=b', 400, 'malformed'],
    ['is no plain text', { 'content-type': 'text/plain' }, '{"name":"a","passphrase":"b"}', 400, 'malformed'],
    ['is no file', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 400, 'malformed'],
    ['has what the contract says', { 'content-type': 'application/json' }, '{"name":"a"}', 422, 'invalid'],
    ['is an object', { 'content-type': 'application/json' }, '[]', 422, 'invalid'],
    ['is small', { 'content-type': 'application/json' }, `"${'x'.repeat(20_000)}"`, 413, 'frame-too-large'],
    ['hides no prototype', { 'content-type': 'application/json' }, '{"__proto__":{"name":"a"}}', 422, 'invalid'],
  ]
  test.each(bodies)('%s', async (_, headers, body, status, code) => {
    const response = await house.visitor().send('POST', '/api/sign-in', { headers, body })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code])
  })

  test('says where it is wrong, and not what stood there', async () => {
    const body = { key: 'x'.repeat(300), name: 'Eve' }
    const { body: refusal } = await house.visitor().call(join, { body })
    expect(refusal).toEqual({ code: 'invalid', sentence: expect.any(String), detail: 'key' })
  })

  test('may hold a whole text where a text is due', async () => {
    const content = `# Long\n\n${'We note the report. '.repeat(99_000)}`
    const source = { format: 'text' as const, content }
    expect((await administrator.call(createStatement, { body: { title: 'Long', source } })).status).toBe(200)
    const more = { format: 'text' as const, content: content + content }
    expect((await administrator.call(createStatement, { body: { title: 'Long', source: more } })).status).toBe(413)
  })
})

describe('an answer', () => {
  test('is kept by no browser and sniffed by none', async () => {
    const { headers } = await administrator.call(readSession)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('says nothing of a mistake of ours', async () => {
    const broken = await startHouse()
    const key = 'abc.def'
    // Without its table the query must fail; the sentence must not say so.
    await broken.runtime.storage.db.schema.dropTable('redemptions').execute()
    await broken.runtime.storage.db.schema.dropTable('invitations').execute()
    const { status, body } = await broken.visitor().call(readInvitation, { body: { key } })
    expect([status, body]).toEqual([500, { code: 'failed', sentence: 'The server made a mistake. Try again.' }])
    await broken.end()
  })

  test('is cut to its contract: what a handler has besides stays in the server', async () => {
    const params = z.object({})
    const answers = z.object({ name: z.string() })
    const contract = endpoint({
      method: 'GET',
      path: '/x',
      right: 'nobody',
      params,
      body: z.undefined(),
      answer: answers,
    })
    const route = answer(contract, async () => ({ name: 'Ann', passphrase_hash: 'secret' }))
    const sent = {
      params: {},
      body: undefined,
      query: {},
      address: '',
      token: null,
      caller: { kind: 'nobody' } as const,
    }
    const reply = { signIn() {}, signOut() {}, setHeaders() {}, signal: new AbortController().signal }
    const standing = async () => operator
    const whyBarred = async () => new Refusal('not-allowed')
    expect(await route.run({ ...sent, ...reply, standing, whyBarred })).toEqual({ name: 'Ann' })
  })

  test('is JSON for an address that does not exist as well', async () => {
    const response = await house.visitor().send('GET', '/api/nothing')
    expect([response.status, await response.json()]).toEqual([404, { code: 'not-found', sentence: expect.any(String) }])
  })
})

describe('the cookie', () => {
  test('is read by no script and sent to no other site', async () => {
    const visitor = house.visitor()
    await visitor.must(signIn, { body: { name: 'Ann Wong', passphrase } })
    expect(visitor.setCookie).toMatch(
      /^penholder=[\w-]{43}; Path=\/; Expires=\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT; HttpOnly; SameSite=Lax$/,
    )
    await visitor.must(signOut)
    expect(visitor.setCookie).toBe('penholder=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax')
  })

  test('is Secure and bound to the host under https', async () => {
    const secure = await startHouse({ PUBLIC_URL: 'https://pen.example.org' })
    const visitor = secure.visitor()
    const body = { key: secure.setUpKey ?? '', name: 'Ann', delegation: 'CAN', passphrase }
    const path = '/api/set-up'
    const headers = { origin: 'https://pen.example.org' }
    expect((await visitor.send('POST', path, { body: JSON.stringify(body), headers })).status).toBe(200)
    expect(visitor.setCookie).toMatch(
      /^__Host-penholder=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect((await visitor.must(readSession)).person?.delegate.name).toBe('Ann')
    visitor.cookie = visitor.cookie?.replace('__Host-', '') ?? null
    expect((await visitor.must(readSession)).person).toBeNull()
    await secure.end()
  })

  test('is found among others, and is itself only', async () => {
    const visitor = house.visitor()
    await visitor.must(signIn, { body: { name: 'Ann Wong', passphrase } })
    const token = visitor.cookie?.split('=')[1]
    const seen = async (cookie: string) => (await visitor.must(readSession, { headers: { cookie } })).person !== null
    expect(await seen(`theme=dark; penholder=${token}; x=y`)).toBe(true)
    expect(await seen(`xpenholder=${token}`)).toBe(false)
    expect(await seen(`penholder=${token}x`)).toBe(false)
    expect(await seen('penholder=')).toBe(false)
  })
})

test.runIf(process.env['LONG'] === '1')('whoever says nothing, or a byte now and then, is sent away', async () => {
  const { hostname, port } = new URL(house.url)
  const began = performance.now()
  const sockets = ['', 'GET / HTTP/1.1\r\n'].map((said) => {
    const socket = connect(Number(port), hostname, () => socket.write(said)).on('error', () => undefined)
    return socket.resume()
  })
  const drip = setInterval(() => sockets[1]?.write('A: b\r\n'), 1000)
  await Promise.all(sockets.map((socket) => once(socket, 'close')))
  clearInterval(drip)
  expect(performance.now() - began).toBeLessThan(20_000)
})

test('whoever types while the server stops hears that it restarts', async () => {
  const stopping = await startHouse()
  const id = await stopping.statement('NOR')
  const { cookie } = await stopping.joined(id, 'NOR')
  const address = { url: `${stopping.url.replace('http', 'ws')}/collab/${id}`, cookie: cookie ?? '' }
  const clients = await Promise.all(Array.from({ length: 5 }, () => HeadlessClient.open(address)))
  const typing = setInterval(() => clients.forEach((client) => client.type('on ')), 1)
  // A socket with bytes that nobody has read is reset, and with it goes what was written last.
  clients.forEach((client) => client.send({ type: 'awareness', update: new Uint8Array(3_000_000) }))
  await stopping.end()
  clearInterval(typing)
  const told = { code: 1012, reason: 'restarting' }
  expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual(clients.map(() => told))
})
