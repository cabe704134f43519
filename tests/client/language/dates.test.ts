import { expect, test } from 'vitest'
import { formatSeen, readLocal, writeLocal } from '../../../client/language/dates.ts'

test('a time survives the field that it is edited in, to the minute, also across the change of clocks', () => {
  for (let month = 0; month < 24; month++) {
    const at = new Date(2026, month, 29, 2 + (month % 22), 30 + month).getTime()
    expect(readLocal(writeLocal(at))).toBe(at)
  }
})

test('an empty field is no time', () => {
  expect(readLocal('')).toBeNull()
})

test('whoever was seen today is given by the clock, otherwise with the day', () => {
  const noon = new Date(2026, 5, 26, 12, 0).getTime()
  expect(formatSeen(noon - 60_000, noon)).toBe('11:59')
  expect(formatSeen(noon - 86_400_000, noon)).toBe('25 June, 12:00')
})
