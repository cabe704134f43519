/** Cards never lie on each other, keep the order of the text, and leave the active one exactly at its words. */
import { describe, expect, test } from 'vitest'
import { type Card, placeCards } from '../../../client/thread/place-cards.ts'
import { seeded, seeds } from '../../random.ts'

const gap = 12
const top = 44

const card = (key: string, want: number, height = 100): Card => ({ key, want, height })

describe('places of cards', () => {
  test('a card with room stands at its words, also when it is not the active one', () => {
    const cards = [card('a', 100), card('b', 400), card('c', 700)]
    expect(placeCards(cards, { active: null, gap, top })).toEqual([100, 400, 700])
    expect(placeCards(cards, { active: 'b', gap, top })).toEqual([100, 400, 700])
  })

  test('without an active one they are laid out from the top', () => {
    const cards = [card('a', 10), card('b', 20), card('c', 300)]
    expect(placeCards(cards, { active: null, gap, top })).toEqual([44, 156, 300])
  })

  test('those above the active one make way upwards and those below it downwards, and no further than they must', () => {
    const cards = [card('a', 300), card('b', 310), card('c', 320), card('d', 330), card('e', 900)]
    expect(placeCards(cards, { active: 'c', gap, top })).toEqual([96, 208, 320, 432, 900])
    // One that stood lower only because of others keeps the place it has.
    expect(placeCards([card('a', 50), card('b', 60), card('c', 800)], { active: 'c', gap, top })).toEqual([
      50, 162, 800,
    ])
  })

  test.each(seeds(1, 200, 20_000))('never on each other, in order, the active one exact (seed %i)', (seed) => {
    const random = seeded(seed)
    let want = 0
    const cards = Array.from({ length: random.int(40) }, (_, k) => {
      want += random.chance(0.3) ? 0 : random.int(240)
      return card(String(k), want, 40 + random.int(400))
    })
    const active = random.chance(0.7) && cards.length > 0 ? random.pick(cards).key : null
    const tops = placeCards(cards, { active, gap, top })
    expect(tops).toHaveLength(cards.length)
    for (const [k, { key, want: wanted, height }] of cards.entries()) {
      if (key === active) expect(tops[k]).toBe(wanted)
      const next = tops[k + 1]
      if (next !== undefined) expect(next).toBeGreaterThanOrEqual(tops[k]! + height + gap)
    }
    if (active === null) for (const place of tops) expect(place).toBeGreaterThanOrEqual(top)
  })
})
