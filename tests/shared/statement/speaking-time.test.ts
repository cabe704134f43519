import { describe, expect, test } from 'vitest'
import type { BlockRole, DocumentJson } from '#shared/statement/schema.ts'
import { countWords, formatTime, readTimeLimit, speakingSeconds } from '#shared/statement/speaking-time.ts'

const text = (...blocks: [BlockRole, string][]): DocumentJson => ({
  type: 'doc',
  content: blocks.map(([type, words], place) => ({
    type,
    attrs: { id: `b${place}` },
    content: [{ type: 'text', text: words }],
  })),
})

describe('words', () => {
  test.each([
    ['The 24 States not party, Mr. Co-Chair', 7],
    ['needed –with the key', 4],
    ['“Emphasizing” the desirability', 3],
    ['one – two — three', 3],
    ['follow-up U.N. 11th', 3],
    ['', 0],
    ['   …   ', 0],
  ])('%j', (words, count) => {
    expect(countWords(text(['paragraph', words]), 'en')).toBe(count)
  })

  test('salutation, headings and lists are spoken, footnotes are not', () => {
    const spoken = text(
      ['salutation', 'Mr. Chair'],
      ['heading', 'Work'],
      ['numberedItem', 'first'],
      ['footnote', 'see A/1'],
    )
    expect(countWords(spoken, 'en')).toBe(4)
  })

  test('Chinese counts characters, and foreign words as one', () => {
    expect(countWords(text(['paragraph', '主席先生,感谢 ICRC 2010 年']), 'zh')).toBe(9)
  })

  test('Arabic counts words', () => {
    expect(countWords(text(['paragraph', 'شكراً السيد الرئيس المشارك']), 'ar')).toBe(4)
  })
})

test('508 words at 110 a minute read 4:37', () => {
  expect(formatTime(speakingSeconds(508, 110))).toBe('4:37')
})

test.each([
  ['5:00', 300],
  ['5', 300],
  ['5 min', 300],
  ['1:30', 90],
  [' 2:05 ', 125],
  ['', null],
  ['soon', null],
  ['0:00', null],
  ['5:99', null],
])('time limit %j', (written, seconds) => {
  expect(readTimeLimit(written)).toBe(seconds)
})
