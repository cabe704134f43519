/** Footnotes as Word's own: each reference makes one, and Word counts them. */
import type { Language } from '#shared/statement/statement.ts'
import type { Paper } from '../paper.ts'
import { directionOfText } from '../scripts.ts'
import type { Note, Sheet } from '../sheet.ts'
import { flatText, inlineXml, type Setting } from './inline.ts'
import { Links } from './links.ts'
import { namespaces } from './package.ts'
import { inDirection, paragraphXml, runXml, textXml } from './words.ts'
import { part, tag, w, type Xml } from './xml.ts'

const superscript = { rStyle: { val: 'FootnoteReference' } } as const

/**
 * What stands in the text for a note. The first reference carries the note; a later one repeats its number as a field,
 * since a note of Word's has one reference. Within a note only the number can stand.
 */
export class References {
  readonly #numbers: Sheet['numbers']
  readonly #notes: ReadonlySet<number>
  readonly #repeated: ReadonlySet<string>
  readonly #seen = new Set<string>()

  constructor({ numbers, notes }: Sheet, references: readonly string[]) {
    this.#numbers = numbers
    this.#notes = new Set(notes.map(({ number }) => number))
    const once = new Set<string>()
    this.#repeated = new Set(references.filter((note) => once.size === once.add(note).size))
  }

  inText(note: string): Xml {
    const number = this.#numbers.get(note) ?? 0
    if (!this.#notes.has(number)) return this.inNote(note)
    if (this.#seen.has(note)) return fieldXml(` NOTEREF ${bookmarkOf(number)} \\f \\h `, String(number), superscript)
    this.#seen.add(note)
    const reference = runXml(w('footnoteReference', { id: number }), superscript)
    if (!this.#repeated.has(note)) return reference
    return w('bookmarkStart', { id: number, name: bookmarkOf(number) }) + reference + w('bookmarkEnd', { id: number })
  }

  inNote(note: string): Xml {
    return runXml(textXml(String(this.#numbers.get(note) ?? '*')), superscript)
  }
}

const bookmarkOf = (number: number): string => `_RefNote${number}`

/** A field with what it showed last. */
export const fieldXml = (instruction: string, shown: string, properties: Parameters<typeof runXml>[1] = {}): Xml =>
  [
    w('fldChar', { fldCharType: 'begin' }),
    tag('w:instrText', { 'xml:space': 'preserve' }, instruction),
    w('fldChar', { fldCharType: 'separate' }),
    textXml(shown),
    w('fldChar', { fldCharType: 'end' }),
  ]
    .map((content) => runXml(content, properties))
    .join('')

export function footnoteParts(
  { notes }: Sheet,
  { language, hands: all }: Paper,
  references: References,
): Record<string, string> {
  const links = new Links()
  const hands = Map.groupBy(all, ({ from }) => from.block)
  const settingOf = (block: number): Setting => ({
    language,
    links,
    markers: new Map(),
    hands: hands.get(block) ?? [],
    reference: (note) => references.inNote(note),
  })
  const separators = (['separator', 'continuationSeparator'] as const).map((type, k) =>
    w(
      'footnote',
      { type, id: k - 1 },
      paragraphXml({ spacing: { after: 0, line: 240, lineRule: 'auto' } }, runXml(w(type))),
    ),
  )
  const written = notes.map((note) => noteXml(note, language, settingOf))
  return {
    'word/footnotes.xml': part(tag('w:footnotes', namespaces('w', 'r'), ...separators, ...written)),
    ...(links.xml === null ? {} : { 'word/_rels/footnotes.xml.rels': part(links.xml) }),
  }
}

function noteXml({ number, blocks }: Note, language: Language, settingOf: (block: number) => Setting): Xml {
  const mark = runXml(w('footnoteRef'), superscript) + runXml(textXml(' '))
  const paragraphs = blocks.map(({ index, block }, k) =>
    noteParagraph(language, flatText(block), (k === 0 ? mark : '') + inlineXml(block, settingOf(index))),
  )
  // A note whose block was deleted is empty, and its reference stays where it is.
  return w('footnote', { id: number }, ...(paragraphs.length > 0 ? paragraphs : [noteParagraph(language, '', mark)]))
}

const noteParagraph = (language: Language, text: string, content: Xml): Xml =>
  paragraphXml({ pStyle: { val: 'FootnoteText' }, ...inDirection(directionOfText(text, language)) }, content)
