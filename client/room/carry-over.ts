/**
 * From a document whose changes the server refused to a fresh one of the same statement: what the server does not have
 * is done again there, under the fresh client id. The server keeps what it takes under the ids that it came with, so the
 * two documents alone say what is unsent: units that only the old one has, and units that only the fresh one still shows.
 */
import * as Y from 'yjs'
import { indexOf, namePlace, placeAt } from '#shared/room/anchor.ts'
import { type Formatting, reformat } from '#shared/room/inline.ts'
import { blockSpecs, markerOf, readMarkers } from '#shared/room/markers.ts'
import { letterheadRoots, metaRoot, textRoot } from '#shared/room/roots.ts'
import type { Place } from '#shared/room/place.ts'

/** The origin of the one transaction in which changes are carried over. */
const carrying = { name: 'carried over' }

export interface Carried {
  /** What was left out, as plain text: a line for each stretch. */
  readonly words: string
  /** How many changes were left out. */
  readonly leftOut: number
  /** Where a place of the old document is in the fresh one; null when it stands in what was left out. */
  readonly placeOf: (place: Place) => Place | null
}

/** True for a unit that the server has. */
export type Has = (client: number, clock: number) => boolean

/** Everything that a document of the same statement has. */
export const hasAllOf =
  (doc: Y.Doc): Has =>
  (client, clock) =>
    clock < Y.getState(doc.store, client)

/**
 * Does in `fresh` what `old` has done and the server has not taken, but nothing in the paragraphs of these ids. `fresh`
 * must hold the statement as the server has it, of the same epoch; others may have written there since.
 */
export function carryOver(old: Y.Doc, fresh: Y.Doc, leaveOut: ReadonlySet<string> = new Set()): Carried {
  const carrier = new Carrier(old, fresh, leaveOut)
  fresh.transact(() => carrier.carry(), carrying)
  const { stretches } = carrier
  return { words: stretches.join('\n'), leftOut: carrier.leftOut, placeOf: (place) => carrier.placeOf(place) }
}

/** The words in a document that the server does not have, as plain text: a line for each stretch, letterhead first. */
export function unsentWords(doc: Y.Doc, has: Has): string {
  return [...letterheadRoots.keys(), textRoot]
    .flatMap((root) => {
      const stretches = new Stretches()
      for (let item = doc.getText(root)._start; item !== null; item = item.right) {
        const sent = item.deleted ? item.length : unitsSent(item, has)
        if (sent > 0 && !item.deleted) stretches.end()
        if (sent < item.length) stretches.add(item, sent)
      }
      return stretches.lines
    })
    .join('\n')
}

