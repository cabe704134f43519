/**
 * Who is here and where: one awareness client a connection, named by the server. What a connection says of others is
 * not heard; clocks are the server's own, so that a client that comes back is seen at once and a ghost never outlives
 * its connection.
 */
import type { Present } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { type AwarenessEntry, readAwareness } from '#shared/room/wire.ts'

/** Characters of one state as JSON: a caret, a selection and what a client may add, many times over. */
const largestState = 4096

/** The part of a connection that matters here. */
export interface Speaker {
  readonly present: Present
}

/** Whose the client ids are in the text. */
export interface ClientIds {
  /** False for one that is somebody else's. */
  mayUse(clientId: number, speaker: Speaker): boolean
  /** From now on it is the speaker's. */
  claim(clientId: number, speaker: Speaker): void
}

export interface AwarenessChange {
  readonly entry: AwarenessEntry
  /** Whose state it is: it is never sent back there, or a stock client would take our clock for its own. */
  readonly speaker: Speaker | null
}

export class RoomAwareness {
  readonly #now: () => number
  readonly #ids: ClientIds
  readonly #entries = new Map<number, AwarenessChange>()
  readonly #clientOf = new Map<Speaker, number>()
  #changed = new Set<number>()
  #left = new Map<number, AwarenessEntry>()
  readonly #since: number
  #clock: number

  constructor(now: () => number, ids: ClientIds) {
    this.#now = now
    this.#ids = ids
    this.#since = now()
    this.#clock = this.#since
  }

  /** Takes over what the speaker says of itself; true when there is something to pass on. Throws Refusal `malformed`. */
  hear(update: Uint8Array, speaker: Speaker): boolean {
    let heard = false
    for (const { clientId, clock, state } of readAwareness(update, (clientId) => this.#isOwn(clientId, speaker))) {
      if (state === null) {
        heard = this.leave(speaker) || heard
        continue
      }
      if (JSON.stringify(state).length > largestState) throw new Refusal('malformed', 'awareness state too large')
      if (!this.#claim(clientId, clock, speaker)) continue
      const entry = { clientId, clock: this.#tick(), state: { ...state, user: speaker.present } }
      this.#entries.set(clientId, { entry, speaker })
      this.#changed.add(clientId)
      this.#left.delete(clientId)
      heard = true
    }
    return heard
  }

  /** The server names the speaker otherwise now. True when others see the speaker and have to be told. */
  rename(speaker: Speaker): boolean {
    const clientId = this.#clientOf.get(speaker)
    const seen = clientId === undefined ? undefined : this.#entries.get(clientId)
    if (clientId === undefined || seen === undefined) return false
    const entry = { clientId, clock: this.#tick(), state: { ...seen.entry.state, user: speaker.present } }
    this.#entries.set(clientId, { entry, speaker })
    this.#changed.add(clientId)
    return true
  }

  /** True when others saw the speaker until now. */
  leave(speaker: Speaker): boolean {
    const clientId = this.#clientOf.get(speaker)
    this.#clientOf.delete(speaker)
    if (clientId === undefined || !this.#entries.delete(clientId)) return false
    this.#changed.delete(clientId)
    this.#left.set(clientId, { clientId, clock: this.#tick(), state: null })
    return true
  }

  /** Everybody who is seen, but for the one who asks. */
  allFor(speaker: Speaker): readonly AwarenessEntry[] {
    return [...this.#entries.values()].filter((change) => change.speaker !== speaker).map(({ entry }) => entry)
  }

  /** What changed since it was last asked. */
  takeChanges(): readonly AwarenessChange[] {
    const changes: AwarenessChange[] = [...this.#left.values()].map((entry) => ({ entry, speaker: null }))
    for (const clientId of this.#changed) {
      const change = this.#entries.get(clientId)
      if (change !== undefined) changes.push(change)
    }
    this.#changed = new Set()
    this.#left = new Map()
    return changes
  }

  /** A connection speaks for the first client id that it names and that nobody else has; later ones are not heard. */
  #isOwn(clientId: number, speaker: Speaker): boolean {
    const own = this.#clientOf.get(speaker)
    if (own !== undefined) return own === clientId
    const holder = this.#entries.get(clientId)?.speaker
    const free = holder == null || holder.present.delegateId === speaker.present.delegateId
    return free && this.#ids.mayUse(clientId, speaker)
  }

  /**
   * A client that comes back before its old connection is known to be dead takes its place. A clock as large as ours is
   * no client's own: that entry is what we said of another tab of the same person, sent back.
   */
  #claim(clientId: number, clock: number, speaker: Speaker): boolean {
    if (this.#clientOf.has(speaker)) return true
    const holder = this.#entries.get(clientId)?.speaker
    if (holder != null && clock >= this.#since) return false
    if (holder != null) this.#clientOf.delete(holder)
    this.#clientOf.set(speaker, clientId)
    this.#ids.claim(clientId, speaker)
    return true
  }

  /** Above all clocks that a client may have seen before, also from an earlier run of the server. */
  #tick(): number {
    this.#clock = Math.max(this.#clock + 1, this.#now())
    return this.#clock
  }
}
