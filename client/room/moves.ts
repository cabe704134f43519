/**
 * What this person took out of the text and put in again: cut and pasted, dragged, moved with its block, or deleted and
 * brought back by undo. To Yjs all that is put in is new, and to everybody else; only the client that does it sees that
 * it is the same. Remembered unit by unit, without a thought of threads, as long as the page is in the room.
 */
import * as Y from 'yjs'
import { markerOf } from '#shared/room/markers.ts'
import type { ItemId } from '#shared/room/place.ts'
import type { Reading } from '#shared/room/reading.ts'
import { createUnitMap, type Units } from './unit-map.ts'

export interface Moves {
  /** Nothing was moved yet. */
  readonly none: boolean
  /** Says of the transaction that comes next that it empties a selection into the clipboard, or puts the clipboard in. */
  expect(deed: Deed): void
  /** The clipboard holds something else than what was cut: what is pasted is a copy. */
  copied(): void
  /** Where units stand now, also those that were taken out and put in again, as linear indexes in no order. */
  standing(reading: Reading, units: Units): Span[]
  destroy(): void
}

export type Deed = 'cut' | 'paste' | null

export interface Span {
  readonly from: number
  readonly to: number
}

/** Characters and atoms in the order of the text; block openings have no part in it, for a paste makes its own. */
interface Stretch {
  readonly said: string
  readonly units: readonly Units[]
}

/** Follows what is written with this origin, and what undo managers take back. */
export function followMoves(text: Y.Text, origin: object): Moves {
  const { doc } = text
  if (doc === null) throw new Error('Only a text of a document can be followed.')
  /** Of units that were put in again: what they were when they were first taken out. */
  const origins = createUnitMap()
  /** Of those: what they were put in as last. All that they were before is deleted, and never lives again. */
  const latest = createUnitMap()
  let none = true
  let expected: Deed = null
  /** What was cut last, as long as the clipboard holds it. */
  let cut: Stretch | null = null

  const heed = (transaction: Y.Transaction): void => {
    if (!transaction.local) return
    if (transaction.origin instanceof Y.UndoManager) return bringBack(transaction)
    if (transaction.origin !== origin) return
    const deed = expected
    expected = null
    const takes = transaction.deleteSet.clients.size > 0
    const puts = isNew(transaction, { client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) - 1 })
    if (deed === 'cut') cut = takes ? takenBy(text, transaction) : null
    // A key stroke is one or the other: it costs nothing.
    if (!puts || (!takes && deed !== 'paste')) return
    const put = putBy(text, transaction)
    const taken = [deed === 'paste' ? cut : null, takes ? takenBy(text, transaction) : null]
    const same = taken.find((stretch) => stretch !== null && stretch.said !== '' && stretch.said === put.said)
    // Of what was cut once and pasted twice the second is a copy, as long as the first stands.
    if (same && !same.units.some((units) => livesOf(units).length > 0)) link(same.units, put.units)
  }

  /** Yjs keeps what undo made of what. */
  const bringBack = (transaction: Y.Transaction): void => {
    for (let item = text._start; item !== null; item = item.right) {
      const { id, length, redone } = item
      if (item.deleted && redone !== null && isNew(transaction, redone))
        link([unitsFrom(id, length)], [unitsFrom(redone, length)])
    }
  }

  /** From both lists, which are as long, unit by unit. */
  const link = (old: readonly Units[], now: readonly Units[]): void => {
    none = false
    const were = old.flatMap(originsOf)
    let k = 0
    let done = 0
    for (const { client, clock, length } of now)
      for (let at = 0; at < length;) {
        const source = were[k]
        if (source === undefined) return
        const part = Math.min(length - at, source.length - done)
        const origin = { client: source.client, clock: source.clock + done, length: part }
        const unit = { client, clock: clock + at, length: part }
        origins.set(unit, origin)
        latest.set(origin, unit)
        at += part
        done = done + part === source.length ? 0 : done + part
        if (done === 0) k++
      }
  }

  /** What units were when they were first taken out; themselves, where that never happened. */
  const originsOf = (units: Units): Units[] => origins.read(units).map((piece) => piece.others ?? piece.units)

  /** Whatever stands in the text that these units are or have become. */
  const livesOf = (units: Units): Living[] =>
    originsOf(units)
      .flatMap((origin) => [origin, ...latest.read(origin).flatMap(({ others }) => others ?? [])])
      .flatMap((one) => living(doc.store, one))

  doc.on('afterTransaction', heed)
  return {
    get none() {
      return none
    },
    expect: (deed) => {
      expected = deed
    },
    copied: () => {
      cut = null
    },
    standing: ({ starts }, units) =>
      livesOf(units).flatMap(({ item, offset, length }) => {
        const start = starts.get(item)
        return start === undefined ? [] : [{ from: start + offset, to: start + offset + length }]
      }),
    destroy: () => doc.off('afterTransaction', heed),
  }
}

const isNew = ({ beforeState }: Y.Transaction, { client, clock }: ItemId): boolean =>
  clock >= (beforeState.get(client) ?? 0)

/** Before Yjs throws away what the deleted said. */
const takenBy = (text: Y.Text, transaction: Y.Transaction): Stretch =>
  stretchOf(text, ({ id, deleted }) => deleted && Y.isDeleted(transaction.deleteSet, id) && !isNew(transaction, id))

const putBy = (text: Y.Text, transaction: Y.Transaction): Stretch =>
  stretchOf(text, ({ id, deleted }) => !deleted && isNew(transaction, id))

function stretchOf(text: Y.Text, belongs: (item: Y.Item) => boolean): Stretch {
  const units: Units[] = []
  let said = ''
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.countable || markerOf(item) !== null || !belongs(item)) continue
    said += item.content instanceof Y.ContentString ? item.content.str : '\ufffc'.repeat(item.length)
    units.push(unitsFrom(item.id, item.length))
  }
  return { said, units }
}

const unitsFrom = ({ client, clock }: ItemId, length: number): Units => ({ client, clock, length })

interface Living {
  readonly item: Y.Item
  readonly offset: number
  readonly length: number
}

function living(store: Y.Doc['store'], { client, clock, length }: Units): Living[] {
  const pieces: Living[] = []
  const end = Math.min(clock + length, Y.getState(store, client))
  for (let at = clock; at < end;) {
    const item: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, at))
    const stop = Math.min(end, item.id.clock + item.length)
    if (item instanceof Y.Item && !item.deleted && item.countable)
      pieces.push({ item, offset: at - item.id.clock, length: stop - at })
    at = stop
  }
  return pieces
}
