/** `npm run passphrase`: a link or a new passphrase for whoever lost theirs, with a running server and without. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAccountLink, readSession, setUp, signIn } from '#shared/people/contract.ts'
import { Visitor } from '../http/house.ts'
import { ended, type Ended, run, Server, start } from './process.ts'

const passphrase = 'a pen is mightier'

let folder: string
let server: Server | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-passphrase-'))
  await listen()
  const key = server?.setUpLink?.replace(/^.*#/, '') ?? ''
  const body = { key, name: 'Ann Wong', delegation: 'CAN', passphrase }
  await visitor().must(setUp, { body })
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true })
})

const listen = async () => (server ??= await Server.start({ DATA_DIR: folder, PORT: '0' }))
const stop = async () => {
  await server?.stop()
  server = null
}
const visitor = () => new Visitor(server?.url ?? '')
const signedIn = async (words: string) =>
  (await visitor().call(signIn, { body: { name: 'Ann Wong', passphrase: words } })).status === 200

/** With this typed into a pipe. */
async function command(args: readonly string[], typed?: string): Promise<Ended> {
  if (typed === undefined) return run('cli/passphrase.ts', args, { DATA_DIR: folder })
  const child = start('cli/passphrase.ts', args, { DATA_DIR: folder }, 'pipe')
  child.stdin?.end(typed)
  return ended(child)
}

describe.each(['with a running server', 'on the data folder itself'])('%s', (how) => {
  beforeAll(() => (how === 'with a running server' ? listen() : stop()))

  test('a link is printed by which a new one is chosen', async () => {
    const { code, out, err } = await command(['--name', 'ann wong'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Account +Ann Wong \(CAN\)$/m)
    expect(out).toMatch(/^Until +\d{4}-\d\d-\d\d \d\d:\d\d UTC$/m)
    const key = /^Link +http\S+\/account#(\S+)$/m.exec(out)?.[1] ?? ''
    await listen()
    const ann = visitor()
    await ann.must(openAccountLink, { body: { key, name: 'Ann Wong', passphrase: `by link ${how}` } })
    expect((await ann.must(readSession)).person?.account?.administrator).toBe(true)
    expect(await signedIn(`by link ${how}`)).toBe(true)
    if (how !== 'with a running server') await stop()
  })

  test('one that is typed is set', async () => {
    const words = `plume légère ${how}`
    expect(await command(['--name', 'Ann Wong', '--set'], `${words}\n`)).toMatchObject({ code: 0, err: '' })
    await listen()
    expect(await signedIn(words)).toBe(true)
    if (how !== 'with a running server') await stop()
  })

  test.each<[string, string[], string | undefined, RegExp]>([
    ['nobody of this name', ['--name', 'Eve'], undefined, /"Eve"/],
    ['no name', [], undefined, /--name/],
    ['one that is too short', ['--name', 'Ann Wong', '--set'], 'short\n', /8 to 200/],
    ['none', ['--name', 'Ann Wong', '--set'], '', /No passphrase/],
  ])('one sentence for %s', async (_, args, typed, says) => {
    const { code, out, err } = await command(args, typed)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^[^\n]+\n$/)
    expect(err).toMatch(says)
  })
})
