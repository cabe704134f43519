/**
 * Decides about every update before it reaches the log: right, size, gaps, whose words, schema. It reads the room's
 * document and what has been admitted but is not applied yet, and changes neither; root types are never instantiated,
 * since a document with instantiated texts starts to delete formatting of its own accord.
 */
import * as Y from 'yjs'
import type { DelegateId } from '#shared/people/people.ts'
import type { RefusalCode } from '#shared/refusal.ts'
import { longestField } from '#shared/statement/statement.ts'
import { collected, fits, opensBlock, type Place, placeInMarker, placeInRoot } from './places.ts'

export type Verdict =
  /** To be stored; `clients` speak here for the first time. Until `settle` or `forget` it counts as known. */
  | { readonly verdict: 'new'; readonly clients: readonly number[] }
  /** Everything in it is known, or it is the tidying that every reader's Yjs does; nothing to store. */
  | { readonly verdict: 'nothing' }
  /** It builds on something that has not come. */
  | { readonly verdict: 'gap' }
  | { readonly verdict: 'refused'; readonly code: RefusalCode; readonly detail?: string }

export interface Writer {
  readonly delegateId: DelegateId
  /** Why this person may not write just now; null: may. */
  readonly barred: RefusalCode | null
  /** Bytes the document may still grow by. */
  readonly room: number
}

/** Two people may fill a field at once; more than that no honest client writes. */
const longestLetterhead = 4 * longestField
/** Yjs draws client ids from 32 bits. */
const largestClient = 0xffff_ffff

type Struct = Y.Item | Y.GC | Y.Skip

/** One admitted struct that the document does not hold yet. */
interface Ahead {
  readonly clock: number
  readonly end: number
  readonly place: Place
  readonly opens: boolean
}

export class Admission {
  readonly #doc: Y.Doc
  readonly #owners: Map<number, DelegateId>
  /** By client, in order of clocks. */
  readonly #ahead = new Map<number, Ahead[]>()
  readonly #claimed = new Set<number>()

  /** `owners`: whose each client id is, from the log. A client id that is in the document but not there is the server's. */
  constructor(doc: Y.Doc, owners: ReadonlyMap<number, DelegateId>) {
    this.#doc = doc
    this.#owners = new Map(owners)
  }

  ownerOf(client: number): DelegateId | undefined {
    return this.#owners.get(client)
  }

  /** All that was admitted is in the document now. */
  settle(): void {
    this.#ahead.clear()
    this.#claimed.clear()
  }

  /** Nothing that was admitted and not applied will be. */
  forget(): void {
    for (const client of this.#claimed) this.#owners.delete(client)
    this.settle()
  }

  examine(bytes: Uint8Array, writer: Writer): Verdict {
    const update = decode(bytes)
    if (update === null) return refused('malformed', 'update cannot be read')
    const { groups, deletions } = update
    const writes = [...groups].some(([client, structs]) => structs.some((struct) => this.#isNew(client, struct)))
    const deletes = this.#novelty(deletions)
    if (!writes && deletes === 'nothing') return { verdict: 'nothing' }
    if (writer.barred !== null) {
      // A reader's Yjs deletes redundant formatting by itself; that is no reason to refuse anybody.
      return writes || deletes === 'words' ? refused(writer.barred) : { verdict: 'nothing' }
    }
    if (writes && bytes.length > writer.room) return refused('document-too-large')
    const walk = new Walk(this.#doc, this.#ahead, groups)
    const trouble = walk.run() ?? this.#checkWords(walk, writer) ?? checkLetterhead(this.#doc, walk, deletions)
    if (trouble !== null) return trouble
    if (!this.#reaches(deletions, walk)) return { verdict: 'gap' }
    return this.#admit(walk, writer)
  }

  #isNew(client: number, struct: Struct): boolean {
    return !(struct instanceof Y.Skip) && struct.id.clock + struct.length > this.#known(client)
  }

  #known(client: number): number {
    return this.#ahead.get(client)?.at(-1)?.end ?? Y.getState(this.#doc.store, client)
  }

  /** What of the deletions is new: nothing, formatting only, words, or it cannot be told since they are not there yet. */
  #novelty(deletions: Deletions): 'nothing' | 'formatting' | 'words' | 'unknown' {
    let novelty: 'nothing' | 'formatting' | 'unknown' = 'nothing'
    for (const [client, ranges] of deletions) {
      const structs = this.#doc.store.clients.get(client) ?? []
      const stored = Y.getState(this.#doc.store, client)
      for (const { clock, len } of ranges) {
        if (clock + len > stored) {
          novelty = 'unknown'
          if (clock < this.#known(client)) return 'words'
        }
        if (len === 0 || clock >= stored) continue
        for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
          const struct = structs[at]
          if (struct === undefined || struct.id.clock >= clock + len) break
          if (struct.deleted) continue
          if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentFormat)) return 'words'
          if (novelty === 'nothing') novelty = 'formatting'
        }
      }
    }
    return novelty
  }

  #checkWords({ fresh }: Walk, { delegateId }: Writer): Verdict | null {
    for (const client of fresh.keys()) {
      const owner = this.#owners.get(client)
      // Known but nobody's: the server wrote it.
      const foreign = owner === undefined ? this.#known(client) > 0 : owner !== delegateId
      if (foreign) return refused('foreign-words')
    }
    return null
  }

