// @vitest-environment happy-dom
/** What was begun and not sent is there again, for its author and until they sign out. */
import { expect, test } from 'vitest'
import type { Piece } from '#shared/thread/thread.ts'
import { forgetWords, keepWords, readWords } from '../../../client/thread/kept-words.ts'

const said: Piece[] = [
  { type: 'text', text: 'Half a ' },
  { type: 'text', text: 'thought', bold: true },
]

test('words are kept under their name until there are none', () => {
  keepWords('s/ingrid/t1', said)
  expect(readWords('s/ingrid/t1')).toEqual(said)
  expect(readWords('s/claire/t1')).toEqual([])
  keepWords('s/ingrid/t1', [])
  expect(readWords('s/ingrid/t1')).toEqual([])
  expect(localStorage).toHaveLength(0)
})

test('signing out forgets all of them and nothing else', () => {
  localStorage.setItem('another', 'stays')
  keepWords('a', said)
  keepWords('b', said)
  forgetWords()
  expect([readWords('a'), readWords('b')]).toEqual([[], []])
  expect(localStorage.getItem('another')).toBe('stays')
})

test('what a later version left is not read as something else', () => {
  localStorage.setItem('penholder: words/c', '[{"type":"video"}]')
  expect(readWords('c')).toEqual([])
  localStorage.setItem('penholder: words/c', 'no json')
  expect(readWords('c')).toEqual([])
})
