/** Says of units of a text which other units they correspond to, stretch by stretch: one entry for a whole paragraph. */
import type { ItemId } from '#shared/room/place.ts'

/** Units that one client wrote one after the other. */
export interface Units extends ItemId {
  readonly length: number
}

export interface UnitMap {
  /** From now on these correspond to as many from another one on, whatever they did before. */
  set(units: Units, first: ItemId): void
  /** The same units in pieces, with what they correspond to; null where nothing was said of them. */
  read(units: Units): { readonly units: Units; readonly others: Units | null }[]
}

interface Row {
  readonly clock: number
  readonly length: number
  readonly first: ItemId
}

export function createUnitMap(): UnitMap {
  /** By client; in order, and none reaching into the next. */
  const rows = new Map<number, Row[]>()

  return {
    set: ({ client, clock, length }, first) => {
      const list = rows.get(client) ?? []
      rows.set(client, list)
      const [start, end] = overlapped(list, clock, length)
      const left = list
        .slice(start, end)
        .flatMap((row) => [part(row, row.clock, clock), part(row, clock + length, endOf(row))])
      const fresh = [...left, { clock, length, first }]
        .filter((row) => row.length > 0)
        .toSorted((a, b) => a.clock - b.clock)
      const before = list[start - 1]
      if (before !== undefined && fresh[0] !== undefined && goesOn(before, fresh[0])) {
        fresh[0] = { ...before, length: before.length + fresh[0].length }
        list.splice(start - 1, end - start + 1, ...fresh)
      } else list.splice(start, end - start, ...fresh)
    },

    read: ({ client, clock, length }) => {
      const list = rows.get(client) ?? []
      const pieces: { units: Units; others: Units | null }[] = []
      const stop = clock + length
      let at = clock
      const addUpTo = (end: number, first: ItemId | null): void => {
        if (at < end)
          pieces.push({
            units: { client, clock: at, length: end - at },
            others: first === null ? null : { ...first, length: end - at },
          })
        at = Math.max(at, end)
      }
      for (const row of list.slice(...overlapped(list, clock, length))) {
        addUpTo(row.clock, null)
        addUpTo(Math.min(stop, endOf(row)), nth(row.first, at - row.clock))
      }
      addUpTo(stop, null)
      return pieces
    },
  }
}

/** The numbers of the rows, first and behind the last, that reach into a stretch. */
function overlapped(list: readonly Row[], clock: number, length: number): [number, number] {
  const start = firstBehind(list, clock, endOf)
  return [
    start,
    Math.max(
      start,
      firstBehind(list, clock + length - 1, (row) => row.clock),
    ),
  ]
}

/** The number of the first row of which this is more. */
function firstBehind(list: readonly Row[], clock: number, measure: (row: Row) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = list[middle]
    if (row !== undefined && measure(row) > clock) high = middle
    else low = middle + 1
  }
  return low
}

const endOf = ({ clock, length }: Row): number => clock + length

/** What of a row lies between two clocks; of no length or less where nothing does. */
const part = ({ clock, length, first }: Row, from: number, to: number): Row => {
  const start = Math.max(clock, from)
  return { clock: start, length: Math.min(clock + length, to) - start, first: nth(first, start - clock) }
}

const nth = ({ client, clock }: ItemId, n: number): ItemId => ({ client, clock: clock + n })

const goesOn = (before: Row, { clock, first }: Row): boolean =>
  endOf(before) === clock && before.first.client === first.client && before.first.clock + before.length === first.clock