  #reaches(deletions: Deletions, { fresh }: Walk): boolean {
    for (const [client, ranges] of deletions) {
      const end = fresh.get(client)?.at(-1)?.end ?? this.#known(client)
      if (ranges.some(({ clock, len }) => clock + len > end)) return false
    }
    return true
  }

  #admit({ fresh }: Walk, { delegateId }: Writer): Verdict {
    const clients = [...fresh.keys()].filter((client) => !this.#owners.has(client))
    for (const client of clients) {
      this.#owners.set(client, delegateId)
      this.#claimed.add(client)
    }
    for (const [client, added] of fresh) {
      const ahead = this.#ahead.get(client)
      if (ahead === undefined) this.#ahead.set(client, added)
      else for (const struct of added) ahead.push(struct)
    }
    return { verdict: 'new', clients }
  }
}

type Deletions = ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>

interface Decoded {
  readonly groups: ReadonlyMap<number, readonly Struct[]>
  readonly deletions: Deletions
}

/** Null for bytes that no Yjs writes. */
function decode(bytes: Uint8Array): Decoded | null {
  try {
    const { structs, ds } = Y.decodeUpdate(bytes)
    const groups = new Map<number, Struct[]>()
    let last: number | null = null
    for (const struct of structs) {
      const { client } = struct.id
      // Yjs would keep only the second of two groups of one client, and lose its way in structs without length.
      if (client > largestClient || struct.length < 1 || (client !== last && groups.has(client))) return null
      const group = groups.get(client)
      if (group === undefined) groups.set(client, [struct])
      else group.push(struct)
      last = client
    }
    return { groups, deletions: ds.clients }
  } catch {
    return null
  }
}

/**
 * Walks the structs in the order in which Yjs will integrate them, so that everything a struct leans on has been placed
 * before it: by this update, by one that waits to be applied, or in the document.
 */
class Walk {
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
  run(): Verdict | null {
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

  #advance(client: number): Verdict | null {
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

  #place(struct: Y.Item | Y.GC, known: number, end: number): Verdict | null {
    const { client, clock } = struct.id
    const place = struct instanceof Y.Item ? this.#placeOf(struct) : collected
    if (place === null) return refused('not-in-schema', 'no such place')
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

/** A field that grew beyond what honest clients write; what the same update deletes again does not count. */
function checkLetterhead(doc: Y.Doc, { letterhead }: Walk, deletions: Deletions): Verdict | null {
  const lengths = new Map<string, number>()
  for (const { root, client, clock, end } of letterhead) {
    const gone = (deletions.get(client) ?? []).reduce(
      (sum, { clock: from, len }) => sum + Math.max(0, Math.min(end, from + len) - Math.max(clock, from)),
      0,
    )
    const length = (lengths.get(root) ?? doc.share.get(root)?._length ?? 0) + end - clock - gone
    if (length > longestLetterhead) return refused('not-in-schema', 'letterhead field too long')
    lengths.set(root, length)
  }
  return null
}

const refused = (code: RefusalCode, detail?: string): Verdict =>
  detail === undefined ? { verdict: 'refused', code } : { verdict: 'refused', code, detail }
