/**
 * What a room knows of a socket. A message is encoded once, with its WebSocket header, and the same bytes go to every
 * reader: a server's frames are unmasked and we never compress, so nothing in them depends on the connection.
 */
import { inParts } from '#shared/room/parts.ts'
import { encodeFrame, type Frame } from '#shared/room/wire.ts'
import type { RefusalCode } from '#shared/refusal.ts'

/** One or more whole WebSocket messages. */
export type Message = Buffer

export interface FrameSink {
  /** Bytes handed over that the network has not taken yet. */
  readonly buffered: number
  /** True for a client that puts a long message together from parts. */
  readonly readsParts: boolean
  write(message: Message): void
  /** Says why and closes; the sink takes nothing any more. */
  close(code: number, reason: RefusalCode | 'internal'): void
}

type Sendable = Exclude<Frame, { type: 'unknown' }>

export const message = (frame: Sendable): Message => withHeader(encodeFrame(frame))

/** A message that may be long, for a client that reads parts or for one that does not. */
export const longMessage = (frame: Sendable, { readsParts }: Pick<FrameSink, 'readsParts'>): Message =>
  readsParts ? Buffer.concat(inParts(encodeFrame(frame)).map(withHeader)) : message(frame)

function withHeader(payload: Uint8Array): Message {
  const { length } = payload
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(header + length)
  bytes[0] = 0x82 // the last and only fragment of a binary message, RFC 6455 section 5.2
  if (header === 2) bytes[1] = length
  else if (header === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.set(payload, header)
  return bytes
}
