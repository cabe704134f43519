// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import { findMatches, type Query, searchFor } from '../../../client/statement/find-matches.ts'
import { write } from './writing.ts'

const plain: Query = { words: '', matchCase: false, wholeWords: false }

/** What is found in one paragraph, as it stands there. */
function found(paragraph: string, words: string, query: Partial<Query> = {}): string[] {
  const { doc } = write(`p ${paragraph}`).editor.state
  const matches = findMatches(doc, searchFor({ ...plain, words, ...query }))
  return matches.map(({ from, to }) => doc.textBetween(from, to))
}

describe('what is found', () => {
  test.each([
    ['the Group’s aim', "group's", ['Group’s']],
    ['the Group’s aim', 'Group’s', ['Group’s']],
    ['called “the Group” here', '"the group"', ['“the Group”']],
    ['appelé «\u202fle Groupe\u202f» ici', '"le groupe"', ['«\u202fle Groupe\u202f»']],
    ['25\u00a0June', '25 june', ['25\u00a0June']],
    ['naïve, nai\u0308ve', 'naïve', ['naïve', 'nai\u0308ve']],
    ['a no\u2011first\u2011use pledge', 'no-first-use', ['no\u2011first\u2011use']],
    ['co\u00adoperation', 'cooperation', ['co\u00adoperation']],
    ['وَقَدْ سُرَّتْ كندا', 'سرت', ['سُرَّتْ']],
    ['سرت كندا', 'سُرَّت', ['سرت']],
    ['and so on…', 'on...', ['on…']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['İstanbul und Straße', 'straße', ['Straße']],
    ['😀 mine', 'mine', ['mine']],
  ])('%s: %s', (paragraph, words, expected) => {
    expect(found(paragraph, words)).toEqual(expected)
  })
  test('half of a letter or of an ellipsis is not', () => {
    expect(found('café', 'cafe')).toEqual([])
    expect(found('on…', 'on.')).toEqual([])
  })
  test('by case and whole words, where asked', () => {
    expect(found('State of the state', 'state', { matchCase: true })).toEqual(['state'])
    expect(found('States, state-run, interstate state', 'state', { wholeWords: true })).toEqual(['state', 'state'])
    expect(found('中国代表团', '代表', { wholeWords: true })).toEqual(['代表'])
    expect(found('éclat clat', 'clat', { wholeWords: true })).toEqual(['clat'])
  })
  test('offsets hold behind atoms, and in notes', () => {
    const { doc } = write('p one[^a] two⏎three', 'fn:a two more').editor.state
    const matches = findMatches(doc, searchFor({ ...plain, words: 'two' }))
    expect(matches.map(({ from, to }) => doc.textBetween(from, to))).toEqual(['two', 'two'])
    expect(findMatches(doc, searchFor({ ...plain, words: 'one two' }))).toEqual([])
  })
})
