/**
 * Files that are built to hurt: each is refused with a sentence or read, within its time and memory, and what is read is a
 * statement like any other.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plainText } from '#shared/statement/plain-text.ts'
import { Refusal } from '#shared/refusal.ts'
import { readSource, type Source } from '../../../server/exchange/read-source.ts'
import { hostileArchives } from './hostile-archives.ts'
import { type HostileFile, hostilePackages } from './hostile-files.ts'
import { hostileMeanings } from './hostile-meaning.ts'
import { expectSound } from './sound.ts'

/** Bytes that a reading process may have, with Node itself; the promise is 256 MB beside that. */
const mostMemory = 350_000_000

/** A third of them, of every kind, in the short run: each is a process at work for up to a second and more. */
const some = <File>(files: readonly File[]): File[] => files.filter((_, k) => process.env.LONG === '1' || k % 3 === 0)

test.each(some([...hostilePackages, ...hostileMeanings]))('Word: $name', async (file) => {
  await holds(file, { format: 'docx', content: Buffer.from(file.make()).toString('base64'), changes: 'shown' })
})

test.each(some(hostileArchives))('archive: $name', async (file) => {
  await holds(file, { format: 'archive', content: Buffer.from(file.make()).toString() })
})

async function holds({ name, gives, words = [] }: HostileFile, source: Source): Promise<void> {
  const began = performance.now()
  const result = await readSource(source, '').catch((error: unknown) => {
    if (error instanceof Refusal) return error.code
    throw error
  })
  // Five seconds of a core, which the machine may have to give to others as well.
  expect(performance.now() - began, name).toBeLessThan(16_000)
  expect(mostTaken(), `${name}: bytes`).toBeLessThan(mostMemory)
  expect(gives, name).toContain(typeof result === 'string' ? result : 'text')
  if (typeof result === 'string') return
  const said = plainText(result.document)
  for (const word of words) expect(said, name).toContain(word)
  expectSound(result, name)
}

/** The most that a process of ours has had in memory; 0 where the system does not say. */
function mostTaken(): number {
  const inProc = (path: string): string => {
    try {
      return readFileSync(`/proc/${path}`, 'utf8')
    } catch {
      return ''
    }
  }
  const children = inProc(`${process.pid}/task/${process.pid}/children`).trim().split(' ')
  const most = children.map((pid) => Number(/VmHWM:\s+(\d+) kB/.exec(inProc(`${pid}/status`))?.[1] ?? 0))
  return Math.max(0, ...most) * 1_024
}
