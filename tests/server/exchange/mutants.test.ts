/** Word files of ours, changed by chance: each is refused or read, and what is read is a statement like any other. */
import { expect, test } from 'vitest'
import { Refusal } from '#shared/refusal.ts'
import { changesTaken } from '#shared/exchange/sources.ts'
import type { Draft } from '../../../server/exchange/draft.ts'
import { readDocx } from '../../../server/exchange/read-docx.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { randomPaper } from '../../random-statement.ts'
import { seeded, seeds } from '../../random.ts'
import { mutate } from './mutate.ts'
import { expectSound } from './sound.ts'

test('each is refused, or read as a statement', () => {
  const became = { refused: 0, read: 0 }
  for (const seed of seeds(7_000, 50, 500)) {
    const random = seeded(seed)
    const bytes = mutate(writeDocx(randomPaper(random)), random)
    const draft = read(bytes, seed, random.pick(changesTaken.options))
    became[draft === null ? 'refused' : 'read'] += 1
    if (draft !== null) expectSound(draft, `seed ${seed}`)
  }
  // Both happen, or nothing is tried here.
  expect(became.read).toBeGreaterThan(became.refused / 4)
  expect(became.refused).toBeGreaterThan(became.read / 40)
}, 300_000)

function read(bytes: Uint8Array, seed: number, changes: (typeof changesTaken.options)[number]): Draft | null {
  const began = process.cpuUsage()
  try {
    return readDocx(bytes, '', changes)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw new Error(`seed ${seed}`, { cause: error })
  } finally {
    expect(process.cpuUsage(began).user / 1_000, `seed ${seed}: ms`).toBeLessThan(5_000)
  }
}
