import { describe, expect, test } from 'vitest'
import type { BlockRole, DocumentJson } from '#shared/statement/schema.ts'
import { countWords, formatTime, paceFor, readTimeLimit, speakingSeconds } from '#shared/statement/speaking-time.ts'

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
    ['H.E. Mr. Solberg', 3],
    ['co-operation of non-State actors', 4],
    ['States — all', 2],
    ['States—all of them', 4],
    ['the Oslo–Ottawa road, 2010–2014', 5],
    ['and so on…then', 4],
    ['1,250 mines and 3.5 per cent', 6],
    ['10 000 mines, 1\u202F250\u00A0000 dollars', 4],
    ['in 2010 150 States', 4],
    ['A/CONF.192/15, para. 5 (b)', 4],
    ['“Yes” , he said : « no »', 4],
    ['[welcomes] [takes note of]', 4],
    ["l’Afrique d'aujourd'hui", 2],
    ['¿Qué? ¡Sí!', 2],
    ['the 条约 of 1997', 4],
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

  test.each([
    ['主席先生,感谢 ICRC 2010 年', 9],
    ['主席先生，感谢。', 6],
    ['《渥太华禁雷公约》第5条', 10],
    ['增加了3.5%，即1,250枚', 7],
    ['联合国U.N.与H.E.', 6],
    ['２０１０年', 2],
    ['……', 0],
  ])('Chinese counts characters, and foreign words as one: %j', (words, count) => {
    expect(countWords(text(['paragraph', words]), 'zh')).toBe(count)
  })

  test.each([
    ['شكراً السيد الرئيس المشارك', 4],
    ['السيد الرئيس،السيدات والسادة؛', 4],
    ['في عام ٢٠١٠ أزيل ١٬٢٥٠ لغماً', 6],
    ['الاتفاقية (MBT) — كلها', 3],
  ])('Arabic counts words: %j', (words, count) => {
    expect(countWords(text(['paragraph', words]), 'ar')).toBe(count)
  })
})

test('a pace of its own counts where it is one, else that of the language', () => {
  expect([paceFor('en', undefined), paceFor('zh', null), paceFor('en', 130)]).toEqual([110, 220, 130])
  for (const none of [59, 301, 100.5, '130', Number.NaN]) expect(paceFor('ar', none)).toBe(100)
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
