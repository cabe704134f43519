// @vitest-environment happy-dom
/**
 * Two hundred threads in a text that six people write in at once, for long stretches offline: what becomes of each is
 * told by where every single character went, which the threads themselves do not know. All see each thread at one place,
 * and none stands on words that only read like its own while its own are somewhere else.
 */
import { expect, test } from 'vitest'
import { seeds } from '../random.ts'
import { acts } from './threads-acts.ts'
import { Meeting, threadsOpened } from './threads-meeting.ts'
import type { Count } from './threads-truth.ts'

const length = process.env.LONG === '1' ? 5_000 : 2_000
/** After 5,000 acts hardly a word is as it was: of 2,400 threads one is taken in by its like, put where it had stood. */
const mostWrong = process.env.LONG === '1' ? 1 : 0

test.each(seeds(1, 1, 12))('200 threads, 6 people, seed %i', { timeout: 600_000 }, (seed) => {
  const meeting = new Meeting(seed)
  meeting.run(length, acts)
  const unmended = meeting.count('opened')
  report(`seed ${seed}, ${length} acts, as opened`, unmended)
  expectKept(unmended)
  const mended = meeting.count('anchor')
  report(`seed ${seed}, ${length} acts, ${meeting.mends} times anchored anew, ${meeting.moves} by the mover`, mended)
  expectKept(mended)
  expectExact(mended)

  // Whoever comes first mends what is to be mended, and leaves nothing to the others.
  const [first, ...others] = meeting.people
  meeting.mend(first!)
  const { mends } = meeting
  for (const person of others) meeting.mend(person)
  expect(meeting.mends).toBe(mends)
  expectKept(meeting.count('anchor'))
})

function expectKept({ sums, stories }: Count): void {
  expect([...sums.values()].reduce((sum, count) => sum + count, 0)).toBe(threadsOpened)
  const wrong = stories.filter((story) => /^[a-z ]*: wrong/.test(story))
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(mostWrong)
}

/** Of words that nobody changed nearly all are found, the others are too short to be told from their like. */
function expectExact({ sums }: Count): void {
  const untouched = [...sums].filter(([verdict]) => verdict.startsWith('untouched'))
  const all = untouched.reduce((sum, [, count]) => sum + count, 0)
  expect(sums.get('untouched: exactly')).toBeGreaterThan(0.85 * all)
}

function report(name: string, { sums }: Count): void {
  console.log(`${name}: ${Array.from(sums, ([verdict, count]) => `${verdict} ${count}`).join(', ')}`)
}
