// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { label } from '#shared/statement/lists.ts'
import { ordinals } from '../../../client/statement/lists.ts'
import { write } from './writing.ts'

const count = (...lines: string[]) => ordinals(write(...lines).editor.state.doc.content.content)

test('a list goes on over deeper items and ends at everything else', () => {
  expect(count('1 a', '1> b', '1>> c', '1> d', '1 e')).toEqual([1, 1, 1, 2, 2])
  expect(count('1 a', '-> b', '1 c')).toEqual([1, null, 2])
  expect(count('1 a', '- b', '1 c')).toEqual([1, null, 1])
  expect(count('1 a', 'p b', '1 c')).toEqual([1, null, 1])
  expect(count('1 a', '1> b', '1 c', '1> d')).toEqual([1, 1, 2, 1])
  expect(count('1>> a', '1>> b', '1> c')).toEqual([1, 2, 1])
})

test.each([
  [1, 0, '1.'],
  [28, 1, '(ab)'],
  [26, 1, '(z)'],
  [4, 2, '(iv)'],
  [49, 2, '(xlix)'],
  [2, 3, '(B)'],
])('%i at depth %i is written %s', (ordinal, depth, written) => {
  expect(label(ordinal, depth)).toBe(written)
})
