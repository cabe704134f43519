import { expect, test } from 'vitest'
import { mintId } from '../../../server/people/secrets.ts'

test('no id looks like an option of a command', () => {
  const ids = Array.from({ length: 2000 }, mintId)
  expect(ids.filter((id) => !/^[0-9A-Za-z][\w-]{15}$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})
