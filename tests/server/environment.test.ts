/** The settings: what may stand in the environment, what it means, and how a wrong value is named. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeSettings, readSettings, variables } from '../../server/environment.ts'

test('without any, it is a server for this machine', () => {
  expect(readSettings({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    dataDir: './data',
    publicUrl: null,
    logLevel: 'info',
  })
})

test('an empty or padded value is what is in it', () => {
  expect(readSettings({ PORT: '', HOST: '  ', DATA_DIR: ' /srv/pen ' })).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataDir: '/srv/pen',
  })
})

test('days and seconds are milliseconds inside', () => {
  const { sessionMs, invitationMs, roomIdleMs } = readSettings({
    SESSION_DAYS: '1',
    INVITATION_DAYS: '2',
    ROOM_IDLE_SECONDS: '3',
  })
  expect([sessionMs, invitationMs, roomIdleMs]).toEqual([86_400_000, 172_800_000, 3000])
})

test.each([
  ['https://pen.example.org', 'https://pen.example.org'],
  ['https://pen.example.org/', 'https://pen.example.org'],
  ['HTTPS://Pen.Example.org:443', 'https://pen.example.org'],
  ['http://10.0.0.7:8080', 'http://10.0.0.7:8080'],
])('PUBLIC_URL=%s is %s', (given, expected) => {
  expect(readSettings({ PUBLIC_URL: given }).publicUrl).toBe(expected)
})

test.each([
  ['', ['loopback']],
  ['true', true],
  ['loopback, 10.0.0.0/8', ['loopback', '10.0.0.0/8']],
  ['192.0.2.1 2001:db8::/32,uniquelocal', ['192.0.2.1', '2001:db8::/32', 'uniquelocal']],
])('TRUST_PROXY=%s is %j', (given, expected) => {
  expect(readSettings({ TRUST_PROXY: given }).trustProxy).toEqual(expected)
})

test.each([
  ['PORT', 'x'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3000.5'],
  ['PORT', 'Infinity'],
  ['PUBLIC_URL', 'pen.example.org'],
  ['PUBLIC_URL', 'https://pen.example.org/path'],
  ['PUBLIC_URL', 'https://pen.example.org/?q'],
  ['PUBLIC_URL', 'https://user@pen.example.org'],
  ['PUBLIC_URL', 'ftp://pen.example.org'],
  ['TRUST_PROXY', 'false'],
  ['TRUST_PROXY', '2'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.0/'],
  ['TRUST_PROXY', '10.0.0.1/8/8'],
  ['TRUST_PROXY', '10.0.0'],
  ['TRUST_PROXY', '2001:db8::/129'],
  ['TRUST_PROXY', 'proxy.example.org'],
  ['TRUST_PROXY', ','],
  ['LOG_LEVEL', 'loud'],
  ['MAX_FRAME_BYTES', '1'],
  ['MAX_DOCUMENT_BYTES', '1'],
  ['MAX_CONNECTIONS', '0'],
  ['MAX_CONNECTIONS_PER_PERSON', '0'],
  ['ROOM_IDLE_SECONDS', '-1'],
  ['SESSION_DAYS', '0'],
  ['SESSION_DAYS', '401'],
  ['INVITATION_DAYS', 'never'],
])('%s=%s is refused in one sentence that names it', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} cannot be "[^\\n]*"\\. [^\\n]+$`))
})

test('every setting is described, with its default where it has one', () => {
  for (const [name, { says, fallback }] of Object.entries(variables)) {
    expect(describeSettings()).toMatch(new RegExp(`^  ${name} .*`, 'm'))
    expect(describeSettings()).toContain(`${says}${fallback === '' ? '' : ` Default ${fallback}.`}`)
  }
})

test.each(['README.md', 'docs/operations.md'])('%s has every setting with its default', (file) => {
  const rows = readFileSync(file, 'utf8').matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\|/gm)
  const listed = Object.fromEntries([...rows].map(([, name, fallback = '']) => [name, fallback]))
  expect(listed).toEqual(Object.fromEntries(Object.entries(variables).map(([name, { fallback }]) => [name, fallback])))
})