/** How many of an item's units the server has; they are its first. */
function unitsSent({ id: { client, clock }, length }: Y.Item, has: Has): number {
  if (has(client, clock + length - 1)) return length
  let [low, high] = [0, length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (has(client, clock + middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Words that stand together make a line. */
class Stretches {
  readonly lines: string[] = []
  private open = false

  add({ content }: Y.Item, from: number): void {
    if (!(content instanceof Y.ContentString)) return this.end()
    const words = content.str.slice(from)
    if (this.open) this.lines.push(`${this.lines.pop() ?? ''}${words}`)
    else this.lines.push(words)
    this.open = true
  }

  end(): void {
    this.open = false
  }
}

class Carrier {
  leftOut = 0
  private readonly old: Y.Doc
  private readonly fresh: Y.Doc
  private readonly leaveOut: ReadonlySet<string>
  private readonly has: Has
  private readonly words = new Stretches()
  /** Units of the old document that were written anew, and the first of the new ones. */
  private readonly anew: { readonly id: Y.ID; readonly length: number; readonly now: Y.ID }[] = []

  constructor(old: Y.Doc, fresh: Y.Doc, leaveOut: ReadonlySet<string>) {
    this.old = old
    this.fresh = fresh
    this.leaveOut = leaveOut
    const vector = Y.decodeStateVector(Y.encodeStateVector(fresh))
    this.has = (client, clock) => clock < (vector.get(client) ?? 0)
  }

  get stretches(): readonly string[] {
    return this.words.lines
  }

  carry(): void {
    const meta = this.fresh.getMap(metaRoot)
    for (const [key, value] of this.unsentKeys(this.old.getMap(metaRoot))) meta.set(key, value)
    for (const root of [...letterheadRoots.keys(), textRoot]) this.carryText(root)
  }

  placeOf(place: Place): Place | null {
    const { item, tname, assoc } = place
    if (item === undefined || this.has(item.client, item.clock)) return place
    const found = this.anew.find(
      ({ id, length }) => id.client === item.client && id.clock <= item.clock && item.clock < id.clock + length,
    )
    if (found === undefined) return null
    return { tname, assoc, item: { client: found.now.client, clock: found.now.clock + item.clock - found.id.clock } }
  }

  private carryText(root: string): void {
    const old = this.old.getText(root)
    const fresh = this.fresh.getText(root)
    // Read before anything is written: Yjs tidies formatting away as it goes.
    const pieces = new Map<Y.Item, readonly Piece[]>()
    for (let item = old._start; item !== null; item = item.right) pieces.set(item, this.piecesOf(item))
    const home = new Home(this.leaveOut, fresh, pieces)
    const ids = idsOf(old)
    // As the old text formats what stands here, and as it would without what is unsent.
    let shown: Formatting = {}
    let sentOnly: Formatting = {}
    // Where unsent units go that stand together; null when that is to be found.
    let at: number | null = null
    for (let item = old._start; item !== null; item = item.right) {
      const sent = unitsSent(item, this.has)
      if (!item.deleted && item.content instanceof Y.ContentFormat) {
        const { key, value } = item.content
        shown = reformat(shown, key, value)
        if (sent > 0) sentOnly = reformat(sentOnly, key, value)
        continue
      }
      for (const piece of pieces.get(item) ?? []) {
        const { content } = piece.there
        if (content instanceof Y.ContentFormat) {
          sentOnly = reformat(sentOnly, content.key, content.value)
          continue
        }
        home.pass(piece.there, item.deleted)
        if (item.deleted) this.delete(fresh, piece, home)
        else this.change(fresh, piece, item, changeOf(sentOnly, shown), home)
        // Behind what goes, units go on from where the last ones went: Yjs may have put those behind it as well.
        if (!item.deleted || home.closed) at = null
        this.words.end()
      }
      if (sent === item.length || item.deleted) continue
      home.enter(item, ids.get(item) ?? null)
      if (home.closed) {
        this.words.add(item, sent)
        this.leftOut++
      } else {
        at ??= this.gapAfter(fresh, item, sent)
        at = this.insert(fresh, at, item, sent, shown)
      }
    }
  }

  /** The index in the fresh text behind the last unit before this one that stands, or stood, there as well. */
  private gapAfter(fresh: Y.Text, item: Y.Item, from: number): number {
    let sent = from
    for (let left: Y.Item | null = item; left !== null; left = left.left) {
      if (left !== item) sent = unitsSent(left, this.has)
      const id = Y.createID(left.id.client, left.id.clock + sent - 1)
      const index = sent > 0 ? indexOf(fresh, namePlace(fresh, id, -1)) : null
      if (index !== null) return index
    }
    return 0
  }

  /** Answers the index behind what was inserted. */
  private insert(fresh: Y.Text, at: number, item: Y.Item, from: number, formatting: Formatting): number {
    const { content } = item
    const marker = markerOf(item)
    if (content instanceof Y.ContentString) fresh.insert(at, content.str.slice(from), { ...formatting })
    else if (marker !== null) fresh.insertEmbed(at, new Y.Map(marker.entries()))
    else if (content instanceof Y.ContentEmbed) fresh.insertEmbed(at, content.embed, { ...formatting })
    else return at
    const { item: now } = placeAt(fresh, at + 1, -1)
    const id = Y.createID(item.id.client, item.id.clock + from)
    const length = item.length - from
    if (now !== undefined) this.anew.push({ id, length, now: Y.createID(now.client, now.clock) })
    return at + length
  }

  private delete(fresh: Y.Text, { id, length }: Piece, { closed }: Home): void {
    if (closed) this.leftOut++
    else fresh.delete(this.indexOf(fresh, id), length)
  }

  /** Does to what stands in both texts what was done to it in the old one. */
  private change(fresh: Y.Text, piece: Piece, item: Y.Item, formatting: Formatting | null, { closed }: Home): void {
    const [old, now] = [markerOf(item), markerOf(piece.there)]
    const keys = old === null ? [] : this.unsentKeys(old)
    const formats = old === null && formatting !== null
    if (closed) this.leftOut += keys.length + Number(formats)
    else if (formats) fresh.format(this.indexOf(fresh, piece.id), piece.length, { ...formatting })
    else for (const [key, value] of keys) now?.set(key, value)
  }

  /** The keys of a map whose values the server does not have. */
  private unsentKeys(map: Y.Map<unknown>): (readonly [string, unknown])[] {
    return [...map._map].flatMap(([key, item]) =>
      item.deleted || unitsSent(item, this.has) > 0 ? [] : [[key, map.get(key)] as const],
    )
  }

  /** The stretches of an item's first units that the fresh text still shows, or formats by. */
  private piecesOf({ id: { client, clock }, length }: Y.Item): readonly Piece[] {
    const pieces: Piece[] = []
    for (let at = clock; at < clock + length && this.has(client, at);) {
      const there: Y.Item | Y.GC = Y.getItem(this.fresh.store, Y.createID(client, at))
      const end = Math.min(clock + length, there.id.clock + there.length)
      const id = Y.createID(client, at)
      if (there instanceof Y.Item && !there.deleted) pieces.push({ id, length: end - at, there })
      at = end
    }
    return pieces
  }

  private indexOf(fresh: Y.Text, id: Y.ID): number {
    const index = indexOf(fresh, namePlace(fresh, id, 0))
    if (index === null) throw new Error('A unit of the text stands in another text.')
    return index
  }
}

/** Units of an item of the old text, and the item of the fresh text that they are in. */
interface Piece {
  readonly id: Y.ID
  readonly length: number
  readonly there: Y.Item
}

/** In which paragraph of the fresh text the walk over the old one is, and whether that may be changed. */
class Home {
  private readonly leaveOut: ReadonlySet<string>
  private readonly ids: ReadonlyMap<Y.Item, string>
  private readonly pieces: ReadonlyMap<Y.Item, readonly Piece[]>
  private at: string | null = null
  /** A paragraph that is joined to the one before is changed with it. */
  private joined: string | null = null

  constructor(leaveOut: ReadonlySet<string>, fresh: Y.Text, pieces: ReadonlyMap<Y.Item, readonly Piece[]>) {
    this.leaveOut = leaveOut
    this.ids = leaveOut.size > 0 ? idsOf(fresh) : new Map<Y.Item, string>()
    this.pieces = pieces
  }

  get closed(): boolean {
    return [this.at, this.joined].some((id) => id !== null && this.leaveOut.has(id))
  }

  /** The walk comes to an item of the fresh text, which the old one has deleted or not. */
  pass(there: Y.Item, deleted: boolean): void {
    const opens = this.ids.get(there) ?? null
    this.joined = deleted && opens !== null ? this.at : null
    this.at = opens ?? this.at
  }

  /** The walk comes to an unsent item. One that opens a paragraph begins it, unless it cuts another in two. */
  enter(item: Y.Item, opens: string | null): void {
    this.joined = null
    if (opens !== null && this.leaveOut.size > 0 && !this.cuts(item)) this.at = opens
  }

  private cuts(opening: Y.Item): boolean {
    for (let item = opening.right; item !== null; item = item.right) {
      const next = this.pieces.get(item)?.find(({ there }) => there.countable)
      if (next !== undefined) return markerOf(next.there) === null
    }
    return false
  }
}

/** The ids that the paragraphs of a text are shown with, by the items that open them. */
function idsOf(text: Y.Text): ReadonlyMap<Y.Item, string> {
  const markers = readMarkers(text)
  const specs = blockSpecs(markers)
  return new Map(
    markers.flatMap((marker, k) => {
      const item = marker?._item
      const id = specs[k]?.attrs.id
      return item && id !== undefined ? [[item, String(id)] as const] : []
    }),
  )
}

/** The formatting that turns one into the other; null when they are the same. */
function changeOf(from: Formatting, to: Formatting): Formatting | null {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  const changed = keys.filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]))
  return changed.length > 0 ? Object.fromEntries(changed.map((key) => [key, to[key] ?? null])) : null
}
