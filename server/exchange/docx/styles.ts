/**
 * The styles of the paper, under Word's own names where it has them: a secretary changes one and the whole paper follows.
 */
import { deepest } from '#shared/statement/schema.ts'
import type { Direction } from '../scripts.ts'
import { locales } from '../terms.ts'
import { cellGap, type Look, sans, serif } from './look.ts'
import { paragraphNumId } from './numbering.ts'
import { type ParagraphProperties, part, pPr, type RunProperties, rPr, tag, w, type Xml } from './xml.ts'
import { namespaces, westernOf } from './package.ts'

interface Style {
  readonly type: 'paragraph' | 'character' | 'table'
  readonly name: string
  readonly basedOn?: string
  readonly next?: string
  /** The style of a paragraph that names none. */
  readonly standard?: true
  /** Where Word lists it; left out: among all styles only. */
  readonly quick?: true
  readonly paragraph?: ParagraphProperties
  readonly run?: RunProperties
  readonly table?: Xml
}

export function stylesPart(look: Look): string {
  const styles = Object.entries(stylesOf(look)).map(([id, style]) => styleXml(id, style))
  return part(tag('w:styles', namespaces('w'), defaults(look), ...styles))
}

const ink = { val: '54514A' }

/** Beside a quote, where its lines begin: "left" is left for a paragraph of either direction (ECMA-376 part 1, 17.3.1.17). */
export const quoteBar = (direction: Direction): Xml => {
  const bar = { val: 'single', sz: 12, space: 11, color: 'D0CBC0' }
  return direction === 'rtl' ? w('left', { val: 'nil' }) + w('right', bar) : w('left', bar) + w('right', { val: 'nil' })
}

