/** ZIP files whose every number may lie, for what no packer writes. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface OddEntry {
  readonly name: string
  readonly content: Uint8Array | string
  /** What the headers say instead of what is so. */
  readonly size?: number
  readonly packedSize?: number
  readonly crc?: number
  readonly flags?: number
  readonly method?: number
  /** In the header beside the data. */
  readonly localName?: string
  /** The data of this entry, by its place in the list, stands for this one too. */
  readonly sharesWith?: number
  /** Sizes in the extra field of ZIP64, with these marked as being there. */
  readonly wide?: readonly [size: bigint, packedSize: bigint]
}

export function oddZip(
  entries: readonly OddEntry[],
  says: { readonly count?: number; readonly at?: number } = {},
): Buffer {
  const data: Buffer[] = []
  const directory: Buffer[] = []
  const starts: number[] = []
  let at = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const packed = deflateRawSync(content)
    const shared = entry.sharesWith === undefined ? undefined : starts[entry.sharesWith]
    const start = shared ?? at
    starts.push(start)
    const wide = entry.wide === undefined ? Buffer.alloc(0) : wideField(entry.wide)
    const numbers = {
      flags: entry.flags ?? 0,
      method: entry.method ?? 8,
      crc: entry.crc ?? crc32(content),
      packedSize: entry.wide === undefined ? (entry.packedSize ?? packed.length) : 0xffffffff,
      size: entry.wide === undefined ? (entry.size ?? content.length) : 0xffffffff,
    }
    if (shared === undefined) {
      const local = Buffer.concat([
        header(0x04034b50, 30, 4, numbers),
        Buffer.from(entry.localName ?? entry.name),
        packed,
      ])
      local.writeUInt16LE(Buffer.byteLength(entry.localName ?? entry.name), 26)
      data.push(local)
      at += local.length
    }
    const head = header(0x02014b50, 46, 6, numbers)
    head.writeUInt16LE(Buffer.byteLength(entry.name), 28)
    head.writeUInt16LE(wide.length, 30)
    head.writeUInt32LE(start, 42)
    directory.push(head, Buffer.from(entry.name), wide)
  }
  const end = Buffer.alloc(22)
  const length = directory.reduce((sum, { length: more }) => sum + more, 0)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(says.count ?? entries.length, 8)
  end.writeUInt16LE(says.count ?? entries.length, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(says.at ?? at, 16)
  return Buffer.concat([...data, ...directory, end])
}

interface Numbers {
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
}

/** What stands in both headers, from `at` on: version, flags, method, time, and the three numbers. */
function header(signature: number, length: number, at: number, numbers: Numbers): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, at)
  bytes.writeUInt16LE(numbers.flags, at + 2)
  bytes.writeUInt16LE(numbers.method, at + 4)
  bytes.writeUInt32LE(numbers.crc, at + 10)
  bytes.writeUInt32LE(numbers.packedSize, at + 14)
  bytes.writeUInt32LE(numbers.size, at + 18)
  return bytes
}

function wideField(numbers: readonly bigint[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(0x0001, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  for (const [k, number] of numbers.entries()) field.writeBigUInt64LE(number, 4 + 8 * k)
  return field
}
