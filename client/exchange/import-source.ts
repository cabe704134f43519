/**
 * What somebody chose or pasted, told apart: Markdown, HTML or plain text, with its words; or why it is none of them.
 * Pure, but for the bytes of a file.
 */

export interface Source {
  readonly format: 'markdown' | 'text' | 'html'
  readonly content: string
}

/** Why there is nothing to import; a key of the sentences. */
export type Unreadable = 'nothing' | 'empty' | 'word' | 'pdf' | 'kind' | 'long'

export type Reading = { readonly source: Source } | { readonly unreadable: Unreadable }

/** What a clipboard held when it was pasted: the same words twice, once with their formatting. */
export interface Formatted {
  readonly text: string
  readonly html: string
}

/** The longest content that the server takes, in characters. */
const longest = 2_000_000

/** Told apart by the end of its name; what cannot be told is text if its bytes are. */
export async function readFile(file: File): Promise<Reading> {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const unreadable = unreadableEndings[ending]
  if (unreadable !== undefined) return { unreadable }
  // Four bytes a character at most: what is longer is not worth reading.
  if (file.size > longest * 4) return { unreadable: 'long' }
  const content = decode(new Uint8Array(await file.arrayBuffer()))
  if (content.includes('\0')) return { unreadable: 'kind' }
  const format = formatOfEnding[ending]
  if (format === undefined && ending !== '' && !file.type.startsWith('text/')) return { unreadable: 'kind' }
  return checked({ format: format ?? formatOf(content), content })
}

/** The words in the field; their formatting counts as long as nobody has changed them since they were pasted. */
export function readPastedText(text: string, formatted: Formatted | null): Reading {
  if (text.trim() === '') return { unreadable: 'nothing' }
  const kept = formatted !== null && formatted.text === text && formatOf(text) === 'text'
  return checked(kept ? { format: 'html', content: formatted.html } : { format: formatOf(text), content: text })
}

/** Text that somebody wrote with the marks of Markdown or HTML is meant as such. */
function formatOf(text: string): Source['format'] {
  if (/^\s*<(!doctype html|html|head|body|article|section|div|h[1-6]|p)\b[^>]*>/i.test(text)) return 'html'
  const signs = [
    /^#{1,6} \S/m,
    /^\S.*\n={3,}\s*$/m,
    /(^|\s)\*\*\S[^*\n]*\*\*/,
    /\[[^\]\n]+\]\((https?:|mailto:)[^)\s]+\)/,
  ]
  return signs.some((sign) => sign.test(text)) ? 'markdown' : 'text'
}

function checked(source: Source): Reading {
  if (source.content.length > longest) return { unreadable: 'long' }
  return source.content.trim() === '' ? { unreadable: 'empty' } : { source }
}

const formatOfEnding: Readonly<Record<string, Source['format']>> = {
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  text: 'text',
  html: 'html',
  htm: 'html',
}

const unreadableEndings: Readonly<Record<string, Unreadable>> = {
  doc: 'word',
  docx: 'word',
  docm: 'word',
  dotx: 'word',
  rtf: 'word',
  odt: 'word',
  pages: 'word',
  pdf: 'pdf',
}

/** As the server reads files: UTF-8, UTF-16 with its mark, and what is neither as Windows-1252. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
