/** The built pages: which addresses are pages, what a browser keeps, and what a page may load. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtPages } from '../../../server/http/pages.ts'
import { startHouse, type TestHouse } from './house.ts'

let house: TestHouse
let dist: string
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'penholder-dist-'))
  await mkdir(join(dist, 'assets'))
  await writeFile(join(dist, 'index.html'), '<!doctype html><html><head><title>Penholder</title></head></html>')
  await writeFile(join(dist, 'assets', 'index-abc123.js'), 'export {}')
  await writeFile(join(dist, 'assets', 'index-abc123.js.br'), brotliCompressSync('export {}'))
  await writeFile(join(dist, 'robots.txt'), 'User-agent: *')
  await writeFile(`${dist}-secret`, 'beside the folder')
  house = await startHouse({}, builtPages(dist))
})
afterAll(async () => {
  await house.end()
  await rm(dist, { recursive: true })
  await rm(`${dist}-secret`)
})

const get = (path: string) => house.visitor().send('GET', path)

test.each(['/', '/set-up', '/join', '/statements/abcdefgh'])('%s is the page', async (path) => {
  const response = await get(path)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toContain('<title>Penholder</title>')
})

test('an address that leads nowhere is the page to a browser, and a refusal to all others', async () => {
  const browser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
  const lost = await house.visitor().send('GET', '/nowhere', browser)
  expect([lost.status, lost.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  expect(lost.headers.get('content-security-policy')).toContain("default-src 'none'")
  for (const [path, options] of [
    ['/nowhere', {}],
    ['/api/nowhere', browser],
  ] as const) {
    const refused = await house.visitor().send('GET', path, options)
    expect([refused.status, await refused.json()]).toEqual([404, expect.objectContaining({ code: 'not-found' })])
  }
})

test('a page runs no script but ours and stands in no frame', async () => {
  const response = await get('/')
  const policy = response.headers.get('content-security-policy') ?? ''
  const directives = new Map(policy.split('; ').map((directive) => [directive.split(' ')[0], directive]))
  expect(directives.get('default-src')).toBe("default-src 'none'")
  expect(directives.get('script-src')).toBe("script-src 'self'")
  expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'")
  expect(directives.get('style-src')).not.toContain('unsafe')
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  expect(await response.text()).toContain(`<meta name="csp-nonce" nonce="${nonce}" />`)
  expect((await get('/')).headers.get('content-security-policy')).not.toBe(policy)
})

test('a file is kept for ever where its name holds its hash', async () => {
  const hashed = await get('/assets/index-abc123.js')
  expect([hashed.status, hashed.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  const plain = await get('/robots.txt')
  expect([plain.status, plain.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(plain.headers.get('x-content-type-options')).toBe('nosniff')
})

test('a file comes in its small form to whoever can read that', async () => {
  const small = await house.visitor().send('GET', '/assets/index-abc123.js', { headers: { 'accept-encoding': 'br' } })
  expect(small.headers.get('content-encoding')).toBe('br')
  expect(small.headers.get('content-type')).toBe('application/javascript; charset=utf-8')
  expect(small.headers.get('vary')).toBe('accept-encoding')
  expect(await small.text()).toBe('export {}')
  const whole = await house
    .visitor()
    .send('GET', '/assets/index-abc123.js', { headers: { 'accept-encoding': 'identity' } })
  expect(whole.headers.get('content-encoding')).toBe(null)
  expect(await whole.text()).toBe('export {}')
})

test.each([
  '/nothing',
  '/assets/index-old.js',
  '/assets/',
  '/..%2f..%2fpackage.json',
  '/%2e%2e/penholder-dist-secret',
  '/.%00',
])('%s is nothing', async (path) => {
  const { status } = await get(path)
  expect([400, 403, 404]).toContain(status)
})
