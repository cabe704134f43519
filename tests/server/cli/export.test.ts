/** `npm run export`: the same file with a running server and without, and one sentence when it cannot be. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf, unpack } from '../exchange/docx-parts.ts'
import { type Ended, run, Server } from './process.ts'

let place: string
let statement: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'penholder-export-'))
  await writeFile(join(place, 'report.md'), '# Report\n\nWe note the 9<sup>th</sup> report.\n')
  const { out } = await run('cli/statement.ts', ['--from', join(place, 'report.md')], { DATA_DIR: join(place, 'data') })
  statement = /^Statement +(\S+)$/m.exec(out)?.[1] ?? ''
})
afterAll(() => rm(place, { recursive: true }))

const exported = (...args: string[]): Promise<Ended> =>
  run('cli/export.ts', ['--statement', statement, ...args], { DATA_DIR: join(place, 'data') })

test('writes the same bytes through the running server and on the data folder', async () => {
  const words = ['--delivery-note', 'check', '--large-print', '--paper-language', 'fr']
  const alone = await exported('--out', join(place, 'alone.docx'), ...words)
  expect([alone.code, alone.err]).toEqual([0, ''])
  expect(alone.out).toMatch(/^Format +docx$/m)
  const server = await Server.start({ DATA_DIR: join(place, 'data'), PORT: '0' })
  const address = `${server.url}/statements/${statement}`
  const args = ['--statement', address, '--out', join(place, 'served'), '--format', 'docx']
  const served = await exported(...args, ...words)
  expect([served.code, served.err]).toEqual([0, ''])
  expect((await server.stop()).code).toBe(0)
  const [one, other] = [await readFile(join(place, 'alone.docx')), await readFile(join(place, 'served'))]
  expect(Buffer.compare(one, other)).toBe(0)
  expect(faultsOf(unpack(one))).toEqual([])
  expect(unpack(one)['word/document.xml']).toContain('À vérifier au prononcé')
})

test('an archive goes out and comes in again, and what came along is said', async () => {
  const file = join(place, 'report.json')
  const { code, out } = await exported('--out', file)
  expect([code, /^Format +archive$/m.test(out)]).toEqual([0, true])
  const archive = JSON.parse(await readFile(file, 'utf8'))
  expect(archive.log).toHaveLength(1)
  const comment = { by: { name: 'Anna Berg', delegation: null }, at: 0, text: [{ type: 'text', text: 'Which?' }] }
  const thread = { audience: 'all', at: null, whole: false, quote: 'ninth', resolved: null, comments: [comment] }
  await writeFile(file, JSON.stringify({ ...archive, threads: [thread, { ...thread, audience: 'delegation' }] }))
  const taken = await run('cli/statement.ts', ['--from', file], { DATA_DIR: join(place, 'data') })
  expect([taken.code, taken.err]).toEqual([0, ''])
  expect(taken.out).toMatch(/^Title +Report$/m)
  expect(taken.out).toMatch(/^Comments +1, by Anna Berg$/m)
  expect(taken.out).toMatch(/^Left out +1 comment$/m)
  const id = /^Statement +(\S+)$/m.exec(taken.out)?.[1] ?? ''
  await exported('--statement', id, '--out', join(place, 'again.json'), '--comments', 'all', '--no-update-log')
  expect(JSON.parse(await readFile(join(place, 'again.json'), 'utf8'))).toMatchObject({
    document: archive.document,
    threads: [thread],
    log: null,
  })
})

test.each<[string, string[], RegExp]>([
  ['no format', ['--out', 'report.odt'], /--format.*report\.odt/],
  ['another format', ['--out', 'report.txt', '--format', 'odt'], /--format.*odt/],
  ['a language that no paper is in', ['--out', 'report.txt', '--paper-language', 'de'], /--paper-language.*de/],
  ['another choice', ['--out', 'report.txt', '--comments', 'some'], /--comments.*some/],
  ['no file', ['--format', 'txt'], /--out/],
  ['a folder that is not there', ['--out', 'nowhere/report.txt'], /--out.*no such folder/],
])('one sentence for %s, and no file', async (_, args, says) => {
  const before = await readdir(place)
  const placed = args.map((arg) => (/report/.test(arg) ? join(place, arg) : arg))
  const { code, out, err } = await exported(...placed)
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^[^\n]+\n$/)
  expect(err).toMatch(says)
  expect(await readdir(place)).toEqual(before)
})

test('one sentence for a statement that is not there, and how it is used', async () => {
  const { err } = await exported('--statement', 'abcdefgh', '--out', join(place, 'x.txt'))
  expect(err).toBe('This statement does not exist.\n')
  expect((await exported('--help')).out).toContain('npm run export')
})
