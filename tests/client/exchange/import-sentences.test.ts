/** What the dialog says of a source, in whole sentences: one thing and several, one person and many. */
import { expect, test } from 'vitest'
import type { Lost } from '#shared/exchange/sources.ts'
import { words } from '../../../client/language/en.ts'

const { importing: say } = words
const lost = (...counts: readonly [Lost['kind'], number][]): string =>
  say.lost(counts.map(([kind, count]) => ({ kind, count })))

test('what is left out stands in one sentence, and what becomes of the rest in its own', () => {
  expect(lost()).toBe('')
  expect(lost(['picture', 1])).toBe('A picture is left out.')
  expect(lost(['picture', 2])).toBe('2 pictures are left out.')
  expect(lost(['picture', 1], ['macro', 1], ['comment', 3])).toBe('A picture, a macro and 3 comments are left out.')
  expect(lost(['picture', 2], ['textBox', 1], ['table', 1])).toBe(
    '2 pictures are left out. A table becomes a paragraph for each cell. A text box becomes paragraphs.',
  )
  expect(lost(['comment', 1], ['tableInWords', 1], ['commentInWords', 2])).toBe(
    'A comment is left out. A table becomes words with bars between its cells. 2 comments stay as words at the end.',
  )
  expect(lost(['field', 1], ['equation', 2])).toBe(
    '2 equations become words. A field stays as the words that it shows.',
  )
})

test('whose comments come along', () => {
  expect(say.comments(1, ['Anna Berg'])).toBe('1 comment by Anna Berg comes along as imported.')
  expect(say.comments(2, ['Anna Berg', 'Li Wei'])).toBe('2 comments by Anna Berg and Li Wei come along as imported.')
  expect(say.comments(1_204, ['Anna Berg', 'Li Wei', 'Ngozi', 'Pia'])).toBe(
    '1,204 comments by Anna Berg and 3 others come along as imported.',
  )
  expect(say.comments(2, [])).toBe('2 comments come along as imported.')
})

test('how many changes were tracked', () => {
  const of = (inserted: number, deleted: number, looks: number, authors: readonly string[] = []): string =>
    say.changesFound({ inserted, deleted, looks, authors: [...authors] })
  expect(of(1, 0, 0, ['Anna Berg'])).toBe('1 insertion by Anna Berg.')
  expect(of(3, 2, 0)).toBe('3 insertions and 2 deletions.')
  expect(of(3, 2, 1)).toBe('3 insertions, 2 deletions and 1 change of formatting.')
  expect(of(0, 0, 4, ['Li Wei'])).toBe('4 changes of formatting by Li Wei.')
})
