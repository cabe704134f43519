/**
 * Sends what is new in a room to everybody in it, in one write a reader. Words never wait: they go out in the turn in
 * which they have come to the disk, all that were flushed together as one update. Carets wait for words to travel with.
 */
import * as Y from 'yjs'
import { writeAwareness } from '#shared/room/wire.ts'
import type { AwarenessChange, RoomAwareness } from './awareness.ts'
import type { Connection } from './connection.ts'
import { type Message, message } from './frame-sink.ts'

/**
 * Carets that nobody's words take along go out when this many times what the last sending took has passed since: a tenth
 * of the time at most goes into them, however many readers there are. Each reader costs a system call of about 14 µs,
 * whatever is in it. Words need no such rule: while one sending runs, the next words gather in sockets and in the commit.
 */
const caretPause = 10
/** Carets come in another frame than the words that moved them. */
const leastCaretMs = 1
/** Ten a second still look like movement. */
const mostCaretMs = 100

/** An update that is on disk and in the document, and on whose connection it came. */
interface News {
  readonly bytes: Uint8Array
  readonly from: Connection
}

interface Merged {
  readonly message: Message
  /** The one connection that all of it came from, which has it already. */
  readonly only: Connection | null
}

export class FanOut {
  readonly #connections: ReadonlySet<Connection>
  readonly #awareness: RoomAwareness
  readonly #vector: () => Uint8Array
  #awarenessDue = false
  #timer: NodeJS.Timeout | null = null
  #sentAt = 0
  /** How long the last sending took, ms. */
  #took = 0

  /** `vector` answers the document's state vector. */
  constructor(connections: ReadonlySet<Connection>, awareness: RoomAwareness, vector: () => Uint8Array) {
    this.#connections = connections
    this.#awareness = awareness
    this.#vector = vector
  }

  updates(news: readonly News[]): void {
    this.#send(merged(news))
  }

  awareness(): void {
    this.#awarenessDue = true
    if (this.#timer !== null) return
    const pause = Math.min(this.#took * caretPause, mostCaretMs)
    const wait = Math.max(this.#sentAt + pause - performance.now(), leastCaretMs)
    this.#timer = setTimeout(() => this.#send(null), wait)
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #send(update: Merged | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const began = performance.now()
    const awareness = this.#takeAwareness()
    const both = update === null || awareness === null ? null : Buffer.concat([update.message, awareness.message])
    const vector = once(this.#vector)
    for (const connection of this.#connections) {
      const news = update !== null && update.only !== connection ? update.message : null
      const carets = awareness === null ? null : awareness.for(connection)
      if (news !== null && both !== null && carets === awareness?.message && !connection.lags)
        connection.deliver(both, vector)
      else {
        if (news !== null) connection.deliver(news, vector)
        if (carets !== null) connection.deliverAwareness(carets)
      }
    }
    this.#sentAt = performance.now()
    this.#took = this.#sentAt - began
  }

  #takeAwareness(): { readonly message: Message; for(connection: Connection): Message | null } | null {
    if (!this.#awarenessDue) return null
    this.#awarenessDue = false
    const changes = this.#awareness.takeChanges()
    if (changes.length === 0) return null
    const speakers = new Set(changes.map(({ speaker }) => speaker))
    const all = awarenessMessage(changes)
    return {
      message: all,
      for: (connection) => {
        if (!speakers.has(connection)) return all
        const others = changes.filter(({ speaker }) => speaker !== connection)
        return others.length === 0 ? null : awarenessMessage(others)
      },
    }
  }
}

function merged(news: readonly News[]): Merged | null {
  const [first, ...others] = news
  if (first === undefined) return null
  const update = others.length === 0 ? first.bytes : Y.mergeUpdates(news.map(({ bytes }) => bytes))
  const only = others.every(({ from }) => from === first.from) ? first.from : null
  return { message: message({ type: 'update', update }), only }
}

const awarenessMessage = (changes: readonly AwarenessChange[]): Message =>
  message({ type: 'awareness', update: writeAwareness(changes.map(({ entry }) => entry)) })

function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | null = null
  return () => (kept ??= { value: compute() }).value
}
