/**
 * A long message in parts. A browser shows no part of a WebSocket message, and nothing else can go between its bytes: on
 * a slow link a whole text in one message looks like a dead connection. In parts it is heard of all the time, and still
 * read as one: complete, or not at all.
 */
import { Refusal } from '../refusal.ts'
import { encodeFrame } from './wire.ts'

/** Bytes of a part: one every 16 s at 8 kbit/s, and a connection counts as dead after 30 s without a message. */
export const partBytes = 16_384

/** The query by which a client says that it reads parts: `/collab/<statementId>?parts=1`. */
export const readsParts = { name: 'parts', value: '1' } as const

/** The messages that a long one is sent as; a short one is sent as it is. */
export function inParts(frame: Uint8Array): Uint8Array[] {
  if (frame.length <= partBytes) return [frame]
  const count = Math.ceil(frame.length / partBytes)
  return Array.from({ length: count }, (_, k) =>
    encodeFrame({ type: 'part', left: count - 1 - k, bytes: frame.subarray(k * partBytes, (k + 1) * partBytes) }),
  )
}

/** Puts the parts of one connection together. */
export class Joined {
  #parts: Uint8Array[] = []
  #left: number | null = null

  /** Answers the whole message with its last part, null before. Throws Refusal `malformed` when a part is missing. */
  add({ left, bytes }: { readonly left: number; readonly bytes: Uint8Array }): Uint8Array | null {
    if (this.#left !== null && left !== this.#left - 1) throw new Refusal('malformed', 'a part is missing')
    this.#left = left
    // The bytes are a view into a message that is not kept.
    this.#parts.push(bytes.slice())
    if (left > 0) return null
    const whole = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of this.#parts) {
      whole.set(part, at)
      at += part.length
    }
    this.forget()
    return whole
  }

  /** The rest will not come: the connection is another. */
  forget(): void {
    this.#parts = []
    this.#left = null
  }
}
