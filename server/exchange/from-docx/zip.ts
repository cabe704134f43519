/**
 * The entries of a ZIP file, read by its central directory (APPNOTE 6.3, 4.3). Whoever builds the file controls every
 * number in it, so each is checked against the bytes before anything is inflated, and nothing is that is not asked for.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { Refusal } from '#shared/refusal.ts'

export interface Entry {
  readonly name: string
  /** Bytes once inflated, as the directory says; `inflate` holds it to that. */
  readonly size: number
  /** As they stand in the file. */
  readonly packed: Uint8Array
  readonly method: number
  readonly crc: number
}

/** A Word file of a book with a thousand pictures has some 1,200. */
const mostEntries = 5_000

const endOfDirectory = 0x06054b50
const inDirectory = 0x02014b50
const beforeData = 0x04034b50
const endBytes = 22
const longestComment = 0xffff
/** Bit 0: encrypted; 6: strongly; 13: names hidden as well. */
const locked = 0x0001 | 0x0040 | 0x2000
const fieldIs64 = 0xffffffff

/**
 * Folders are left out. Throws Refusal `not-a-document` where the file is none, truncated, or says of itself what cannot
 * be (entries that share bytes, two headers that disagree), `locked-document` and `unpacks-too-large`.
 */
export function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  // A file of ten megabytes needs no second directory for more; that one could say something else.
  if (view.getUint16(end + 4, true) !== 0 || count !== view.getUint16(end + 8, true)) throw damaged('in several files')
  if (start + view.getUint32(end + 12, true) > end) throw damaged('its directory lies outside')
  if (count > mostEntries) throw new Refusal('unpacks-too-large', `${count} entries`)
  const spans: Span[] = []
  let at = start
  for (let k = 0; k < count; k++) {
    const span = spanAt(view, bytes, at, end)
    spans.push(span)
    at = span.next
  }
  apart(spans, start)
  return spans.map(({ entry }) => entry).filter(({ name }) => !name.endsWith('/'))
}

/** Its bytes. Throws Refusal `not-a-document` where they are not those that the directory promises. */
export function inflate({ name, size, packed, method, crc }: Entry): Uint8Array {
  const content = method === 0 ? packed : method === 8 ? inflated(packed, size) : null
  if (content === null) throw damaged(`${name}: packed in way ${method}`)
  if (content.length !== size || crc32(content) !== crc) throw damaged(`${name}: not what its header says`)
  return content
}

/** Stops one byte beyond `size`: a directory that lies costs no more than one that does not. */
function inflated(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: size + 1 })
  } catch {
    return null
  }
}

interface Span {
  readonly entry: Entry
  readonly from: number
  readonly to: number
  /** Where the next header of the directory begins. */
  readonly next: number
}

/** One header of the directory, and the bytes that it speaks of. */
function spanAt(view: DataView, bytes: Uint8Array, at: number, end: number): Span {
  if (at + 46 > end || view.getUint32(at, true) !== inDirectory) throw damaged('a header is missing')
  const flags = view.getUint16(at + 8, true)
  const nameLength = view.getUint16(at + 28, true)
  const extraAt = at + 46 + nameLength
  const extraLength = view.getUint16(at + 30, true)
  const next = extraAt + extraLength + view.getUint16(at + 32, true)
  if (next > end) throw damaged('a header is cut off')
  const name = nameIn(bytes, at + 46, nameLength)
  if ((flags & locked) !== 0) throw new Refusal('locked-document', name)
  const [size, packedSize, from] = wide(view, extraAt, extraAt + extraLength, [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ])
  if (from + 30 > view.byteLength || view.getUint32(from, true) !== beforeData) throw damaged(`${name}: no data`)
  const ownName = view.getUint16(from + 26, true)
  const dataAt = from + 30 + ownName + view.getUint16(from + 28, true)
  if (dataAt + packedSize > view.byteLength) throw damaged(`${name}: cut off`)
  // Else one program would read one file here, and another program another.
  if (nameIn(bytes, from + 30, ownName) !== name) throw damaged(`${name}: two names`)
  const packed = bytes.subarray(dataAt, dataAt + packedSize)
  const method = view.getUint16(at + 10, true)
  return {
    entry: { name, size, packed, method, crc: view.getUint32(at + 16, true) },
    from,
    to: dataAt + packedSize,
    next,
  }
}

/**
 * Numbers that need more than 32 bits, or are written as if they did, stand in the extra field of ZIP64 (4.5.3): those of
 * them that are marked, in this order.
 */
function wide(view: DataView, from: number, to: number, numbers: Numbers): Numbers {
  if (!numbers.includes(fieldIs64)) return numbers
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 0x0001) continue
    const end = Math.min(to, at + 4 + view.getUint16(at + 2, true))
    let field = at + 4
    const [size, packed, start] = numbers.map((number) => {
      if (number !== fieldIs64) return number
      if (field + 8 > end) throw damaged('a number is cut off')
      field += 8
      return Number(view.getBigUint64(field - 8, true))
    })
    return [size ?? 0, packed ?? 0, start ?? 0]
  }
  throw damaged('a number is missing')
}

/** Size, packed size, where it begins. */
type Numbers = readonly [number, number, number]

/** Entries that share bytes make gigabytes of a kilobyte, and no program writes them. */
function apart(spans: readonly Span[], directoryAt: number): void {
  const inOrder = spans.toSorted((a, b) => a.from - b.from)
  for (const [k, { entry, to }] of inOrder.entries())
    if (to > (inOrder[k + 1]?.from ?? directoryAt)) throw damaged(`${entry.name}: overlaps`)
}

/** The last record whose comment ends within the file. */
function findEnd(view: DataView): number {
  const last = view.byteLength - endBytes
  for (let at = last; at >= 0 && at >= last - longestComment; at--)
    if (view.getUint32(at, true) === endOfDirectory && at + endBytes + view.getUint16(at + 20, true) <= view.byteLength)
      return at
  throw damaged('no ZIP file')
}

/** Names of parts are ASCII (ECMA-376 part 2, 6.2.2); any other is only told apart. */
const nameIn = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString('latin1')

const damaged = (detail: string): Refusal => new Refusal('not-a-document', detail)
