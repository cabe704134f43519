/**
 * The frames of `/collab/<statementId>`, byte for byte as docs/wire.md says: the four of y-websocket and the five of
 * ours. Pure encode and decode; whatever cannot be read is Refusal `malformed`.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { decodeUtf8 } from 'lib0/string'
import type { RefusalCode } from '../refusal.ts'
import { isRefusalCode, Refusal } from '../refusal.ts'

/** Something said about the text has changed: the client asks for it again. */
export interface Notice {
  readonly kind: NoticeKind
  readonly id: string
}

export const noticeKinds = ['thread', 'proposal', 'revision', 'procedure', 'people'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export type Frame =
  /** "This I have; send me the rest." */
  | { readonly type: 'syncStep1'; readonly stateVector: Uint8Array }
  /** "This you lack": an answer to syncStep1, complete. */
  | { readonly type: 'syncStep2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  /** An awareness update of y-protocols; `readAwareness` opens it. */
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'auth'; readonly reason: string }
  | { readonly type: 'queryAwareness' }
  /** The same token comes back when all that was sent before it on this connection is on disk. */
  | { readonly type: 'barrier'; readonly token: number }
  | { readonly type: 'notice'; readonly notice: Notice }
  /** An update was neither stored nor applied; nothing later on this connection will be acknowledged. */
  | { readonly type: 'refused'; readonly code: RefusalCode }
  /** Why the server cannot write just now; null: it can again. */
  | { readonly type: 'storage'; readonly trouble: string | null }
  /** A piece of a message too long for a slow link, and how many follow: parts.ts puts them together. */
  | { readonly type: 'part'; readonly left: number; readonly bytes: Uint8Array }
  /** A message of a later version: a client skips it, the server refuses it. */
  | { readonly type: 'unknown'; readonly number: number }

/** The message types, for clients that hang handlers on them. */
export const numbers = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  barrier: 100,
  notice: 101,
  refused: 102,
  storage: 103,
  part: 104,
} as const
const syncSteps = { syncStep1: 0, syncStep2: 1, update: 2 } as const
const permissionDenied = 0

/** Throws Refusal `malformed`. Bytes of the result are views into `bytes`. */
export function decodeFrame(bytes: Uint8Array): Frame {
  return reading(bytes, (decoder) => {
    const number = decoding.readVarUint(decoder)
    switch (number) {
      case numbers.sync:
        return readSync(decoder)
      case numbers.awareness:
        return { type: 'awareness', update: decoding.readVarUint8Array(decoder) }
      case numbers.auth:
        if (decoding.readVarUint(decoder) !== permissionDenied) throw new Refusal('malformed', 'unknown auth message')
        return { type: 'auth', reason: decoding.readVarString(decoder) }
      case numbers.queryAwareness:
        return { type: 'queryAwareness' }
      case numbers.barrier:
        return { type: 'barrier', token: decoding.readVarUint(decoder) }
      case numbers.notice:
        return { type: 'notice', notice: readNotice(decoder) }
      case numbers.refused:
        return { type: 'refused', code: readCode(decoder) }
      case numbers.storage:
        return { type: 'storage', trouble: decoding.readVarString(decoder) || null }
      case numbers.part:
        return { type: 'part', left: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) }
      default:
        return { type: 'unknown', number }
    }
  })
}

export function encodeFrame(frame: Exclude<Frame, { type: 'unknown' }>): Uint8Array {
  return encoding.encode((encoder) => {
    switch (frame.type) {
      case 'syncStep1':
        encoding.writeVarUint(encoder, numbers.sync)
        encoding.writeVarUint(encoder, syncSteps.syncStep1)
        return encoding.writeVarUint8Array(encoder, frame.stateVector)
      case 'syncStep2':
      case 'update':
        encoding.writeVarUint(encoder, numbers.sync)
        encoding.writeVarUint(encoder, syncSteps[frame.type])
        return encoding.writeVarUint8Array(encoder, frame.update)
      case 'awareness':
        encoding.writeVarUint(encoder, numbers.awareness)
        return encoding.writeVarUint8Array(encoder, frame.update)
      case 'auth':
        encoding.writeVarUint(encoder, numbers.auth)
        encoding.writeVarUint(encoder, permissionDenied)
        return encoding.writeVarString(encoder, frame.reason)
      case 'queryAwareness':
        return encoding.writeVarUint(encoder, numbers.queryAwareness)
      case 'barrier':
        encoding.writeVarUint(encoder, numbers.barrier)
        return encoding.writeVarUint(encoder, frame.token)
      case 'notice':
        encoding.writeVarUint(encoder, numbers.notice)
        encoding.writeVarString(encoder, frame.notice.kind)
        return encoding.writeVarString(encoder, frame.notice.id)
      case 'refused':
        encoding.writeVarUint(encoder, numbers.refused)
        return encoding.writeVarString(encoder, frame.code)
      case 'storage':
        encoding.writeVarUint(encoder, numbers.storage)
        return encoding.writeVarString(encoder, frame.trouble ?? '')
      case 'part':
        encoding.writeVarUint(encoder, numbers.part)
        encoding.writeVarUint(encoder, frame.left)
        return encoding.writeVarUint8Array(encoder, frame.bytes)
    }
  })
}

/** One client's state in an awareness update; null says that the client has left. */
export interface AwarenessEntry {
  readonly clientId: number
  readonly clock: number
  readonly state: AwarenessState | null
}

export type AwarenessState = Readonly<Record<string, unknown>>

/**
 * The entries of the clients that are `wanted`; the others are not parsed, since stock clients send back all that they
 * hear. Throws Refusal `malformed`, also for a state that is no object.
 */
export function readAwareness(
  update: Uint8Array,
  wanted: (clientId: number) => boolean = () => true,
): readonly AwarenessEntry[] {
  return reading(update, (decoder) => {
    const entries: AwarenessEntry[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarUint8Array(decoder)
      if (!wanted(clientId)) continue
      const state: unknown = JSON.parse(decodeUtf8(json))
      if (state !== null && !isState(state)) throw new Refusal('malformed', 'awareness state is no object')
      entries.push({ clientId, clock, state })
    }
    return entries
  })
}

export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { clientId, clock, state } of entries) {
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, JSON.stringify(state))
    }
  })
}

/** lib0 throws plain errors of many kinds at the end of the bytes; here they all mean the same. */
function reading<Result>(bytes: Uint8Array, read: (decoder: decoding.Decoder) => Result): Result {
  try {
    return read(decoding.createDecoder(bytes))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('malformed', 'frame cannot be read')
  }
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder)
  switch (step) {
    case syncSteps.syncStep1:
      return { type: 'syncStep1', stateVector: decoding.readVarUint8Array(decoder) }
    case syncSteps.syncStep2:
      return { type: 'syncStep2', update: decoding.readVarUint8Array(decoder) }
    case syncSteps.update:
      return { type: 'update', update: decoding.readVarUint8Array(decoder) }
    default:
      throw new Refusal('malformed', 'unknown sync step')
  }
}

function readNotice(decoder: decoding.Decoder): Notice {
  const said = decoding.readVarString(decoder)
  const kind = noticeKinds.find((known) => known === said)
  if (kind === undefined) throw new Refusal('malformed', 'unknown notice')
  return { kind, id: decoding.readVarString(decoder) }
}

function readCode(decoder: decoding.Decoder): RefusalCode {
  const said = decoding.readVarString(decoder)
  if (!isRefusalCode(said)) throw new Refusal('malformed', 'unknown refusal')
  return said
}

const isState = (value: unknown): value is AwarenessState =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
