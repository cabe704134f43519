/** How every block, atom and mark of a statement is said in Word. */
import type { MarkJson } from '#shared/statement/schema.ts'
import type { Mapping } from '../mapping.ts'
import type { SheetBlock } from '../sheet.ts'
import { runXml } from './words.ts'
import { type RunProperties, w, type Xml } from './xml.ts'

/** The style of a block. */
type StyleOf = (shown: SheetBlock) => string

/** What stands for an atom; null for a reference to a note, which only the part that it stands in can make. */
type AtomXml = Xml | null

type MarkProperties = (mark: MarkJson) => RunProperties

const ranked = (style: string, depth: number): string => (depth === 0 ? style : `${style}${depth + 1}`)

export const mapping: Mapping<StyleOf, AtomXml, MarkProperties> = {
  blocks: {
    paragraph: () => 'StatementParagraph',
    salutation: () => 'Salutation',
    heading: ({ block }) => `Heading${Number(block.attrs['level'])}`,
    quote: () => 'Quote',
    numberedItem: ({ depth }) => ranked('ListNumber', depth),
    bulletedItem: ({ depth }) => ranked('ListBullet', depth),
    footnote: () => 'FootnoteText',
  },
  atoms: {
    hardBreak: runXml(w('br')),
    footnoteReference: null,
    // What this version cannot read has no words.
    unknown: '',
  },
  marks: {
    bold: () => ({ b: true, bCs: true }),
    italic: () => ({ i: true, iCs: true }),
    underline: () => ({ u: { val: 'single' } }),
    strike: () => ({ strike: true }),
    // Word knows one or the other.
    superscript: () => ({ vertAlign: { val: 'superscript' } }),
    subscript: () => ({ vertAlign: { val: 'subscript' } }),
    link: () => ({ rStyle: { val: 'Hyperlink' } }),
  },
}
