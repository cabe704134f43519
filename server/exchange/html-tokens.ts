/**
 * HTML as a run of tags and texts, in one pass and in time that grows with its length alone. It follows the standard where
 * people's pages and programs do: comments, quoted attributes, character references, elements whose content is no text.
 * There is no tree: what is wrongly nested comes as it was written.
 */
import { decodeNamedCharacterReference } from 'decode-named-character-reference'

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }

/** What stands in these is for machines. */
const unspoken = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'template',
  'iframe',
  'noembed',
  'noframes',
  'object',
  'svg',
  'math',
  'select',
])

const attribute = /[\s/]*(?:([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))?)?)?/y
const tagName = /<(\/?)([a-z][^\s/>]*)/iy

/** A tag that is never closed is text, and so is all that follows it: no word is lost. */
export function* tokensOf(source: string): Generator<HtmlToken> {
  let at = 0
  while (at < source.length) {
    const sign = source.indexOf('<', at)
    if (sign === -1 || sign > at) {
      const end = sign === -1 ? source.length : sign
      yield { kind: 'text', text: decoded(source.slice(at, end)) }
      at = end
      continue
    }
    const tag = tagAt(source, at)
    if (tag !== null) {
      if (tag.token !== null) yield tag.token
      at = tag.end
      if (tag.token?.kind === 'open' && unspoken.has(tag.token.name)) at = endOfUnspoken(source, at, tag.token.name)
    } else if (/^<[a-z!?/]/i.test(source.slice(at, at + 2))) {
      yield { kind: 'text', text: decoded(source.slice(at)) }
      return
    } else {
      yield { kind: 'text', text: '<' }
      at += 1
    }
  }
}

interface Tag {
  /** Null for a comment and what counts as one. */
  readonly token: HtmlToken | null
  readonly end: number
}

/** The tag or comment that begins here; null when there is none, or it does not end. */
function tagAt(source: string, at: number): Tag | null {
  if (source.startsWith('<!--', at)) return comment(source.indexOf('-->', at + 2), 3)
  tagName.lastIndex = at
  const opening = tagName.exec(source)
  if (opening === null) return /^<[!?/]/.test(source.slice(at, at + 2)) ? comment(source.indexOf('>', at), 1) : null
  const [begun, slash, written = ''] = opening
  const name = written.toLowerCase()
  const attributes = new Map<string, string>()
  let end = at + begun.length
  for (;;) {
    attribute.lastIndex = end
    const [read = '', key, double, single, bare] = attribute.exec(source) ?? []
    if (key !== undefined && !attributes.has(key.toLowerCase())) {
      attributes.set(key.toLowerCase(), decoded(double ?? single ?? bare ?? ''))
    }
    end += read.length
    if (source[end] === '>') break
    // The end of the source, or a quote that is never closed.
    if (read === '') return null
  }
  return { token: slash === '/' ? { kind: 'close', name } : { kind: 'open', name, attributes }, end: end + 1 }
}

const comment = (close: number, length: number): Tag | null =>
  close === -1 ? null : { token: null, end: close + length }

/** Behind the end tag; the end of the source when there is none, as a browser has it. */
function endOfUnspoken(source: string, at: number, name: string): number {
  const close = new RegExp(`</${name}(?=[\\s/>])[^>]*>?`, 'gi')
  close.lastIndex = at
  return close.exec(source) === null ? source.length : close.lastIndex
}

const reference = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,31})(?=;));?/gi

const decoded = (text: string): string =>
  text.replace(reference, (written: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return decodeNamedCharacterReference(name) || written
    return characterOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })

const windows = new TextDecoder('windows-1252')

/** Numbers from 128 to 159 are meant as Windows has them: "&#150;" is a dash. */
function characterOf(number: number): string {
  if (number >= 0x80 && number < 0xa0) return windows.decode(Uint8Array.of(number))
  return number > 0x10ffff || number === 0 ? '\uFFFD' : String.fromCodePoint(number)
}
