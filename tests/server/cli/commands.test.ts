/** `npm run statement` and `npm run invite`: the same with a running server and without, and one sentence when they cannot. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { join as joinContract, readInvitation, readSession } from '#shared/people/contract.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { Visitor } from '../http/house.ts'
import { type Ended, run, Server } from './process.ts'

const id = /^Statement +([\w-]{16})$/m
const address = /^Address +(http\S+\/statements\/[\w-]+)$/m
const link = /^Invitation +(http\S+\/join#\S+)$/m

/** One sentence on stderr that says this, and nothing else. */
const failing = (says: RegExp) => ({
  code: 1,
  out: '',
  err: expect.toSatisfy((err: string) => /^[^\n]+\n$/.test(err) && says.test(err)),
})

let files: string
beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'penholder-files-'))
  await writeFile(
    join(files, 'report.md'),
    '# Report of the *group*\n\nThank you, Chair\n\nWe note the 9<sup>th</sup> report.\n',
  )
  await writeFile(join(files, 'report.MARKDOWN'), '# Other\n')
  await writeFile(join(files, 'plain.txt'), Buffer.from([0x53, 0x65, 0xf1, 0x6f, 0x72])) // "Señor" in Windows-1252
  await writeFile(join(files, 'bare.md'), 'No heading here.\n')
  await writeFile(join(files, 'report.docx'), 'PK')
})
afterAll(() => rm(files, { recursive: true }))

describe.each(['with a running server', 'on the data folder itself'])('%s', (how) => {
  let folder: string
  let server: Server | null = null
  /** What was printed of a statement that several tests are about: without a server each command is a second of a core. */
  let ofReport: Ended
  const command = (name: 'statement' | 'invite', ...args: string[]): Promise<Ended> =>
    run(`cli/${name}.ts`, args, { DATA_DIR: folder, PORT: '8123' })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'penholder-cli-'))
    if (how === 'with a running server') server = await Server.start({ DATA_DIR: folder, PORT: '0' })
    ofReport = await command('statement', '--from', join(files, 'report.md'))
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true })
  })

  test('a statement is created, with its address and the penholder’s own link', async () => {
    const { code, out, err } = await command('statement', '--title', 'Our title', '--penholder', 'NOR')
    expect([code, err]).toEqual([0, ''])
    const url = server?.url ?? 'http://127.0.0.1:8123'
    expect(address.exec(out)?.[1]).toBe(`${url}/statements/${id.exec(out)?.[1]}`)
    expect(link.exec(out)?.[1]).toMatch(`${url}/join#`)
    expect(out).toMatch(/^Title +Our title$/m)
    expect(out).toMatch(/^Penholder +Norway \(NOR\)$/m)
  })

  test('its title is the first heading of the file, or the one that is given', async () => {
    expect(ofReport.out).toMatch(/^Title +Report of the group$/m)
    // How a file is read has nothing to do with who is asked; a process takes a second and more.
    if (server === null) return
    const report = join(files, 'report.md')
    expect((await command('statement', '--from', report, '--title', 'T')).out).toMatch(/^Title +T$/m)
    expect((await command('statement', '--from', join(files, 'report.MARKDOWN'))).out).toMatch(/^Title +Other$/m)
    expect((await command('statement', '--from', join(files, 'plain.txt'), '--title', 'T')).code).toBe(0)
  })

  test('before there is an administrator the Chair holds the pen', () => {
    expect(ofReport.out).toMatch(/^Penholder +Chair \(CHAIR\)$/m)
  })

  test('a delegation is invited, by id or address, and gets the same link again', async () => {
    const statement = id.exec(ofReport.out)?.[1] ?? ''
    const args = ['--delegation', 'NOR', '--role', 'observer']
    const first = await command('invite', '--statement', statement, ...args)
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toMatch(/^Role +observer$/m)
    const again = await command('invite', '--statement', address.exec(ofReport.out)?.[1] ?? '', ...args)
    expect(again.out).toBe(first.out)
  })

  test.each<[string, 'statement' | 'invite', string[], RegExp]>([
    ['an unknown code', 'statement', ['--title', 'T', '--penholder', 'NRO'], /NRO/],
    ['an unknown statement', 'invite', ['--statement', 'abcdefgh', '--delegation', 'NOR'], /does not exist/],
  ])('one sentence for %s', async (_, name, args, says) => {
    expect(await command(name, ...args)).toEqual(failing(says))
  })
})

