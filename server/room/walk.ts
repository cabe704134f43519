/**
 * Walks the structs of one update in the order in which Yjs will integrate them, so that everything a struct leans on has
 * been placed before it: by this update, by one that waits to be applied, or in the document. Changes nothing.
 */
import * as Y from 'yjs'
import type { RefusalCode } from '#shared/refusal.ts'
import { collected, fits, opensBlock, type Place, placeInMarker, placeInRoot } from './places.ts'

export type Trouble =
  /** It builds on something that has not come. */
  { readonly verdict: 'gap' } | { readonly verdict: 'refused'; readonly code: RefusalCode; readonly detail?: string }

export type Struct = Y.Item | Y.GC | Y.Skip

/** One admitted struct that the document does not hold yet. */
export interface Ahead {
  readonly clock: number
  readonly end: number
  readonly place: Place
  readonly opens: boolean
}

export class Walk {
  /** What the update adds, by client and in order of clocks. */
  readonly fresh = new Map<number, Ahead[]>()
  /** Characters added to each field of the letterhead. */
  readonly letterhead: {
    readonly root: string
    readonly client: number
    readonly clock: number
    readonly end: number
  }[] = []
  readonly #doc: Y.Doc
  readonly #ahead: ReadonlyMap<number, readonly Ahead[]>
  readonly #groups: ReadonlyMap<number, readonly Struct[]>
  readonly #next = new Map<number, number>()
  readonly #waiting = new Map<number, number[]>()

  constructor(
    doc: Y.Doc,
    ahead: ReadonlyMap<number, readonly Ahead[]>,
    groups: ReadonlyMap<number, readonly Struct[]>,
  ) {
    this.#doc = doc
    this.#ahead = ahead
    this.#groups = groups
  }

  /** Null when everything found its place. */
  run(): Trouble | null {
    const runnable = [...this.#groups.keys()]
    for (let client = runnable.pop(); client !== undefined; client = runnable.pop()) {
      const before = this.#next.get(client)
      const trouble = this.#advance(client)
      if (trouble !== null) return trouble
      // Whoever waits is woken by progress alone: two that wait for each other would wake each other for ever.
      if (this.#next.get(client) === before) continue
      runnable.push(...(this.#waiting.get(client) ?? []))
      this.#waiting.delete(client)
    }
    const stuck = [...this.#groups].some(([client, group]) => (this.#next.get(client) ?? 0) < group.length)
    return stuck ? { verdict: 'gap' } : null
  }

  #advance(client: number): Trouble | null {
    const group = this.#groups.get(client) ?? []
    let at = this.#next.get(client) ?? 0
    for (let struct = group[at]; struct !== undefined; struct = group[at]) {
      const known = this.#known(client)
      const end = struct.id.clock + struct.length
      if (end > known && !(struct instanceof Y.Skip)) {
        if (struct.id.clock > known) return { verdict: 'gap' }
        const lacking = struct instanceof Y.Item ? this.#lacks(struct) : null
        if (lacking === client) return refused('malformed', 'a struct leans on a later one')
        if (lacking !== null) {
          this.#wait(client, lacking)
          break
        }
        const trouble = this.#place(struct, known, end)
        if (trouble !== null) return trouble
      }
      at += 1
      this.#next.set(client, at)
    }
    return null
  }

  /** Wakes up again when `lacking` has come further; if it never does, the update has a gap. */
  #wait(client: number, lacking: number): void {
    const waiting = this.#waiting.get(lacking)
    if (waiting === undefined) this.#waiting.set(lacking, [client])
    else waiting.push(client)
  }

  #lacks({ id, origin, rightOrigin, parent }: Y.Item): number | null {
    const parentId: unknown = parent
    for (const needed of [origin, rightOrigin, parentId]) {
      if (!(needed instanceof Y.ID)) continue
      const known = needed.client === id.client ? id.clock : this.#known(needed.client)
      if (needed.clock >= known) return needed.client
    }
    return null
  }

  #place(struct: Y.Item | Y.GC, known: number, end: number): Trouble | null {
    const { client, clock } = struct.id
    const place = struct instanceof Y.Item ? this.#placeOf(struct) : collected
    if (place === null) return refused('not-in-schema', 'no such place')
    // Yjs hangs the rest of a struct on the part that it has, wherever the struct says that it belongs.
    if (clock < known && place !== this.#find(Y.createID(client, known - 1)).place) {
      return refused('malformed', 'a struct stands at two places')
    }
    if (struct instanceof Y.Item && !fits(struct.content, place)) return refused('not-in-schema', `in ${place.in}`)
    const added = { clock: known, end, place, opens: struct instanceof Y.Item && opensBlock(struct.content) }
    const fresh = this.fresh.get(client)
    if (fresh === undefined) this.fresh.set(client, [added])
    else fresh.push(added)
    const shows = struct instanceof Y.Item && struct.content instanceof Y.ContentString
    if (shows && place.in === 'letterhead') this.letterhead.push({ root: place.root, client, clock, end })
    return null
  }

  /** As Yjs finds an item's parent: that of its left neighbour, else of its right, else the one it names. */
  #placeOf({ origin, rightOrigin, parent, parentSub }: Y.Item): Place | null {
    const neighbours = [origin, rightOrigin].filter((id) => id !== null).map((id) => this.#find(id).place)
    if (neighbours.includes(collected)) return collected
    const [beside] = neighbours
    if (beside !== undefined) return beside
    const named: unknown = parent
    if (typeof named === 'string') return placeInRoot(named, parentSub)
    if (!(named instanceof Y.ID)) return null
    return this.#find(named).opens ? placeInMarker(parentSub) : collected
  }

  #known(client: number): number {
    const end = this.fresh.get(client)?.at(-1)?.end ?? this.#ahead.get(client)?.at(-1)?.end
    return end ?? Y.getState(this.#doc.store, client)
  }

  #find(id: Y.ID): Pick<Ahead, 'place' | 'opens'> {
    if (id.clock < Y.getState(this.#doc.store, id.client)) return inDocument(this.#doc, id)
    const found = search(this.#ahead.get(id.client), id.clock) ?? search(this.fresh.get(id.client), id.clock)
    if (found === undefined) throw new Error('A struct was placed before what it leans on.')
    return found
  }
}

function inDocument(doc: Y.Doc, id: Y.ID): Pick<Ahead, 'place' | 'opens'> {
  const item: Y.Item | Y.GC = Y.getItem(doc.store, id)
  const parent: unknown = item instanceof Y.Item ? item.parent : null
  if (!(item instanceof Y.Item && parent instanceof Y.AbstractType)) return { place: collected, opens: false }
  const place =
    parent._item === null ? placeInRoot(Y.findRootTypeKey(parent), item.parentSub) : placeInMarker(item.parentSub)
  // The document holds only what was admitted, so it has no place outside the schema but in a damaged log.
  return { place: place ?? collected, opens: opensBlock(item.content) }
}

/** The entry that covers `clock`, by bisection. */
function search(entries: readonly Ahead[] = [], clock: number): Ahead | undefined {
  let low = 0
  let high = entries.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const entry = entries[middle]
    if (entry === undefined || clock < entry.clock) high = middle - 1
    else if (clock >= entry.end) low = middle + 1
    else return entry
  }
  return undefined
}

export const refused = (code: RefusalCode, detail?: string): Trouble =>
  detail === undefined ? { verdict: 'refused', code } : { verdict: 'refused', code, detail }
