/** `npm run backup` and `npm run restore`, with a server and without, and one sentence when they cannot. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ended, run, Server } from './process.ts'

let folder: string
let elsewhere: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-cli-'))
  elsewhere = await mkdtemp(join(tmpdir(), 'penholder-backup-'))
  file = join(elsewhere, 'backup.sqlite')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await rm(elsewhere, { recursive: true })
})

const command = (name: string, ...args: string[]): Promise<Ended> => run(`cli/${name}.ts`, args, { DATA_DIR: folder })
/** One sentence on stderr that says this, and nothing else. */
const failing = (says: RegExp) => ({
  code: 1,
  out: '',
  err: expect.toSatisfy((err: string) => /^[^\n]+\n$/.test(err) && says.test(err)),
})

test('a backup is made while the server runs, and restored only when it does not', { timeout: 60_000 }, async () => {
  expect(await command('backup', '--to', file)).toEqual(failing(/^There is nothing to back up: /))
  const server = await Server.start({ DATA_DIR: folder, PORT: '0' })
  await command('statement', '--title', 'T')
  const made = await command('backup', '--to', file)
  expect([made.code, made.err]).toEqual([0, ''])
  expect(made.out).toMatch(/^Backup {6}\S+\nMade {8}[\d-]+ [\d:]+ UTC\nStatements {2}1\nSize {8}0\.\d MB\n$/)
  expect(await command('restore', '--from', file)).toEqual(
    failing(/^Another Penholder server is using the data folder/),
  )
  await server.stop()

  await command('statement', '--title', 'Later')
  const restored = await command('restore', '--from', file)
  expect([restored.code, restored.err]).toEqual([0, ''])
  expect(restored.out).toMatch(/^Statements {2}1\nReplaced {4}\S+\/replaced-\S+$/m)
  const again = await command('backup', '--to', file)
  expect(again.out).toMatch(/^Statements +1$/m)
})

test('what is missing is said in one sentence', async () => {
  expect(await command('backup')).toEqual(failing(/^--to is missing: /))
  expect(await command('restore')).toEqual(failing(/^--from is missing: /))
  expect(await command('restore', '--from', join(elsewhere, 'none'))).toEqual(failing(/^There is no file /))
  expect((await command('restore', '--help')).out).toMatch(/^npm run restore -- --from FILE\n/)
})
