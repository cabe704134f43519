// By a trace of system calls: the words are written to the log, the log is flushed, and only then they go to a reader.
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HeadlessClient } from '../headless-client.ts'
import { startServer } from './killable.ts'

const long = process.env['LONG'] === '1'
/** Why the test does not run; null: it does. */
const lacking = long ? (hasStrace() ? null : 'strace is not installed') : 'only in the long run'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('flush before send', () => {
  test(lacking === null ? 'by the trace' : `skipped: ${lacking}`, { skip: lacking !== null }, async () => {
    const trace = join(folder, 'trace.txt')
    const calls = 'trace=fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg'
    const server = await startServer(folder, ['strace', '-f', '-s', '4096', '-e', calls, '-o', trace])
    const [writerPerson, readerPerson] = server.people
    if (writerPerson === undefined || readerPerson === undefined) throw new Error('nobody')
    const [writer, reader] = await Promise.all([
      HeadlessClient.open(server.address(writerPerson)),
      HeadlessClient.open(server.address(readerPerson)),
    ])
    const words = Array.from({ length: 20 }, (_, k) => `word-${k}-of-the-trace`)
    for (const word of words) {
      writer.type(word)
      await reader.shows(word)
    }
    await server.stop()
    const lines = (await readFile(trace, 'utf8')).split('\n')
    for (const word of words) {
      const logged = lines.findIndex((line) => line.includes('pwrite64(') && line.includes(word))
      // The same thread, the same file: another thread flushes the database behind the log now and then.
      const [, thread, file] = /^(\d+) .*pwrite64\((\d+),/.exec(lines[logged] ?? '') ?? []
      const flush = new RegExp(`^${thread} .*f(?:data)?sync\\(${file}\\).*= 0`)
      const flushed = lines.findIndex((line, at) => at > logged && flush.test(line))
      const sent = lines.findIndex((line) => /\b(write|writev|sendto|sendmsg)\(/.test(line) && line.includes(word))
      expect(logged, `${word} was logged`).toBeGreaterThan(-1)
      expect(flushed, `${word}: the flush comes after the write`).toBeGreaterThan(logged)
      expect(sent, `${word}: the send comes after the flush`).toBeGreaterThan(flushed)
    }
  })
})

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}
