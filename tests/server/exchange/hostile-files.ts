/**
 * Files that are built to hurt whoever reads them. Each is made when it is wanted; none is kept. `gives` says what becomes
 * of it: a refusal, or a text, which then holds `words`.
 */
import type { RefusalCode } from '#shared/refusal.ts'
import { type OddEntry, oddZip } from './odd-zip.ts'
import {
  contentTypes,
  documentXml,
  main,
  p,
  pack,
  type Parts,
  partsOf,
  relationships,
  spaces,
  word,
  xml,
} from './word-package.ts'

export interface HostileFile {
  readonly name: string
  readonly make: () => Uint8Array
  /** More than one: either is right. */
  readonly gives: readonly (RefusalCode | 'text')[]
  /** Said in the text that comes of it. */
  readonly words?: readonly string[]
}

const refused = (name: string, code: RefusalCode, make: () => Uint8Array): HostileFile => ({
  name,
  make,
  gives: [code],
})
const read = (name: string, make: () => Uint8Array, ...words: string[]): HostileFile => ({
  name,
  make,
  gives: ['text'],
  words: words.length > 0 ? words : ['All is well.'],
})

const well = p('All is well.')
const times = (count: number, make: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => make(k)).join('')
const nested = (depth: number, open: string, inside: string, close: string): string =>
  open.repeat(depth) + inside + close.repeat(depth)
const entries = (parts: Parts): OddEntry[] => Object.entries(parts).map(([name, content]) => ({ name, content }))
/** The parts of a good document, of which some entries lie. */
const lying = (
  lies: Readonly<Record<string, Partial<OddEntry>>>,
  body = well,
  more: readonly OddEntry[] = [],
): Buffer => oddZip([...entries(partsOf(body)).map((entry) => ({ ...entry, ...lies[entry.name] })), ...more])
/** No packer makes less of it. */
const noise = (length: number): string => {
  let state = 7
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    text += state.toString(36)
  }
  return text.slice(0, length)
}
const root = (name: string, inside: string): string => xml(`<w:${name} ${spaces}>${inside}</w:${name}>`)
const docWithout = (name: string): Buffer => {
  const { [name]: _left, ...parts } = partsOf(well)
  return pack(parts)
}

const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)])

