/**
 * Composition by an input method, the one serious trap of a shared text: what is composed is never doubled, dropped or
 * moved while another edits, in other blocks or in the same one, at each step of the composition.
 */
import { seeded } from '../../random.ts'
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

/** Behind which steps the other acts: behind each in the long run; else behind enough of them to meet each somewhere. */
const moments = (index: number, some: readonly number[]): readonly number[] =>
  long ? [...steps.keys()] : some.map((step) => (step + index) % steps.length)

for (const [device, userAgent] of [
  ['a desk', undefined],
  ['Android', phone],
] as const) {
  test.describe(`composing on ${device}`, () => {
    test.use({ samePage: true, ...(userAgent !== undefined && { userAgent }) })

    test('nothing else is going on', async ({ two, page }) => {
      await two.open(['p '])
      await two.select('a', 0, 0)
      for (const step of steps) await two.compose(step)
      await two.commit(word)
      await page.keyboard.type('!')
      expect(await two.meet()).toEqual([`paragraph ${word}!`])
    })

    for (const [index, one] of [...elsewhere, ...inTheSame].entries()) {
      test(`another ${one.name}`, async ({ two }) => {
        for (const step of moments(index, userAgent === undefined ? [0, 2] : [1])) await composeWhile(two, one, step)
      })
    }
  })
}

test.describe('a composition ends otherwise', () => {
  /** `gamma にほ|delta`, while the other has typed X into the same block and it is held back. */
  const holding = async (two: TwoPeople) => {
    await two.open(lines)
    await two.select('a', block, at)
    await two.compose('に')
    await two.compose('にほ')
    await two.act('b', { kind: 'type', block, at: 0, text: 'X' })
    expect((await two.lines('a'))[block]).toBe('paragraph gamma にほdelta')
    expect((await two.lines('b'))[block]).toBe('paragraph Xgamma にほdelta')
  }
  const held = 'paragraph Xgamma にほdelta'

  test('by leaving the text', async ({ two, page }) => {
    await holding(two)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    expect((await two.meet())[block]).toBe(held)
  })

  test('by undo', async ({ two, page }) => {
    await holding(two)
    await page.evaluate(() => window.harness.undo('a'))
    const shown = await two.meet()
    expect(shown[block]).toMatch(/^paragraph Xgamma (にほ)?delta$/)
  })

  test('by shrinking to nothing', async ({ two }) => {
    await holding(two)
    await two.compose('')
    await two.commit('')
    expect((await two.meet())[block]).toBe('paragraph Xgamma delta')
  })

  test('by Enter, which opens a block after it', async ({ two, page }) => {
    await holding(two)
    await two.commit('日本')
    await page.keyboard.press('Enter')
    expect((await two.meet()).slice(1, 3)).toEqual(['paragraph Xgamma 日本', 'paragraph delta'])
  })

  test('by the end of the view', async ({ two, page }) => {
    await holding(two)
    await page.evaluate(() => window.harness.mounted('a', false))
    await page.evaluate(() => window.harness.mounted('a', true))
    expect((await two.meet())[block]).toBe(held)
  })

  test('not at all: after ten seconds what others did is shown', async ({ two, page }) => {
    await page.clock.install()
    await holding(two)
    await page.clock.runFor(9_000)
    expect((await two.lines('a'))[block]).toBe('paragraph gamma にほdelta')
    await page.clock.runFor(1_500)
    expect((await two.lines('a'))[block]).toBe(held)
    expect((await two.lines('b'))[block]).toBe(held)
  })
})

test('a word that is composed anew keeps what another adds to it', async ({ two }) => {
  await two.open(lines)
  await two.select('a', block, 5)
  // The input method takes `gamma` back; it counts two characters between blocks.
  const from = lines[0]!.length - 2 + 2
  await two.compose('gamm', { from, to: from + 5 })
  await two.act('b', { kind: 'type', block, at: -1, text: 'X' })
  await two.compose('gamme')
  await two.commit('gammes')
  expect(await two.meet()).toEqual(['paragraph alpha beta', 'paragraph gammes deltaX', 'paragraph epsilon zeta'])
})

test('a dead key and its letter are one character', async ({ two }) => {
  await two.open(lines)
  await two.select('a', block, at)
  await two.compose('´')
  await two.act('b', { kind: 'type', block, at: 0, text: 'X' })
  await two.commit('é')
  expect((await two.meet())[block]).toBe('paragraph Xgamma édelta')
})

test('who composes in a paragraph that another removes is told where the words went', async ({ two, page }) => {
  await two.open(lines)
  await two.select('a', block, at)
  await two.compose('に')
  await two.act('b', { kind: 'remove', block })
  await two.commit('日本')
  expect(words(await two.meet())).toBe('alpha beta日本epsilon zeta')
  expect(await page.evaluate(() => window.harness.moved('a'))).toEqual(['block-0'])
})

test('anything at all, at any time', async ({ two }) => {
  if (long) test.setTimeout(600_000)
  for (let round = 0; round < (long ? 60 : 6); round += 1) {
    const seed = long ? Math.floor(Math.random() * 1e9) : 4100 + round
    await test.step(`seed ${seed}`, () => composeAtRandom(two, seed))
  }
})

/** Ten words are composed wherever the caret is put, while the other types, splits, joins, bolds and restyles. */
async function composeAtRandom(two: TwoPeople, seed: number): Promise<void> {
  const random = seeded(seed)
  let written = 0
  const anyAct = async (): Promise<Act> => {
    const shown = await two.lines('b')
    const within = random.int(shown.length)
    const length = shown[within]!.replace(/^\w+ /, '').length
    const offset = random.int(length + 1)
    switch (random.int(6)) {
      case 0:
        return within > 0 ? { kind: 'join', block: within } : { kind: 'split', block: within, at: offset }
      case 1:
        return { kind: 'split', block: within, at: offset }
      case 2:
        return { kind: 'bold', block: within, from: 0, to: offset }
      case 3:
        return { kind: 'style', block: within, role: random.pick(['paragraph', 'numberedItem', 'quote'] as const) }
      default:
        written += 1
        return { kind: 'type', block: within, at: offset, text: 'x' }
    }
  }
  await two.open(lines, random.pick(['a', 'b'] as const))
  const count = 10
  for (let index = 0; index < count; index += 1) {
    const shown = await two.lines('a')
    const home = random.int(shown.length)
    await two.select('a', home, random.int(shown[home]!.replace(/^\w+ /, '').length + 1))
    for (const step of steps) {
      await two.compose(step)
      if (random.int(2) === 0) await two.act('b', await anyAct())
    }
    await two.commit(word)
    await two.meet()
  }
  const text = words(await two.meet())
  // The other may type inside a composed word: its letters count, wherever they stand.
  const times = (letter: string) => text.split(letter).length - 1
  expect({ 日: times('日'), 本: times('本'), x: times('x'), に: times('に') }, `seed ${seed}`).toEqual({
    日: count,
    本: count,
    x: written,
    に: 0,
  })
  expect(text.replaceAll(/[日本x]/g, '')).toBe('alpha betagamma deltaepsilon zeta')
}
