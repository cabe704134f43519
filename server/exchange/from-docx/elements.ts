/**
 * A part as a tree of elements. Prefixes are ours, by namespace, whatever the file calls them, and ISO strict documents
 * have the names of transitional ones. A file gets no more memory and depth than its limits, and no entity of its own.
 */
import { TextDecoder } from 'node:util'
import { type SaxesAttributeNS, SaxesParser } from 'saxes'
import { Refusal } from '#shared/refusal.ts'
import { prefixes } from './namespaces.ts'

export interface Element {
  /** 'w:p'; `{namespace}name` where we have no prefix for it. */
  readonly name: string
  /** By name, like that of the element: 'w:val', 'xml:space', and 'Target' where it has no namespace. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (Element | string)[]
}

/** Tables in tables to the fifth degree, with a text box, have some 80. Readers may go down by recursion. */
export const deepest = 200
/** Elements, attributes and texts; a second of a core. A text of 20,000 words of which Word keeps each edit apart has 120,000. */
export const mostNodes = 400_000

/**
 * Texts that stand side by side are one. Throws Refusal `not-a-document` where it is no well-formed XML in UTF-8 or
 * UTF-16 (ECMA-376 part 2, 6.2.5) or declares a document type, `document-too-deep`, and `unpacks-too-large`.
 */
export function parseXml(bytes: Uint8Array): Element {
  const growing = new Growing()
  const parser = new SaxesParser({ xmlns: true, position: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const { encoding, decoder } = encodingOf(bytes)
  parser.on('xmldecl', (said) => {
    if (said.encoding !== undefined && !encoding.test(said.encoding)) throw damaged(`encoding ${said.encoding}`)
  })
  parser.on('doctype', () => {
    throw damaged('a document type')
  })
  parser.on('attribute', () => growing.count())
  parser.on('opentag', ({ prefix, local, uri, attributes }) => growing.open(nameOf(uri, prefix, local), attributes))
  parser.on('text', (text) => growing.text(text))
  parser.on('cdata', (text) => growing.text(text))
  parser.on('closetag', () => growing.close())
  try {
    for (let at = 0; at < bytes.length; at += chunk)
      parser.write(decoder.decode(bytes.subarray(at, at + chunk), { stream: true }))
    parser.write(decoder.decode()).close()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw damaged(error instanceof Error ? error.message.slice(0, 200) : 'no XML')
  }
  return growing.root()
}

/** Bytes; decoded all at once, 48 MB would be 96 of characters. */
const chunk = 65_536

/** By its first bytes (XML 1.0, appendix F), which the declaration must agree with. */
function encodingOf(bytes: Uint8Array): { readonly encoding: RegExp; readonly decoder: TextDecoder } {
  const [first, second] = bytes
  const little = (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)
  const label = little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8'
  return {
    encoding: little || big ? /^utf-?16(?:le|be)?$/i : /^(?:utf-?8|us-ascii)$/i,
    decoder: new TextDecoder(label, { fatal: true }),
  }
}

/** An element that is not closed yet. */
interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (Element | string)[]
}

/** The tree as it grows. What many elements have alike, they share: most have two attributes that others have as well. */
class Growing {
  readonly #open: Open[] = [{ name: '', attributes: none, children: [] }]
  readonly #shared = new Map<string, ReadonlyMap<string, string>>()
  #nodes = 0

  count(): void {
    this.#nodes++
    if (this.#nodes > mostNodes) throw new Refusal('unpacks-too-large', `more than ${mostNodes} nodes`)
  }

  open(name: string, attributes: Readonly<Record<string, SaxesAttributeNS>>): void {
    this.count()
    if (this.#open.length > deepest) throw new Refusal('document-too-deep')
    this.#open.push({ name, attributes: this.#attributes(Object.values(attributes)), children: [] })
  }

  text(text: string): void {
    const children = this.#open.at(-1)?.children ?? []
    const before = children.at(-1)
    if (typeof before === 'string') children[children.length - 1] = before + text
    else {
      this.count()
      children.push(text)
    }
  }

  close(): void {
    const closed = this.#open.pop()
    if (closed === undefined) return
    const { name, attributes, children } = closed
    // A list that grew has room for sixteen more; a copy has none.
    this.#open.at(-1)?.children.push({ name, attributes, children: children.length === 0 ? nothing : children.slice() })
  }

  root(): Element {
    const root = this.#open[0]?.children.find((child) => typeof child !== 'string')
    if (root === undefined) throw damaged('no element')
    return root
  }

  #attributes(given: readonly SaxesAttributeNS[]): ReadonlyMap<string, string> {
    const named = given.filter(({ uri }) => uri !== declaration)
    if (named.length === 0) return none
    const attributes = new Map(named.map(({ uri, prefix, local, value }) => [nameOf(uri, prefix, local), value]))
    const key = [...attributes].flat().join('\n')
    if (key.length > longestShared) return attributes
    const same = this.#shared.get(key)
    if (same === undefined) this.#shared.set(key, attributes)
    return same ?? attributes
  }
}

const declaration = 'http://www.w3.org/2000/xmlns/'
const none: ReadonlyMap<string, string> = new Map()
const nothing: readonly (Element | string)[] = []
/** Characters; longer lists are hardly ever there twice. */
const longestShared = 200

function nameOf(uri: string, prefix: string, local: string): string {
  if (uri === '') return local
  const known = prefix === 'xml' ? 'xml' : prefixes.get(uri)
  return known === undefined ? `{${uri}}${local}` : `${known}:${local}`
}

const damaged = (detail: string): Refusal => new Refusal('not-a-document', detail)
