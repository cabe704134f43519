/** Names of files: what they say, and where one that is too long is cut. */
import { expect, test } from 'vitest'
import { fileName } from '#shared/exchange/file-name.ts'
import type { Language } from '#shared/statement/statement.ts'

const named = (title: string, language: Language = 'en', symbol = ''): string =>
  fileName('docx', { letterhead: { symbol, title }, language, choices: { comments: 'none' } })
const nameIn = (name: string): string => name.replace(/, [A-Z][a-z]+, clean\.docx$/, '')
const bytesOf = (name: string): number => new TextEncoder().encode(name).length

test('the symbol or else the title, the language, and what is in it', () => {
  expect(named('Report', 'fr', 'UCG/2010/3')).toBe('UCG-2010-3, French, clean.docx')
  expect(named(' ../a:b\u202e*?" ')).toBe('a-b, English, clean.docx')
  expect(named('...', 'ar')).toBe('Statement, Arabic, clean.docx')
  const letterhead = { symbol: '', title: 'Report' }
  expect(fileName('archive', { letterhead, language: 'zh', choices: { comments: 'open' } })).toBe(
    'Report, Chinese, with comments.json',
  )
})

test('a long title is cut behind a word', () => {
  const title = 'Report of the Contact Group on Universalization to the Standing Committee on 25 June 2010'
  expect(nameIn(named(title))).toBe('Report of the Contact Group on Universalization to the Standing Committee on 25')
  expect(nameIn(named(`${'x'.repeat(9)} ${title}`))).toMatch(/ to the Standing$/)
  const dated = `Report of the Contact Group on Universalization of the Convention, June 25, 2010, in Geneva`
  expect(nameIn(named(dated))).toBe('Report of the Contact Group on Universalization of the Convention, June 25, 2010')
  expect(nameIn(named(dated.replace('of the Convention', 'of a Convention now')))).toMatch(/now, June 25$/)
})

test.each([
  ['普遍加入问题接触小组的报告', 'zh'],
  ['تقرير فريق الاتصال المعني بالتحقيق العالمي لاتفاقية ', 'ar'],
  ['Доклад контактной группы по приданию Конвенции универсального характера ', 'ru'],
] as const)('%s: no file system is asked for more than it keeps, and every word is whole', (title, language) => {
  const name = named(title.repeat(9), language)
  expect(bytesOf(name)).toBeLessThan(240)
  const cut = nameIn(name)
  expect(title.repeat(9).startsWith(cut)).toBe(true)
  expect(cut.length).toBeGreaterThan(50)
  const words = new Intl.Segmenter('en', { granularity: 'word' }).segment(title.repeat(9))
  expect(Array.from(words, ({ index }) => index)).toContain(cut.length)
})

test('what has no words is cut between characters as people see them', () => {
  expect(nameIn(named('x'.repeat(100)))).toBe('x'.repeat(80))
  expect(nameIn(named(`a${'é̱'.normalize('NFD').repeat(60)}`))).toMatch(/^a(?:\p{L}\p{M}+)+$/u)
  expect(nameIn(named('𝒳'.repeat(99)))).toBe('𝒳'.repeat(50))
  expect(named('🇨🇦'.repeat(40)).isWellFormed()).toBe(true)
})
