/**
 * Randomness that can be had again: mulberry32 from a seed. A test that fails prints its seed, and nothing else is
 * needed to see the failure again.
 */
export interface Seeded {
  /** From 0 up to 1, 1 excluded. */
  next(): number
  /** A whole number from 0 up to `below`, which is excluded. */
  int(below: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

export function seeded(seed: number): Seeded {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number) => Math.floor(next() * below)
  return { next, int, chance: (probability) => next() < probability, pick: (items) => items[int(items.length)]! }
}

/** The seeds of a run: `few` of them in `npm test`, `many` under LONG=1, always the same ones. */
export const seeds = (first: number, few: number, many: number): number[] =>
  Array.from({ length: process.env.LONG === '1' ? many : few }, (_, k) => first + k)
