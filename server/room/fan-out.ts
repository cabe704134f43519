/**
 * Sends what is new in a room to everybody in it. The first news goes out at once; what follows within a few
 * milliseconds goes as one merged update and one awareness message, in one write a reader.
 */
import * as Y from 'yjs'
import { writeAwareness } from '#shared/room/wire.ts'
import type { AwarenessChange, RoomAwareness } from './awareness.ts'
import type { Connection } from './connection.ts'
import { type Message, message } from './frame-sink.ts'

/** How long news may wait for more: longer with more readers, since each costs a system call, but never to be felt. */
const pauseMs = (readers: number): number => Math.min(10, readers / 20)

/** An update that is on disk and in the document, and on whose connection it came. */
interface News {
  readonly bytes: Uint8Array
  readonly from: Connection
}

export class FanOut {
  readonly #connections: ReadonlySet<Connection>
  readonly #awareness: RoomAwareness
  readonly #vector: () => Uint8Array
  #news: News[] = []
  #awarenessDue = false
  #timer: NodeJS.Timeout | null = null
  #sentAt = 0

  /** `vector` answers the document's state vector. */
  constructor(connections: ReadonlySet<Connection>, awareness: RoomAwareness, vector: () => Uint8Array) {
    this.#connections = connections
    this.#awareness = awareness
    this.#vector = vector
  }

  updates(news: readonly News[]): void {
    this.#news.push(...news)
    this.#schedule()
  }

  awareness(): void {
    this.#awarenessDue = true
    this.#schedule()
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#timer !== null) return
    const wait = this.#sentAt + pauseMs(this.#connections.size) - performance.now()
    // Carets alone can wait for the keystroke that they belong to, which comes in another frame.
    const least = this.#news.length > 0 ? 0 : 1
    if (wait <= 0 && least === 0) return this.#send()
    this.#timer = setTimeout(() => this.#send(), Math.max(wait, least))
  }

  #send(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#sentAt = performance.now()
    const update = this.#takeUpdate()
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
  }

  /** `only`: the one connection that all of it came from, which has it already. */
  #takeUpdate(): { readonly message: Message; readonly only: Connection | null } | null {
    const [first, ...others] = this.#news
    if (first === undefined) return null
    const update = others.length === 0 ? first.bytes : Y.mergeUpdates(this.#news.map(({ bytes }) => bytes))
    this.#news = []
    const only = others.every(({ from }) => from === first.from) ? first.from : null
    return { message: message({ type: 'update', update }), only }
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

const awarenessMessage = (changes: readonly AwarenessChange[]): Message =>
  message({ type: 'awareness', update: writeAwareness(changes.map(({ entry }) => entry)) })

function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | null = null
  return () => (kept ??= { value: compute() }).value
}