const noWord: HostileFile[] = [
  refused('an empty file', 'not-a-document', () => Buffer.alloc(0)),
  refused('a text under another name', 'not-a-document', () => Buffer.from('All is well. '.repeat(100))),
  refused('a page under another name', 'not-a-document', () => Buffer.from('<!doctype html><p>All is well.')),
  refused('Word 97', 'old-document', () => ole),
  refused('RTF', 'old-document', () => Buffer.from('{\\rtf1\\ansi All is well.}')),
  refused('a password around it all', 'locked-document', () =>
    Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)]),
  ),
  refused('entries with a password', 'locked-document', () => lying({ 'word/document.xml': { flags: 1 } })),
  refused('a spreadsheet', 'not-a-document', () => {
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
    return pack({ ...partsOf(well), '[Content_Types].xml': contentTypes({ 'xl/workbook.xml': sheet }) })
  }),
  refused('an OpenDocument text', 'not-a-document', () =>
    pack({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': xml('<office/>') }),
  ),
  refused('a ZIP of something else', 'not-a-document', () => pack({ 'readme.txt': 'All is well.' })),
  refused('no list of types', 'not-a-document', () => docWithout('[Content_Types].xml')),
  refused('no document', 'not-a-document', () => docWithout('word/document.xml')),
  refused('no relationships at all', 'not-a-document', () => docWithout('_rels/.rels')),
  refused('the document is on another server', 'not-a-document', () =>
    pack({
      ...partsOf(well),
      '_rels/.rels': relationships([
        { id: 'r', type: 'officeDocument', target: 'http://example.org/document.xml', external: true },
      ]),
    }),
  ),
  refused('the document is above the package', 'not-a-document', () =>
    pack({
      ...partsOf(well),
      '../word/document.xml': documentXml(well),
      '_rels/.rels': relationships([{ id: 'r', type: 'officeDocument', target: '../../../etc/passwd' }]),
    }),
  ),
  refused('the document is its own relationships', 'not-a-document', () =>
    pack({
      ...partsOf(well),
      '_rels/.rels': relationships([{ id: 'r', type: 'officeDocument', target: '_rels/.rels' }]),
    }),
  ),
  ...[0.02, 0.2, 0.5, 0.8, 0.97, 0.999].map((share) =>
    refused(`cut off after ${share * 100} %`, 'not-a-document', () => {
      const whole = word(well)
      return whole.subarray(0, Math.floor(whole.length * share))
    }),
  ),
]

const bombs: HostileFile[] = [
  refused('60 MB of spaces', 'unpacks-too-large', () => word(well + ' '.repeat(60_000_000))),
  refused('20 MB of one letter', 'unpacks-too-large', () => word(p('a'.repeat(20_000_000)))),
  refused('60 MB that say they are a kilobyte', 'not-a-document', () =>
    lying({ 'word/document.xml': { size: 1_000 } }, well + ' '.repeat(60_000_000)),
  ),
  refused('a kilobyte that says it is 40 MB', 'unpacks-too-large', () =>
    lying({ 'word/document.xml': { size: 40_000_000 } }),
  ),
  refused('a size of 2^60 by ZIP64', 'unpacks-too-large', () =>
    lying({ 'word/document.xml': { wide: [1n << 60n, 100n] } }),
  ),
  refused('a packed size of 2^60 by ZIP64', 'not-a-document', () =>
    lying({ 'word/document.xml': { wide: [100n, 1n << 60n] } }),
  ),
  refused('entries that share their bytes', 'not-a-document', () =>
    lying(
      {},
      well,
      Array.from({ length: 500 }, (_, k) => ({ name: `word/${k}.xml`, content: '', sharesWith: 2 })),
    ),
  ),
  refused('6,000 entries', 'unpacks-too-large', () =>
    lying(
      {},
      well,
      Array.from({ length: 6_000 }, (_, k) => ({ name: `word/${k}.xml`, content: '' })),
    ),
  ),
  refused('65,000 entries that are not there', 'unpacks-too-large', () =>
    oddZip(entries(partsOf(well)), { count: 65_000 }),
  ),
  refused('more entries than are there', 'not-a-document', () => oddZip(entries(partsOf(well)), { count: 40 })),
  refused('its directory is behind its end', 'not-a-document', () =>
    oddZip(entries(partsOf(well)), { at: 0xfffffff0 }),
  ),
  refused('its directory is at its beginning', 'not-a-document', () => oddZip(entries(partsOf(well)), { at: 0 })),
  refused('other bytes than were packed', 'not-a-document', () => lying({ 'word/document.xml': { crc: 42 } })),
  refused('packed in a way that is none', 'not-a-document', () => lying({ 'word/document.xml': { method: 97 } })),
  refused('two names for one part', 'not-a-document', () =>
    lying({ 'word/document.xml': { localName: 'word/harmless.xml' } }),
  ),
  refused('two documents', 'not-a-document', () =>
    lying({}, well, [{ name: 'word/document.xml', content: documentXml(p('All is bad.')) }]),
  ),
  refused('two documents that differ in case', 'not-a-document', () =>
    lying({}, well, [{ name: 'Word/Document.XML', content: documentXml(p('All is bad.')) }]),
  ),
  read('a bomb in a bomb that nobody opens', () =>
    word(well, { 'word/embeddings/bomb.zip': pack({ 'bomb.xml': ' '.repeat(10_000_000) }) }),
  ),
  read('names that climb out', () =>
    lying(
      {},
      well,
      [
        '../../../etc/passwd',
        '/etc/passwd',
        'C:\\Windows\\x.dll',
        '..\\x',
        'word/../../x',
        'word//x',
        '',
        'a\0b',
        '.',
      ].map((name) => ({ name, content: 'All is bad.' })),
    ),
  ),
]

const laughs = `<!DOCTYPE w:document [<!ENTITY a "ha">${times(30, (k) => `<!ENTITY ${'b'.repeat(k + 1)} "${`&${'b'.repeat(k) || 'a'};`.repeat(10)}">`)}]>`
const withDocument = (document: string | Uint8Array): Buffer =>
  pack({ ...partsOf(well), 'word/document.xml': document })
const damaged = (name: string, document: string | Uint8Array): HostileFile =>
  refused(name, 'not-a-document', () => withDocument(document))
const whole = documentXml(well)

const markup: HostileFile[] = [
  damaged(
    'a billion laughs',
    whole.replace('<w:document', `${laughs}<w:document`).replace('All', `&${'b'.repeat(30)};`),
  ),
  damaged(
    'a file of the server as an entity',
    whole
      .replace('<w:document', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document')
      .replace('All', '&x;'),
  ),
  damaged(
    'a document type elsewhere',
    whole.replace('<w:document', '<!DOCTYPE d SYSTEM "http://example.org/"><w:document'),
  ),
  damaged('an entity of its own', whole.replace('All', '&all;')),
  refused('a document type in the list of types', 'not-a-document', () =>
    pack({
      ...partsOf(well),
      '[Content_Types].xml': contentTypes({ 'word/document.xml': main }).replace('<Types', '<!DOCTYPE t><Types'),
    }),
  ),
  damaged('no markup', 'All is well.'),
  damaged('nothing', ''),
  damaged('it does not end', whole.slice(0, -20)),
  damaged('two roots', `${whole}<again/>`),
  damaged('a prefix without a namespace', whole.replace('<w:body>', '<x:y/><w:body>')),
  damaged('the same attribute twice', whole.replace('<w:p>', '<w:p w:rsidR="1" w:rsidR="2">')),
  damaged('another encoding than it says', Buffer.from(whole.replace('All', 'Été'), 'latin1')),
  damaged('an encoding that no Word file has', whole.replace('UTF-8', 'windows-1252')),
  damaged('half a character', whole.replace('All', '&#xD800;')),
  damaged(
    'half a character in bytes',
    Buffer.concat([Buffer.from(whole.slice(0, -60)), Buffer.from([0xed, 0xa0, 0x80])]),
  ),
  damaged('NUL', whole.replace('All', 'A\0ll')),
  damaged('NUL by number', whole.replace('All', '&#0;')),
  damaged('a control character', whole.replace('All', 'A\u0008ll')),
  damaged('another root', xml(`<w:hdr ${spaces}>${well}</w:hdr>`)),
  damaged('no namespace', '<document><body><p><r><t>All is well.</t></r></p></body></document>'),
  read('UTF-16', () => withDocument(Buffer.from(`\ufeff${whole.replace('UTF-8', 'UTF-16')}`, 'utf16le'))),
  read('UTF-16, the other way round', () =>
    withDocument(Buffer.from(`\ufeff${whole.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16()),
  ),
  read('ISO strict', () =>
    withDocument(
      whole
        .replace(
          'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
          'http://purl.oclc.org/ooxml/wordprocessingml/main',
        )
        .replace(
          'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        ),
    ),
  ),
  read('other prefixes', () =>
    withDocument(whole.replace('xmlns:w=', 'xmlns:q=').replaceAll('<w:', '<q:').replaceAll('</w:', '</q:')),
  ),
  refused('a million empty paragraphs', 'unpacks-too-large', () => word(`<w:p/>`.repeat(1_000_000) + noise(60_000))),
  read('an attribute of two megabytes', () => word(well.replace('<w:p>', `<w:p w:rsidR="${noise(2_000_000)}">`))),
  read('100,000 attributes', () => word(well.replace('<w:p>', `<w:p ${times(100_000, (k) => `w:a${k}="${k}" `)}>`))),
  read('30,000 namespaces', () => word(times(30_000, (k) => `<x${k}:y xmlns:x${k}="urn:x${k}"/>`) + well)),
  read('1.5 million letters in one run', () => word(p(noise(1_500_000)) + well)),
  refused('3 million letters', 'unpacks-too-large', () => word(p(noise(3_000_000)))),
  refused('30,000 paragraphs', 'unpacks-too-large', () => word(times(30_000, (k) => p(`${k}`)))),
]

const deep = (name: string, open: string, close: string, inside = well): HostileFile =>
  refused(`10,000 ${name}`, 'document-too-deep', () => word(nested(10_000, open, inside, close)))

const depths: HostileFile[] = [
  deep('paragraphs in paragraphs', '<w:p>', '</w:p>', '<w:r/>'),
  deep('tables in tables', '<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>'),
  deep('content controls', '<w:sdt><w:sdtContent>', '</w:sdtContent></w:sdt>'),
  deep('runs in runs', '<w:r>', '</w:r>', '<w:t>x</w:t>'),
  deep('links in links', '<w:p><w:hyperlink>', '</w:hyperlink></w:p>', '<w:r/>'),
  deep('insertions', '<w:ins>', '</w:ins>'),
  deep(
    'text boxes',
    '<w:p><w:r><w:pict><v:textbox><w:txbxContent>',
    '</w:txbxContent></v:textbox></w:pict></w:r></w:p>',
  ),
  deep('choices', '<mc:AlternateContent><mc:Fallback>', '</mc:Fallback></mc:AlternateContent>'),
  deep('elements of nobody', '<a:x>', '</a:x>', ''),
  read('40 tables in tables', () => word(nested(40, '<w:tbl><w:tr><w:tc>', well, '</w:tc></w:tr></w:tbl>'))),
  read('60 insertions in insertions', () =>
    word(`<w:p>${nested(60, '<w:ins w:id="1" w:author="A">', '<w:r><w:t>All is well.</w:t></w:r>', '</w:ins>')}</w:p>`),
  ),
]

export const hostilePackages: readonly HostileFile[] = [...noWord, ...bombs, ...markup, ...depths]
/** For what stands in hostile-meaning.ts. */
export { noise, read, refused, root, times, well }
