/** Sources that are made to hurt: they are read, whole, and nobody else waits for them. */
import { describe, expect, test } from 'vitest'
import { plainText } from '#shared/statement/plain-text.ts'
import { readSource } from '../../../server/exchange/read-source.ts'

const markdown = (content: string) => readSource({ format: 'markdown', content }, '')
/** Two million characters in a long run, else a tenth of it: the promise is the same and the machine has others. */
const long = process.env['LONG'] === '1'
const size = long ? 2_000_000 : 200_000

const hostile: [string, string][] = [
  ['ten thousand quotes', `${'>'.repeat(10_000)} deep`],
  ['quotes only', '>'.repeat(size)],
  ['lists in lists on one line', `${'1. '.repeat(size / 3)}end`],
  ['open brackets', '['.repeat(size)],
  ['open tags', '<'.repeat(size)],
  ['unclosed emphasis', '*a **b '.repeat(size / 7)],
  ['unclosed strikes', '~~a '.repeat(size / 4)],
  ['unclosed tags', '<u>a '.repeat(size / 5)],
  [
    'a list as deep as its lines',
    Array.from({ length: long ? 300 : 200 }, (_, k) => `${' '.repeat(2 * k)}- x`).join('\n'),
  ],
  ['one line', 'word '.repeat(size / 5)],
]

describe.each(hostile)('%s', (_, source) => {
  test('is read while timers go on, and keeps its letters', async () => {
    let ticks = 0
    const ticking = setInterval(() => ticks++, 5)
    const { document } = await markdown(source)
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(0)
    const letters = (text: string) => text.replace(/[^a-z]/g, '')
    expect(letters(plainText(document))).toContain(letters(source).slice(0, 1000))
  })
})

test('more quotes than anybody nests are a quote with the rest written out', async () => {
  const { document } = await markdown(`${'>'.repeat(10_000)} deep\n\n${'- '.repeat(30)}deep`)
  expect(document.content[0]?.type).toBe('quote')
  expect(plainText(document)).toMatch(/^>+ deep\n[-\s]*deep$/)
})

test('what the Markdown reader has no end with is read as plain text', async () => {
  const deep = `${'*a **b '.repeat(9000)}c${'** b* a'.repeat(9000)}`
  const { document } = await readSource({ format: 'markdown', content: deep }, '', { patienceMs: 100 })
  expect(plainText(document)).toBe(deep.trim())
})

test('a text of more paragraphs than anybody reads is refused while timers go on', async () => {
  let longest = 0
  let last = performance.now()
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  for (const [format, count] of [
    ['text', 200_000],
    ['markdown', 26_000],
  ] as const) {
    await expect(readSource({ format, content: 'a\n\n'.repeat(count) }, '')).rejects.toMatchObject({
      code: 'document-too-large',
    })
  }
  clearInterval(ticking)
  // Read at once it is two seconds.
  expect(longest).toBeLessThan(1_000)
})

test('plain text is taken as it is', async () => {
  const { document } = await readSource({ format: 'text', content: '# a\n\n*b*' }, '')
  expect(plainText(document)).toBe('# a\n*b*')
})
