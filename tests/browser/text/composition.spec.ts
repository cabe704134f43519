/**
 * Composition by an input method, the one serious trap of a shared text: what is composed is never doubled, dropped or
 * moved while another edits, in other blocks or in the same one, at each step of the composition.
 */
import type { Act } from './harness/harness.tsx'
import { expect, test } from './two-people.ts'
import type { TwoPeople } from './two-people.ts'

const long = process.env.LONG === '1'
const lines = ['p alpha beta', 'p gamma delta', 'p epsilon zeta']
/** The caret stands here when the composition begins: `gamma |delta`. */
const block = 1
const at = 6
const steps = ['に', 'にh', 'にほ', 'にほn']
const word = '日本'

interface Case {
  readonly name: string
  readonly act: Act
  /** The words of all blocks in one line, once the composition and the act are done. */
  readonly gives: string
  readonly blocks: number
}

const whole = 'alpha betagamma 日本deltaepsilon zeta'
const elsewhere: readonly Case[] = [
  {
    name: 'types in the block before',
    act: { kind: 'type', block: 0, at: 5, text: 'X' },
    gives: whole.replace('alpha', 'alphaX'),
    blocks: 3,
  },
  { name: 'splits the block before', act: { kind: 'split', block: 0, at: 5 }, gives: whole, blocks: 4 },
  { name: 'bolds the block before', act: { kind: 'bold', block: 0, from: 0, to: 5 }, gives: whole, blocks: 3 },
  {
    name: 'makes the block before a heading',
    act: { kind: 'style', block: 0, role: 'heading' },
    gives: whole,
    blocks: 3,
  },
  {
    name: 'deletes in the block before',
    act: { kind: 'delete', block: 0, from: 0, to: 6 },
    gives: whole.replace('alpha ', ''),
    blocks: 3,
  },
  {
    name: 'removes the block before',
    act: { kind: 'remove', block: 0 },
    gives: whole.replace('alpha beta', ''),
    blocks: 2,
  },
  {
    name: 'types in the block after',
    act: { kind: 'type', block: 2, at: 7, text: 'X' },
    gives: whole.replace('epsilon', 'epsilonX'),
    blocks: 3,
  },
  { name: 'splits the block after', act: { kind: 'split', block: 2, at: 7 }, gives: whole, blocks: 4 },
  {
    name: 'makes the block after an item',
    act: { kind: 'style', block: 2, role: 'bulletedItem' },
    gives: whole,
    blocks: 3,
  },
  {
    name: 'removes the block after',
    act: { kind: 'remove', block: 2 },
    gives: whole.replace('epsilon zeta', ''),
    blocks: 2,
  },
]
const inTheSame: readonly Case[] = [
  {
    name: 'types before the caret',
    act: { kind: 'type', block, at: 2, text: 'X' },
    gives: whole.replace('gamma', 'gaXmma'),
    blocks: 3,
  },
  {
    name: 'types at the caret',
    act: { kind: 'type', block, at, text: 'X' },
    gives: whole.replace('日本', '日本X'),
    blocks: 3,
  },
  {
    name: 'types after the caret',
    act: { kind: 'type', block, at: -1, text: 'X' },
    gives: whole.replace('delta', 'deltaX'),
    blocks: 3,
  },
  { name: 'splits before the caret', act: { kind: 'split', block, at: 2 }, gives: whole, blocks: 4 },
  { name: 'splits at the caret', act: { kind: 'split', block, at }, gives: whole, blocks: 4 },
  { name: 'splits after the caret', act: { kind: 'split', block, at: -4 }, gives: whole, blocks: 4 },
  { name: 'joins it to the block before', act: { kind: 'join', block }, gives: whole, blocks: 2 },
  { name: 'joins the block after to it', act: { kind: 'join', block: 2 }, gives: whole, blocks: 2 },
  { name: 'bolds across the caret', act: { kind: 'bold', block, from: 2, to: -3 }, gives: whole, blocks: 3 },
  { name: 'makes it a heading', act: { kind: 'style', block, role: 'heading' }, gives: whole, blocks: 3 },
  {
    name: 'deletes before the caret',
    act: { kind: 'delete', block, from: 0, to: 3 },
    gives: whole.replace('gam', ''),
    blocks: 3,
  },
  {
    name: 'deletes after the caret',
    act: { kind: 'delete', block, from: -4, to: -1 },
    gives: whole.replace('delta', 'de'),
    blocks: 3,
  },
  {
    name: 'deletes around the caret',
    act: { kind: 'delete', block, from: 4, to: -4 },
    gives: whole.replace('a 日本de', '日本'),
    blocks: 3,
  },
  {
    name: 'removes the block',
    act: { kind: 'remove', block },
    gives: whole.replace('gamma 日本delta', '日本'),
    blocks: 2,
  },
]

const words = (shown: readonly string[]): string => shown.map((line) => line.slice(line.indexOf(' ') + 1)).join('')

/** Composes the word, with the other's act behind one of the steps, and checks all that must hold. */
async function composeWhile(two: TwoPeople, { act, gives, blocks }: Case, behind: number): Promise<void> {
  await two.open(lines, behind % 2 === 0 ? 'a' : 'b')
  await two.select('a', block, at)
  for (const [index, step] of steps.entries()) {
    await two.compose(step)
    if (index !== behind) continue
    await two.watch('a', block)
    await two.act('b', act)
    expect(await two.touched(), 'the DOM of the composing block is left alone').toBe(0)
  }
  expect(await two.compositions(), 'the composition was not broken off').toMatchObject({ begun: 1, ended: 0 })
  await two.commit(word)
  const shown = await two.meet()
  expect(words(shown)).toBe(gives)
  expect(shown).toHaveLength(blocks)
  expect(await two.compositions()).toMatchObject({ begun: 1, ended: 1, composing: false })
  // The caret stands behind the word: what comes next goes there.
  await two.page.keyboard.type('!')
  expect(words(await two.meet())).toBe(gives.replace(word, `${word}!`))
}

const phone =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

for (const [device, userAgent, behind] of [
  ['a desk', undefined, long ? [0, 1, 2, 3] : [0, 2]],
  ['Android', phone, long ? [0, 1, 2, 3] : [1]],
] as const) {
  test.describe(`composing on ${device}`, () => {
    if (userAgent !== undefined) test.use({ userAgent })

    for (const one of [...elsewhere, ...inTheSame]) {
      test(`another ${one.name}`, async ({ two }) => {
        for (const step of behind) await composeWhile(two, one, step)
      })
    }
  })
}
