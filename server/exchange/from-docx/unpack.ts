/** A Word file as its parts: a ZIP file that says of itself that it is one (ECMA-376 part 2). */
import { Refusal } from '#shared/refusal.ts'
import { type Element, parseXml } from './elements.ts'
import { entriesOf, inflate } from './zip.ts'

export interface Parts {
  /** As the file spells them, without a leading slash: 'word/document.xml'. */
  readonly names: readonly string[]
  /**
   * Inflated when asked for, and again each time; null where there is none of this name, whatever its case. Throws
   * Refusal `unpacks-too-large` and `not-a-document`.
   */
  readonly read: (name: string) => Uint8Array | null
}

/** Bytes of all parts that are read. A text of 20,000 words has four million in Word's own, wordy way. */
const mostUnpacked = 48_000_000
/** How many times its packed size a part may have. Word's own are packed 10 to 40 times; a bomb, a thousand. */
const highestRatio = 250
/** Smaller ones do no harm: an empty style sheet of ours is packed sixty times. */
const ratioFrom = 1_000_000

/**
 * Throws Refusal `old-document` for Word 97 and RTF, `locked-document` behind a password, `unpacks-too-large`, and
 * `not-a-document` for all else that is no Word document, or damaged.
 */
export function unpack(bytes: Uint8Array): Parts {
  refuseOld(bytes)
  const entries = new Map<string, ReturnType<typeof entriesOf>[number]>()
  for (const entry of entriesOf(bytes)) {
    if (!isPartName(entry.name)) continue
    // "Names are equivalent" whatever their case (6.2.2.3), and a package holds none twice.
    const key = entry.name.toLowerCase()
    if (entries.has(key)) throw new Refusal('not-a-document', `${entry.name}: there twice`)
    entries.set(key, entry)
  }
  let unpacked = 0
  const read: Parts['read'] = (name) => {
    const entry = entries.get(name.toLowerCase())
    if (entry === undefined) return null
    const { size, packed } = entry
    unpacked += size
    if (unpacked > mostUnpacked || (size > ratioFrom && size > packed.length * highestRatio))
      throw new Refusal('unpacks-too-large', `${name}: ${size} bytes of ${packed.length}`)
    return inflate(entry)
  }
  const types = read('[Content_Types].xml')
  if (types === null || !saysWord(parseXml(types))) throw new Refusal('not-a-document', 'no Word document in it')
  return { names: [...entries.values()].map(({ name }) => name), read }
}

/** A compound file of OLE (MS-CFB, 2.2) is Word 97 to 2003, or the envelope around a package with a password. */
function refuseOld(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (head.subarray(0, 8).equals(compoundFile))
    throw new Refusal(head.includes('EncryptedPackage', 0, 'utf16le') ? 'locked-document' : 'old-document')
  if (head.subarray(0, 5).toString('latin1') === '{\\rtf') throw new Refusal('old-document', 'RTF')
}

const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** What is no name of a part is no part (6.2.2.2, 6.2.4): nothing can point outside the package, or hide in it. */
const isPartName = (name: string): boolean =>
  name === '[Content_Types].xml' ||
  (/^[\w!$&'()*+,;=:@%~.[\]/ -]+$/.test(name) && name.split('/').every((segment) => !/^\.*$/.test(segment)))

/** Document or template, with or without macros, which we do not read. */
const saysWord = (types: Element): boolean =>
  types.children.some((child) => typeof child !== 'string' && wordTypes.has(child.attributes.get('ContentType') ?? ''))

const wordTypes: ReadonlySet<string> = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml',
  'application/vnd.ms-word.document.macroEnabled.main+xml',
  'application/vnd.ms-word.template.macroEnabledTemplate.main+xml',
])
