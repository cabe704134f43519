/**
 * What somebody chose or pasted, told apart: a Word file, Markdown, HTML, plain text or an archive, as it is sent; or why
 * it is none of them. Pure, but for the bytes of a file.
 */
import { decodeText } from '#shared/exchange/decode-text.ts'
import { largestFile, longestText, type Source, type SourceFormat } from '#shared/exchange/sources.ts'

/** Why there is nothing to import; a key of the sentences. */
export type Unreadable =
  | 'nothing'
  | 'empty'
  | 'oldWord'
  | 'otherOffice'
  | 'pages'
  | 'pdf'
  | 'kind'
  | 'long'
  | 'large'
  | 'gone'

export type Reading = { readonly source: Source } | { readonly unreadable: Unreadable }

/** What a clipboard held when it was pasted: the same words twice, once with their formatting. */
export interface Formatted {
  readonly text: string
  readonly html: string
}

type TextFormat = 'markdown' | 'text' | 'html'

/** Endings of the files that are read, for the browser's picker. */
export const accepted =
  '.docx,.docm,.dotx,.dotm,.md,.markdown,.txt,.html,.htm,.json,text/markdown,text/plain,text/html,application/json'

/** Told apart by the end of its name; what cannot be told is text if its bytes are. */
export async function readFile(file: File): Promise<Reading> {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const unreadable = unreadableEndings[ending]
  if (unreadable !== undefined) return { unreadable }
  const format = formatOfEnding[ending]
  if (format === 'docx' || format === 'archive') {
    if (file.size > largestFile) return { unreadable: 'large' }
    if (file.size === 0) return { unreadable: 'empty' }
    const bytes = await bytesOf(file)
    if (bytes === null) return { unreadable: 'gone' }
    return { source: { format, content: format === 'docx' ? base64Of(bytes) : decodeText(bytes) } }
  }
  // Four bytes a character at most: what is longer is not worth reading.
  if (file.size > longestText * 4) return { unreadable: 'long' }
  const bytes = await bytesOf(file)
  if (bytes === null) return { unreadable: 'gone' }
  const content = decodeText(bytes)
  if (content.includes('\0')) return { unreadable: 'kind' }
  if (format === undefined && ending !== '' && !file.type.startsWith('text/')) return { unreadable: 'kind' }
  return checked(format ?? formatOf(content), content)
}

/** Null for what is no file any more, and for a folder. */
const bytesOf = (file: File): Promise<Uint8Array<ArrayBuffer> | null> =>
  file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  )

/** The words in the field; their formatting counts as long as nobody has changed them since they were pasted. */
export function readPastedText(text: string, formatted: Formatted | null): Reading {
  if (text.trim() === '') return { unreadable: 'nothing' }
  const kept = formatted !== null && formatted.html !== '' && formatted.text === text && formatOf(text) === 'text'
  return kept ? checked('html', formatted.html) : checked(formatOf(text), text)
}

/** Text that somebody wrote with the marks of Markdown or HTML is meant as such. */
function formatOf(text: string): TextFormat {
  if (/^\s*<(!doctype html|html|head|body|article|section|div|h[1-6]|p)\b[^>]*>/i.test(text)) return 'html'
  const signs = [
    /^#{1,6} \S/m,
    /^\S.*\n={3,}\s*$/m,
    /(^|\s)\*\*\S[^*\n]*\*\*/,
    /\[[^\]\n]+\]\((https?:|mailto:)[^)\s]+\)/,
  ]
  return signs.some((sign) => sign.test(text)) ? 'markdown' : 'text'
}

function checked(format: TextFormat, content: string): Reading {
  if (content.length > longestText) return { unreadable: 'long' }
  return content.trim() === '' ? { unreadable: 'empty' } : { source: { format, content } }
}

const formatOfEnding: Readonly<Record<string, SourceFormat>> = {
  docx: 'docx',
  // With macros, which are left out; and templates, which have the parts of a document.
  docm: 'docx',
  dotx: 'docx',
  dotm: 'docx',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  text: 'text',
  html: 'html',
  htm: 'html',
  json: 'archive',
}

const unreadableEndings: Readonly<Record<string, Unreadable>> = {
  doc: 'oldWord',
  dot: 'oldWord',
  rtf: 'otherOffice',
  odt: 'otherOffice',
  wpd: 'otherOffice',
  wps: 'otherOffice',
  pages: 'pages',
  pdf: 'pdf',
}

/** Bytes at a time: a multiple of three, so that the pieces join, and few enough to be arguments of one call. */
const piece = 24_576

/** Where the browser does not do it itself (Chromium before 140), in pieces. */
export function base64Of(bytes: Uint8Array): string {
  if ('toBase64' in bytes && typeof bytes.toBase64 === 'function') return String(bytes.toBase64())
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += piece) {
    // A spread would walk the bytes one by one: 0.9 s for 10 MB.
    pieces.push(btoa(Reflect.apply(String.fromCharCode, null, bytes.subarray(from, from + piece))))
  }
  return pieces.join('')
}
