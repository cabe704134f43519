/**
 * Decides about every update before it reaches the log: right, size, gaps, whose words, schema. It reads the room's
 * document and what has been admitted but is not applied yet, and changes neither; root types are never instantiated,
 * since a document with instantiated texts starts to delete formatting of its own accord.
 */
import * as Y from 'yjs'
import type { DelegateId } from '#shared/people/people.ts'
import type { RefusalCode } from '#shared/refusal.ts'
import { longestField } from '#shared/statement/statement.ts'
import { type Ahead, refused, type Struct, type Trouble, Walk } from './walk.ts'

export type Verdict =
  /** To be stored; `clients` speak here for the first time. Until `settle` or `forget` it counts as known. */
  | { readonly verdict: 'new'; readonly clients: readonly number[] }
  /** Everything in it is known, or it is the tidying that every reader's Yjs does; nothing to store. */
  | { readonly verdict: 'nothing' }
  | Trouble

export interface Writer {
  readonly delegateId: DelegateId
  /** Why this person may not write just now; null: may. */
  readonly barred: RefusalCode | null
  /** Bytes the document may still grow by. */
  readonly room: number
}

/** Two people may fill a field at once; more than that no honest client writes. */
const longestLetterhead = 4 * longestField
/** Client ids of one person who has written nothing under them: so many openings of the page are remembered. */
const mostShown = 100
/** Yjs draws client ids from 32 bits. */
const largestClient = 0xffff_ffff
/** Nobody types so much; beyond 2^53 no reader could read the document any more. */
const largestClock = 0xffff_ffff

export class Admission {
  readonly #doc: Y.Doc
  readonly #owners: Map<number, DelegateId>
  /** By client, in order of clocks. */
  readonly #ahead = new Map<number, Ahead[]>()
  readonly #claimed = new Set<number>()
  /** Whose the ids are that people show themselves under; the oldest first. */
  readonly #shown = new Map<number, DelegateId>()

  /** `owners`: whose each client id is, from the log. A client id that is in the document but not there is the server's. */
  constructor(doc: Y.Doc, owners: ReadonlyMap<number, DelegateId>) {
    this.#doc = doc
    this.#owners = new Map(owners)
  }

  /** Undefined for an id that nobody has come with. */
  ownerOf(client: number): DelegateId | undefined {
    return this.#owners.get(client) ?? this.#shown.get(client)
  }

  /**
   * Somebody shows themselves under this id: then it is nobody else's to write under, also when they have gone. Whoever
   * wrote there first would have what its owner writes meanwhile taken for known, and called saved.
   */
  show(client: number, delegateId: DelegateId): void {
    if (this.ownerOf(client) !== undefined || this.#known(client) > 0) return
    // Their own go, so that nobody can push another's out.
    const own = [...this.#shown].filter(([, owner]) => owner === delegateId)
    if (own[0] !== undefined && own.length >= mostShown) this.#shown.delete(own[0][0])
    this.#shown.set(client, delegateId)
  }

  /** All that was admitted is in the document now. */
  settle(): void {
    this.#ahead.clear()
    this.#claimed.clear()
  }

  /** Nothing that was admitted and not applied will be. Whoever is in the document by now keeps what was claimed. */
  forget(): void {
    for (const client of this.#claimed) if (Y.getState(this.#doc.store, client) === 0) this.#owners.delete(client)
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

  #checkWords({ fresh }: Walk, { delegateId }: Writer): Trouble | null {
    for (const client of fresh.keys()) {
      const owner = this.ownerOf(client)
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

interface Range {
  readonly clock: number
  readonly len: number
}

type Deletions = ReadonlyMap<number, readonly Range[]>

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
      if (client > largestClient || struct.id.clock + struct.length > largestClock) return null
      // Yjs writes the largest client first, once each: `mergeUpdates` leans on it and drops structs otherwise. In structs
      // without length it loses its way.
      if (struct.length < 1 || (last !== null && client > last)) return null
      const group = groups.get(client)
      if (group === undefined) groups.set(client, [struct])
      else group.push(struct)
      last = client
    }
    return [...ds.clients.values()].some(overlap) ? null : { groups, deletions: ds.clients }
  } catch {
    return null
  }
}

/**
 * Yjs merges what it deletes before it writes it. Ranges that lie over each other would be walked once each: 80 KB of
 * them over 20,000 structs held the event loop for seconds.
 */
function overlap(ranges: readonly Range[]): boolean {
  let end = 0
  return ranges
    .toSorted((one, other) => one.clock - other.clock)
    .some(({ clock, len }) => {
      const over = clock < end
      end = clock + len
      return over
    })
}

/** A field that grew beyond what honest clients write; what the same update deletes again does not count. */
function checkLetterhead(doc: Y.Doc, { letterhead }: Walk, deletions: Deletions): Trouble | null {
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