test.each<[string, 'statement' | 'invite', string[], RegExp]>([
  ['no title', 'statement', [], /--title/],
  ['no title and no heading', 'statement', ['--from', 'bare.md'], /--title.*bare\.md/],
  ['no file', 'statement', ['--title', 'T', '--from', 'missing.md'], /--from.*missing\.md/],
  ['another format', 'statement', ['--title', 'T', '--from', 'report.odt'], /\.odt/],
  ['no Word file', 'statement', ['--title', 'T', '--from', 'report.docx'], /--from.*report\.docx/],
  ['changes of what has none', 'statement', ['--from', 'report.md', '--changes', 'shown'], /--changes.*\.docx/],
  ['changes of nobody', 'statement', ['--from', 'report.md', '--changes', 'maybe'], /--changes.*maybe/],
  ['an unknown option', 'statement', ['--titel', 'T'], /--titel/],
  ['a stray word', 'statement', ['--title', 'T', 'more'], /more/],
  ['no statement', 'invite', ['--delegation', 'NOR'], /--statement/],
  ['no delegation', 'invite', ['--statement', 'abcdefgh'], /--delegation/],
  ['an unknown role', 'invite', ['--statement', 'abcdefgh', '--delegation', 'NOR', '--role', 'chief'], /chief/],
])('one sentence for %s, and nothing is touched', async (_, name, args, says) => {
  const placed = args.map((arg) => (/\.(md|docx)$/.test(arg) ? join(files, arg) : arg))
  expect(await run(`cli/${name}.ts`, placed, { DATA_DIR: join(files, 'untouched') })).toEqual(failing(says))
  expect(await readdir(files)).not.toContain('untouched')
})

test.each(['statement', 'invite'])('%s --help says how', async (name) => {
  const { code, out } = await run(`cli/${name}.ts`, ['--help'], { PORT: 'x' })
  expect([code, out]).toEqual([0, expect.stringContaining(`npm run ${name}`)])
})

test('what was created without a server is there when one starts, text, links and all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'penholder-cli-'))
  const created = await run('cli/statement.ts', ['--from', join(files, 'report.md'), '--penholder', 'NOR'], {
    DATA_DIR: folder,
  })
  const key = link.exec(created.out)?.[1]?.replace(/^.*#/, '') ?? ''
  const server = await Server.start({ DATA_DIR: folder, PORT: '0' })
  const visitor = new Visitor(server.url)
  expect(await visitor.must(readInvitation, { body: { key } })).toMatchObject({
    title: 'Report of the group',
    role: 'drafter',
  })
  const { statementId } = await visitor.must(joinContract, { body: { key, name: 'Ingrid' } })
  const { standing } = await visitor.must(readStatement, { params: { statementId } })
  expect(standing).toMatchObject({ role: 'drafter', holdsPen: true })
  await server.stop()
  await rm(folder, { recursive: true })
})

test('many commands at once wait for each other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'penholder-cli-'))
  const tries = await Promise.all(
    [1, 2, 3].map((k) => run('cli/statement.ts', ['--title', `T${k}`], { DATA_DIR: folder })),
  )
  expect(tries.map(({ code, err }) => [code, err])).toEqual(Array(3).fill([0, '']))
  await rm(folder, { recursive: true })
})

test('the note of a killed server sends the token to nobody', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'penholder-cli-'))
  await (await Server.start({ DATA_DIR: folder, PORT: '0' })).stop('SIGKILL')
  const asked: string[] = []
  const stranger = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  const taken = stranger.address()
  const port = typeof taken === 'object' ? taken?.port : 0
  await writeFile(join(folder, 'server.json'), JSON.stringify({ url: `http://127.0.0.1:${port}`, token: 'x' }))
  expect((await run('cli/statement.ts', ['--title', 'T'], { DATA_DIR: folder })).code).toBe(0)
  expect(asked).toEqual([])
  stranger.close()
  await rm(folder, { recursive: true })
})

test('nothing secret and nothing of the text stands in the log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'penholder-cli-'))
  const server = await Server.start({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'trace' })
  const passphrase = 'passphrase of the test'
  const administrator = new Visitor(server.url)
  const setUpKey = server.setUpLink?.replace(/^.*#/, '') ?? ''
  const post = (path: string, body: object) => administrator.send('POST', `/api${path}`, { body: JSON.stringify(body) })
  await post('/set-up', { key: setUpKey, name: 'Ann Wong', delegation: 'CAN', passphrase })
  const { out } = await run('cli/statement.ts', ['--from', join(files, 'report.md')], { DATA_DIR: folder })
  expect(out).toMatch(/^Penholder +Canada \(CAN\)$/m)
  const key = link.exec(out)?.[1]?.replace(/^.*#/, '') ?? ''
  const cookies = [administrator.cookie]
  await post('/sign-in', { name: 'Ann Wong', passphrase: `${passphrase} wrong` })
  const visitor = new Visitor(server.url)
  await visitor.must(joinContract, { body: { key, name: 'Ingrid Solberg' } })
  await visitor.must(readSession)
  await visitor.send('POST', '/api/invitations/join', { body: `{"key":"${key}", broken` })
  await visitor.send('GET', `/join?key=${key}`)
  cookies.push(visitor.cookie)
  const { err } = await server.stop()
  const secrets = [
    setUpKey,
    passphrase,
    key,
    ...cookies.map((cookie) => cookie?.split('=')[1] ?? ''),
    'We note',
    'Ingrid',
    'Ann Wong',
    'Bearer',
  ]
  for (const secret of secrets) {
    expect(secret).toMatch(/\w+/)
    expect(err).not.toContain(secret)
  }
  expect(err).toContain('/api/invitations/join')
  await rm(folder, { recursive: true })
})
