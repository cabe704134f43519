/** Characters of two UTF-16 units are in a file whole, wherever a thread or somebody's words begin. */
import { expect, test } from 'vitest'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { wholeIn } from '../../../server/exchange/whole.ts'

test('a place within a character moves out of it, and every other stays', () => {
  const document: DocumentJson = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { id: 'p' },
        content: [{ type: 'text', text: 'a' }, { type: 'hardBreak' }, { type: 'text', text: '😀😀b' }],
      },
    ],
  }
  const { around, behind } = wholeIn(document)
  const range = (from: number, to: number) => ({ from: { block: 0, offset: from }, to: { block: 0, offset: to } })
  expect(around(range(3, 5))).toEqual(range(2, 6))
  expect(behind(range(3, 5))).toEqual(range(2, 4))
  for (const offset of [0, 1, 2, 4, 6, 7, 9]) expect(around(range(offset, offset))).toEqual(range(offset, offset))
})
