/** The leaky bucket: how many tries at once, how they come back, and that it stays small. */
import { expect, test } from 'vitest'
import { Attempts } from '../../../server/people/attempts.ts'

const bucket = (burst: number, every: number) => {
  const clock = { time: 1_000_000, now: () => clock.time }
  const attempts = new Attempts({ burst, every }, clock)
  const tries = (key: string, count: number) =>
    Array.from({ length: count }, () => {
      try {
        attempts.take(key)
        return true
      } catch {
        return false
      }
    }).filter(Boolean).length
  return { attempts, clock, tries }
}

test('a burst, then one for each interval', () => {
  const { clock, tries } = bucket(3, 1000)
  expect(tries('a', 5)).toBe(3)
  clock.time += 999
  expect(tries('a', 5)).toBe(0)
  clock.time += 1
  expect(tries('a', 5)).toBe(1)
  clock.time += 60_000
  expect(tries('a', 5)).toBe(3)
})

test('what is refused costs nothing more', () => {
  const { clock, tries } = bucket(1, 1000)
  tries('a', 100)
  clock.time += 1000
  expect(tries('a', 1)).toBe(1)
})

test('keys do not count for each other, and a forgotten one begins anew', () => {
  const { attempts, tries } = bucket(2, 1000)
  expect([tries('a', 5), tries('b', 5)]).toEqual([2, 2])
  attempts.forget('a')
  expect([tries('a', 5), tries('b', 5)]).toEqual([2, 0])
})

test('a try that was right is given back, and no other', () => {
  const { attempts, tries } = bucket(3, 1000)
  tries('a', 2)
  attempts.giveBack('a')
  attempts.giveBack('b')
  expect([tries('a', 5), tries('b', 5)]).toEqual([2, 3])
})

test('a flood of keys is forgotten, the last ones remembered', () => {
  const { tries } = bucket(1, 1_000_000)
  for (let k = 0; k < 25_000; k++) tries(`key ${k}`, 1)
  expect(tries('key 24999', 1)).toBe(0)
  expect(tries('key 0', 1)).toBe(1)
})
