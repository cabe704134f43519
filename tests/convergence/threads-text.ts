/** A text by chance, in which as much is said again and again as in a statement. */
import type { BlockRole } from '#shared/statement/schema.ts'
import type { Seeded } from '../random.ts'
import { seedOf } from './client.ts'

const everyday =
  'the of Member States Council and delegation thank Chair for draft resolution support to we note with in a climate finance'.split(
    ' ',
  )
const syllables = ['ko', 'mi', 'ra', 'tu', 'ze', 'lin', 'sa', 'per', 'don', 'val', 'i', 'e']

export const vocabulary = ({ pick }: Seeded): string => pick(everyday)
export const letters = (random: Seeded): string =>
  Array.from({ length: 1 + random.int(4) }, () => random.pick('etaoinshr'.split(''))).join('')

/** As much of it is said again and again as in a statement; some paragraphs say the same. */
export function firstText(random: Seeded): Uint8Array {
  const rare = (): string => Array.from({ length: 2 + random.int(3) }, () => random.pick(syllables)).join('')
  const sentence = (): string =>
    `${Array.from({ length: 6 + random.int(14) }, () => (random.chance(0.5) ? vocabulary(random) : rare())).join(' ')}.`
  return seedOf(
    ...Array.from({ length: 70 }, (_, k): [BlockRole, string] => [
      k === 0 ? 'heading' : 'paragraph',
      k % 10 === 9 ? 'I thank you.' : Array.from({ length: 1 + random.int(5) }, sentence).join(' '),
    ]),
  )
}