function stylesOf(look: Look): Record<string, Style> {
  const { size, arabicSize, small, settled } = look
  const sized = (half: number): RunProperties => ({ sz: { val: half }, szCs: { val: half } })
  const bold = { b: true, bCs: true } as const
  const ui: RunProperties = { rFonts: sans, ...sized(small) }
  const apart = { suppressLineNumbers: true, spacing: { before: 0, after: 0, line: 240, lineRule: 'auto' } } as const
  const gap = Math.round(size * 6.5)
  const text = (name: string, more: Partial<Style> = {}): Style => ({
    type: 'paragraph',
    name,
    basedOn: 'Normal',
    quick: true,
    ...more,
    paragraph: { spacing: { after: gap }, ...more.paragraph },
  })
  const heading = (level: number, run: RunProperties, before: number): Style => ({
    type: 'paragraph',
    name: `heading ${level}`,
    basedOn: 'Normal',
    next: 'StatementParagraph',
    quick: true,
    paragraph: {
      keepNext: true,
      keepLines: true,
      spacing: { before, after: gap / 2, line: 264, lineRule: 'auto' },
      outlineLvl: { val: level - 1 },
    },
    run,
  })
  const lists = Array.from({ length: deepest + 1 }, (_, depth): [string, Style][] => {
    const rank = depth === 0 ? '' : ` ${depth + 1}`
    const id = depth === 0 ? '' : String(depth + 1)
    const item = { paragraph: { spacing: { after: gap / 2 } } }
    return [
      [`ListNumber${id}`, text(`List Number${rank}`, item)],
      [`ListBullet${id}`, text(`List Bullet${rank}`, item)],
    ]
  }).flat()

  return {
    Normal: { type: 'paragraph', name: 'Normal', standard: true, quick: true },
    DefaultParagraphFont: { type: 'character', name: 'Default Paragraph Font', standard: true },
    TableNormal: {
      type: 'table',
      name: 'Normal Table',
      standard: true,
      table: w(
        'tblPr',
        {},
        w('tblInd', { w: 0, type: 'dxa' }),
        w('tblCellMar', {}, ...['top', 'left', 'bottom', 'right'].map((side) => w(side, { w: 0, type: 'dxa' }))),
      ),
    },
    StatementParagraph: text('Statement Paragraph', {
      paragraph: settled.paragraphNumbers ? { numPr: w('ilvl', { val: 0 }) + w('numId', { val: paragraphNumId }) } : {},
    }),
    Salutation: text('Salutation', { next: 'StatementParagraph' }),
    Quote: text('Quote', {
      next: 'StatementParagraph',
      paragraph: {
        pBdr: quoteBar(look.direction),
        ind: { left: 454, right: 454 },
      },
    }),
    Heading1: heading(1, { ...bold, sz: { val: size + 6 }, szCs: { val: arabicSize + 4 } }, gap * 2),
    Heading2: heading(2, bold, gap * 1.5),
    Heading3: heading(3, { i: true, iCs: true }, gap * 1.5),
    ...Object.fromEntries(lists),
    FootnoteText: {
      type: 'paragraph',
      name: 'footnote text',
      basedOn: 'Normal',
      paragraph: { suppressLineNumbers: true, spacing: { after: 40, line: 240, lineRule: 'auto' } },
      run: { sz: { val: size - 4 }, szCs: { val: arabicSize - 4 } },
    },
    FootnoteReference: {
      type: 'character',
      name: 'footnote reference',
      basedOn: 'DefaultParagraphFont',
      run: { vertAlign: { val: 'superscript' } },
    },
    Hyperlink: {
      type: 'character',
      name: 'Hyperlink',
      basedOn: 'DefaultParagraphFont',
      run: { u: { val: 'single' } },
    },
    LineNumber: {
      type: 'character',
      name: 'line number',
      basedOn: 'DefaultParagraphFont',
      run: { ...ui, color: ink },
    },
    Title: {
      type: 'paragraph',
      name: 'Title',
      basedOn: 'Normal',
      next: 'StatementParagraph',
      quick: true,
      paragraph: { ...apart, keepLines: true, spacing: { before: 240, after: 240, line: 252, lineRule: 'auto' } },
      run: { ...bold, ...sized(size + 14) },
    },
    DeliveryNote: {
      type: 'paragraph',
      name: 'Delivery Note',
      basedOn: 'Normal',
      quick: true,
      paragraph: { ...apart, spacing: { before: 0, after: 100, line: 240, lineRule: 'auto' }, jc: { val: 'right' } },
      run: { ...ui, ...bold, ...sized(small + 1) },
    },
    Letterhead: { type: 'paragraph', name: 'Letterhead', basedOn: 'Normal', paragraph: apart, run: ui },
    // The gap between cells is the paragraph's own: programs differ in which side of a cell in a table that runs to the
    // left is its right.
    LetterheadField: {
      type: 'paragraph',
      name: 'Letterhead Field',
      basedOn: 'Letterhead',
      paragraph: { ind: { right: cellGap } },
    },
    LetterheadSymbol: {
      type: 'paragraph',
      name: 'Letterhead Symbol',
      basedOn: 'Letterhead',
      paragraph: { jc: { val: 'right' } },
    },
    LetterheadLabel: {
      type: 'paragraph',
      name: 'Letterhead Label',
      basedOn: 'LetterheadField',
      paragraph: { keepNext: true },
      run: { color: ink, ...sized(small - 2) },
    },
    Delegations: {
      type: 'paragraph',
      name: 'Delegations',
      basedOn: 'Letterhead',
      paragraph: { spacing: { before: 120, after: 0, line: 240, lineRule: 'auto' } },
    },
    Footer: {
      type: 'paragraph',
      name: 'footer',
      basedOn: 'Letterhead',
      paragraph: { tabs: w('tab', { val: 'right', pos: look.measure }) },
    },
    CommentText: {
      type: 'paragraph',
      name: 'annotation text',
      basedOn: 'Normal',
      paragraph: { spacing: { after: 0, line: 240, lineRule: 'auto' } },
      run: sized(20),
    },
    CommentReference: {
      type: 'character',
      name: 'annotation reference',
      basedOn: 'DefaultParagraphFont',
      run: sized(16),
    },
  }
}

/** What holds where no style says otherwise. */
const defaults = ({ language, size, arabicSize, settled }: Look): Xml =>
  w(
    'docDefaults',
    {},
    w(
      'rPrDefault',
      {},
      rPr({
        rFonts: serif,
        sz: { val: size },
        szCs: { val: arabicSize },
        lang: { val: westernOf(language), eastAsia: locales.zh, bidi: locales.ar },
      }),
    ),
    w(
      'pPrDefault',
      {},
      pPr({ widowControl: true, spacing: { line: settled.doubleSpacing ? 480 : 300, lineRule: 'auto' } }),
    ),
  )

function styleXml(id: string, { type, name, basedOn, next, standard, quick, paragraph, run, table }: Style): Xml {
  return w(
    'style',
    { type, default: standard === true ? 1 : undefined, styleId: id, customStyle: isOurs(name) ? 1 : undefined },
    w('name', { val: name }),
    basedOn === undefined ? '' : w('basedOn', { val: basedOn }),
    next === undefined ? '' : w('next', { val: next }),
    quick === true ? w('qFormat') : '',
    pPr(paragraph ?? {}),
    rPr(run ?? {}),
    table ?? '',
  )
}

/** Styles that Word does not have by itself. */
const isOurs = (name: string): boolean => /^(Statement|Letterhead|Delivery|Delegations)/.test(name)
