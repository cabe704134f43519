/** Starting and stopping: one server for each folder, one sentence for each reason not to start, and a quick good-bye. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { variables } from '../../../server/environment.ts'
import { run, Server } from './process.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-start-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const settings = () => ({ DATA_DIR: folder, PORT: '0' })

describe('a start', () => {
  test('says where it listens and how to set up, and keeps its secrets to its user', async () => {
    const server = await Server.start({ ...settings(), DATA_DIR: join(folder, 'new', 'data') })
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(server.setUpLink).toMatch(new RegExp(`^${server.url}/set-up#[\\w-]{43}$`))
    const data = join(folder, 'new', 'data')
    const modes = async (name: string) => ((await stat(join(data, name))).mode & 0o777).toString(8)
    expect([await modes('.'), await modes('server.json'), await modes('invitation.key')]).toEqual(['700', '600', '600'])
    await server.stop()
    expect((await readdir(data)).toSorted()).toEqual(['invitation.key', 'penholder.lock', 'penholder.sqlite'])
  })

  test('prints another set-up link each time, under the public address', async () => {
    const links: (string | null)[] = []
    for (const PUBLIC_URL of ['https://pen.example.org', 'https://pen.example.org']) {
      const server = await Server.start({ ...settings(), PUBLIC_URL })
      links.push(server.setUpLink)
      await server.stop()
    }
    expect(links[0]).toMatch(/^https:\/\/pen\.example\.org\/set-up#/)
    expect(links[0]).not.toBe(links[1])
  })

  test('on every interface names one that this machine can open', async () => {
    const server = await Server.start({ ...settings(), HOST: '0.0.0.0' })
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await server.stop()
  })

  test('after kill -9 finds nothing in its way', async () => {
    const first = await Server.start(settings())
    await first.stop('SIGKILL')
    expect(await readdir(folder)).toContain('server.json')
    const second = await Server.start(settings())
    expect((await second.stop()).code).toBe(0)
  })
})

/** One sentence on stderr, and nothing else. */
const sentence = /^[^\n]+\.\n$/

describe('no start', () => {
  test('where another server runs', async () => {
    const server = await Server.start(settings())
    const note = await readFile(join(folder, 'server.json'), 'utf8')
    const { code, err } = await run('main.ts', [], settings())
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)])
    expect(err).toContain(folder)
    expect(await readFile(join(folder, 'server.json'), 'utf8')).toBe(note)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await server.stop()
  })

  test('where the port is taken', async () => {
    const server = await Server.start(settings())
    const PORT = new URL(server.url).port
    const { code, err } = await run('../tests/server/cli/server-without-pages.ts', [], {
      DATA_DIR: `${folder}/b`,
      PORT,
    })
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)])
    expect(err).toContain(`PORT ${PORT}`)
    await server.stop()
  })

  test('with a wrong setting', async () => {
    const { code, out, err } = await run('main.ts', [], { ...settings(), PORT: '65536' })
    expect([code, out, err]).toEqual([1, '', 'PORT cannot be "65536". Port to listen on; 0 takes a free one.\n'])
    expect(await readdir(folder)).toEqual([])
  })

  test('where the folder is a file', async () => {
    await writeFile(join(folder, 'file'), '')
    const { code, err } = await run('main.ts', [], { ...settings(), DATA_DIR: join(folder, 'file') })
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)])
    expect(err).toContain('DATA_DIR')
  })

  test('where the key was damaged, nor where the database is none', async () => {
    await writeFile(join(folder, 'invitation.key'), 'x')
    const key = await run('main.ts', [], settings())
    expect([key.code, key.err]).toEqual([1, expect.stringMatching(sentence)])
    await rm(join(folder, 'invitation.key'))
    await writeFile(join(folder, 'penholder.sqlite'), 'This is no database. '.repeat(500))
    const database = await run('main.ts', [], settings())
    expect([database.code, database.err]).toEqual([1, expect.stringMatching(sentence)])
    expect(database.err).toContain('penholder.sqlite')
  })

  test('with an argument that it does not understand', async () => {
    const { code, err } = await run('main.ts', ['--prot', '80'], settings())
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)])
  })
})

test('--help names every setting and starts nothing', async () => {
  const { code, out, err } = await run('main.ts', ['--help'], { ...settings(), PORT: 'x' })
  expect([code, err]).toEqual([0, ''])
  for (const name of Object.keys(variables)) expect(out).toContain(`  ${name} `)
  expect(await readdir(folder)).toEqual([])
})

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('ends with 0, whoever still holds a connection', async () => {
    const server = await Server.start(settings())
    const { hostname, port } = new URL(server.url)
    // One that says nothing, one in the middle of a request, one kept alive, one that asks for a room.
    const silent = connect(Number(port), hostname)
    const halting = connect(Number(port), hostname, () =>
      halting.write('POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Len'),
    )
    // One that was turned away from a room and does not hang up.
    const lingering = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
    lingering.write(
      'GET /collab/abcdefgh HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    await new Promise((resolve) => lingering.once('end', resolve).resume())
    for (const socket of [silent, halting, lingering]) socket.on('error', () => undefined)
    await fetch(`${server.url}/healthz`)
    const room = new WebSocket(`ws://${hostname}:${port}/collab/abcdefgh`, { origin: server.url })
    await new Promise((resolve) => room.on('close', resolve).on('error', resolve))
    const began = performance.now()
    const { code } = await server.stop(signal)
    expect(code).toBe(0)
    // The one figure that is promised: what supervises the process kills it after that.
    expect(performance.now() - began).toBeLessThan(5000)
    // Closed, not cut off: no write-ahead log is left.
    expect((await readdir(folder)).toSorted()).toEqual(['invitation.key', 'penholder.lock', 'penholder.sqlite'])
    for (const socket of [silent, halting, lingering]) socket.destroy()
  })
})

test('npm hands SIGTERM on to the server, and its code 0 back', async () => {
  const npm = spawn('npm', ['start'], { env: { ...process.env, ...settings() }, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    npm.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)))
    createInterface({ input: npm.stdout }).on('line', (line) => line.includes('listens on') && resolve())
  })
  const ended = once(npm.removeAllListeners('exit'), 'exit')
  npm.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect((await readdir(folder)).toSorted()).toEqual(['invitation.key', 'penholder.lock', 'penholder.sqlite'])
})

test('a folder that cannot be written stops the start', async ({ skip }) => {
  if (process.getuid?.() === 0) skip('root may write everywhere')
  const locked = join(folder, 'locked')
  await mkdir(locked)
  await chmod(locked, 0o500)
  const { code, err } = await run('main.ts', [], { ...settings(), DATA_DIR: locked })
  expect([code, err]).toEqual([1, expect.stringMatching(sentence)])
})
