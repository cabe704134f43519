/** What makes parts a package: their types and relationships, properties and settings. */
import type { Language } from '#shared/statement/statement.ts'
import type { Paper } from '../paper.ts'
import { locales } from '../terms.ts'
import { Links } from './links.ts'
import type { Look } from './look.ts'
import { escape, part, tag, w } from './xml.ts'

const spaces = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  mc: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  w14: 'http://schemas.microsoft.com/office/word/2010/wordml',
  w15: 'http://schemas.microsoft.com/office/word/2012/wordml',
} as const
type Space = keyof typeof spaces

/** The attributes that declare namespaces; those that older programs do not know are marked as such. */
export function namespaces(...names: readonly Space[]): Record<string, string> {
  const newer = names.filter((name) => name === 'w14' || name === 'w15')
  const declared = newer.length > 0 && !names.includes('mc') ? [...names, 'mc' as const] : names
  return {
    ...Object.fromEntries(declared.map((name) => [`xmlns:${name}`, spaces[name]])),
    ...(newer.length > 0 ? { 'mc:Ignorable': newer.join(' ') } : {}),
  }
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** Each part that we write, and its type. */
export const partTypes: Readonly<Record<string, string>> = {
  'word/document.xml': `${word}.document.main+xml`,
  'word/styles.xml': `${word}.styles+xml`,
  'word/numbering.xml': `${word}.numbering+xml`,
  'word/settings.xml': `${word}.settings+xml`,
  'word/footnotes.xml': `${word}.footnotes+xml`,
  'word/footer1.xml': `${word}.footer+xml`,
  'word/comments.xml': `${word}.comments+xml`,
  'word/commentsExtended.xml': `${word}.commentsExtended+xml`,
  'word/people.xml': `${word}.people+xml`,
  'docProps/core.xml': 'application/vnd.openxmlformats-package.core-properties+xml',
  'docProps/app.xml': 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
}

export function contentTypesPart(parts: readonly string[]): string {
  const xmlns = 'http://schemas.openxmlformats.org/package/2006/content-types'
  return part(
    tag(
      'Types',
      { xmlns },
      tag('Default', { Extension: 'rels', ContentType: 'application/vnd.openxmlformats-package.relationships+xml' }),
      tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
      ...parts
        .filter((name) => partTypes[name] !== undefined)
        .map((name) => tag('Override', { PartName: `/${name}`, ContentType: partTypes[name] })),
    ),
  )
}

/** The relationships of the package itself. */
export function packageLinks(): Links {
  const links = new Links()
  links.part('officeDocument', 'word/document.xml')
  links.part(
    'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
    'docProps/core.xml',
  )
  links.part('extended-properties', 'docProps/app.xml')
  return links
}

/** Title, subject = meeting, author = delegation, keywords = symbol; the times are those of the text. */
export function corePart({ letterhead, penholder, at, language }: Paper): string {
  const moment = [{ 'xsi:type': 'dcterms:W3CDTF' }, momentXml(at)] as const
  return part(
    tag(
      'cp:coreProperties',
      {
        'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:dcterms': 'http://purl.org/dc/terms/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      },
      tag('dc:title', {}, escape(letterhead.title)),
      tag('dc:subject', {}, escape(letterhead.meeting)),
      tag('dc:creator', {}, escape(penholder)),
      tag('cp:keywords', {}, escape(letterhead.symbol)),
      tag('dc:language', {}, locales[language]),
      tag('cp:lastModifiedBy', {}, escape(penholder)),
      tag('dcterms:created', ...moment),
      tag('dcterms:modified', ...moment),
    ),
  )
}

/** "2010-06-25T14:05:00Z". `at` is epoch ms. */
export const momentXml = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

export function appPart(): string {
  const xmlns = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'
  return part(tag('Properties', { xmlns }, tag('Application', {}, 'Penholder')))
}

/** Of Word 2013 and later: anything older would be opened in a mode of compatibility, with other line breaks. */
const wordVersion = { name: 'compatibilityMode', uri: 'http://schemas.microsoft.com/office/word', val: 15 }

export function settingsPart({ language }: Look): string {
  const separators = [-1, 0].map((id) => w('footnote', { id }))
  return part(
    tag(
      'w:settings',
      namespaces('w'),
      w('zoom', { percent: 100 }),
      w('defaultTabStop', { val: 454 }),
      w('characterSpacingControl', { val: language === 'zh' ? 'compressPunctuation' : 'doNotCompress' }),
      w('footnotePr', {}, ...separators),
      w('compat', {}, w('compatSetting', wordVersion)),
      w('themeFontLang', { val: westernOf(language), eastAsia: locales.zh, bidi: locales.ar }),
      w('decimalSymbol', { val: '.' }),
      w('listSeparator', { val: ',' }),
    ),
  )
}

/** The language of Latin or Cyrillic letters that are not told apart otherwise. */
export const westernOf = (language: Language): string =>
  language === 'ar' || language === 'zh' ? locales.en : locales[language]
