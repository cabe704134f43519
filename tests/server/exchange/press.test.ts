/** The processes in which files are made: bounded in number, time and memory, and gone when nobody waits. */
import { afterEach, expect, test } from 'vitest'
import { Press } from '../../../server/exchange/press.ts'
import type { Job } from '../../../server/exchange/press-worker.ts'
import { Abandoned } from '../../../server/exchange/workshop-process.ts'
import type { Bounds } from '../../../server/exchange/workshop.ts'

let press: Press
afterEach(() => press.close())

const odd = new URL('./odd-worker.ts', import.meta.url)
const start = (bounds: Partial<Bounds> = {}): Press => (press = new Press(bounds, odd))

/** Answers what it made: for `file` the id of the process that did it. */
async function order(make: string, person = 'Ann', signal = new AbortController().signal): Promise<string> {
  const { bytes } = await press.make({ person, signal, job: async () => ({ make }) as unknown as Job })
  return new TextDecoder().decode(bytes)
}

const refusal = (code: string) => expect.objectContaining({ code })
const gone = async (pid: string) => {
  for (let k = 0; k < 100; k++) {
    try {
      process.kill(Number(pid), 0)
    } catch {
      return true
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

test('one process makes one file after the other, and is replaced before what it leaks adds up', async () => {
  start({ perProcess: 2 })
  const pids = [await order('file'), await order('file'), await order('file')]
  expect(pids[0]).toBe(pids[1])
  expect(pids[2]).not.toBe(pids[0])
  expect(await gone(pids[0] ?? '')).toBe(true)
})

test('a process without work ends', async () => {
  start({ idleMs: 50 })
  const pid = await order('file')
  expect(await gone(pid)).toBe(true)
  expect(press.size).toBe(0)
})

test('what takes too long is stopped, and the next is made by another process', async () => {
  start({ timeMs: 1_000 })
  const before = await order('file')
  await expect(order('nothing')).rejects.toEqual(refusal('export-too-slow'))
  expect(await gone(before)).toBe(true)
  expect(await order('file')).not.toBe(before)
})

test.each(['memory', 'crash', 'fail'])('%s fails that one alone', async (how) => {
  start()
  await expect(order(how)).rejects.toEqual(refusal('export-failed'))
  expect(await order('file')).toMatch(/^\d+$/)
})

test('what nobody waits for any more is stopped at once, or never begun', async () => {
  start({ atOnce: 1 })
  const pid = await order('file')
  const [running, waiting] = [new AbortController(), new AbortController()]
  const stopped = order('nothing', 'Ann', running.signal)
  const neverBegun = order('file', 'Bo', waiting.signal)
  const next = order('file', 'Cy')
  setTimeout(() => waiting.abort(), 100)
  await expect(neverBegun).rejects.toBeInstanceOf(Abandoned)
  running.abort()
  await expect(stopped).rejects.toBeInstanceOf(Abandoned)
  expect(await gone(pid)).toBe(true)
  expect(await next).not.toBe(pid)
})

test('so many are made at once, so many wait, and each person has a share', async () => {
  start({ atOnce: 1, waiting: 2, perPerson: 2, timeMs: 2_000 })
  const first = order('nothing', 'Ann')
  const second = order('file', 'Ann')
  await expect(order('file', 'Ann'), 'a third of one person').rejects.toEqual(refusal('too-many-exports'))
  const third = order('file', 'Bo')
  await expect(order('file', 'Cy'), 'nobody else fits in').rejects.toEqual(refusal('too-many-exports'))
  await expect(first).rejects.toEqual(refusal('export-too-slow'))
  expect(await Promise.all([second, third])).toHaveLength(2)
  expect(await order('file', 'Ann'), 'the share is given back').toMatch(/^\d+$/)
})

test('a process knows nothing of the server, but where what was compiled of its sources is', async () => {
  start()
  expect(Object.keys(JSON.parse(await order('environment')))).toEqual(['NODE_COMPILE_CACHE'])
})

test('two at once are two processes, and a closed press has none', async () => {
  start({ atOnce: 2 })
  const pids = await Promise.all([order('file', 'Ann'), order('file', 'Bo')])
  expect(new Set(pids).size).toBe(2)
  press.close()
  expect(await Promise.all(pids.map(gone))).toEqual([true, true])
  await expect(order('file')).rejects.toEqual(refusal('restarting'))
})

test('a paper that cannot be had is refused for its own reason and gives its place back', async () => {
  start({ atOnce: 1 })
  const job = async (): Promise<Job> => {
    throw new Error('no such statement')
  }
  const signal = new AbortController().signal
  await expect(press.make({ person: 'Ann', signal, job })).rejects.toThrow('no such statement')
  expect(await order('file')).toMatch(/^\d+$/)
})
