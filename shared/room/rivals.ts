/**
 * The other passages that say the same as the words of an anchor. While they stand where they stood when it was made,
 * they are other words for certain, however much they read like those that are looked for.
 */
import { mostRivals } from '../thread/thread.ts'
import type { ItemId } from './place.ts'
import type { Reading } from './reading.ts'
import { indexOfUnit } from './what-is-left.ts'

/** The first units of passages that begin at these indexes; undefined when there are too many. */
export function rivalsAt(reading: Reading, places: readonly number[]): ItemId[] | undefined {
  if (places.length > mostRivals) return undefined
  const items = standing(reading)
  return places.map((place) => {
    let low = 0
    let high = items.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((items[middle]?.start ?? 0) <= place) low = middle
      else high = middle - 1
    }
    const { client, clock, start } = items[low] ?? { client: 0, clock: 0, start: place }
    return { client, clock: clock + place - start }
  })
}

export interface Rivals {
  /** Where those begin that still say the same. */
  readonly places: ReadonlySet<number>
  /** All of them do: whatever else says the same came later. */
  readonly complete: boolean
}

/** Where the rivals of an anchor stand that still say these words. */
export function findRivals(reading: Reading, words: string, rivals: readonly ItemId[] | undefined): Rivals {
  const places = new Set<number>()
  for (const id of rivals ?? []) {
    const index = indexOfUnit(reading, id)
    if (index !== null && reading.words.startsWith(words, index)) places.add(index)
  }
  return { places, complete: places.size > 0 && places.size === rivals?.length }
}

interface Standing extends ItemId {
  readonly start: number
}

const known = new WeakMap<Reading, readonly Standing[]>()

/** The items that stand in the text, in its order. */
function standing(reading: Reading): readonly Standing[] {
  const before = known.get(reading)
  if (before !== undefined) return before
  const items = Array.from(reading.starts)
    .filter(([item]) => !item.deleted && item.countable)
    .map(([{ id }, start]) => ({ client: id.client, clock: id.clock, start }))
  known.set(reading, items)
  return items
}
