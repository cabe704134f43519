/** The top of the first page, as on the sheet: delivery note, rule, meeting and symbol, title, the row of fields. */
import type { Paper } from '../paper.ts'
import { type Direction, directionOfText } from '../scripts.ts'
import { momentOf, terms } from '../terms.ts'
import type { Comments } from './comments.ts'
import { cellGap, hues, type Look } from './look.ts'
import { inDirection, ownWordsXml, paragraphXml, wordsXml } from './words.ts'
import { type Attributes, type ParagraphProperties, w, type Xml } from './xml.ts'

/** In the row below the title, in the order of the sheet. */
const row = ['agendaItem', 'date', 'place', 'deliveredBy', 'onBehalfOf', 'timeLimit'] as const
/** More than that beside each other would break every other word. */
const mostInRow = 4

export function letterheadXml(paper: Paper, look: Look, { title }: Comments): Xml {
  const { letterhead, language } = paper
  return [
    deliveryNoteXml(look),
    topXml(paper, look),
    paragraphXml(
      { pStyle: { val: 'Title' }, ...inDirection(directionOfText(letterhead.title, language)) },
      title.before,
      wordsXml(letterhead.title, language),
      title.behind,
    ),
    fieldsXml(paper, look),
    delegationsXml(paper, look),
    // A table is followed by a paragraph; this one is the gap above the text.
    paragraphXml({ pStyle: { val: 'Letterhead' }, spacing: { before: 0, after: 120 } }),
  ].join('')
}

function deliveryNoteXml(look: Look): Xml {
  const { deliveryNote } = look.settled
  return deliveryNote === 'none' ? '' : ownLine('DeliveryNote', terms[look.own].deliveryNote[deliveryNote], look)
}

/** A line of the statement's letterhead, and one of what the paper says of itself. */
const textLine = (style: Style, text: string, look: Look): Xml =>
  paragraphXml(placed(style, directionOfText(text, look.language), look), wordsXml(text, look.language))

const ownLine = (style: Style, text: string, look: Look): Xml =>
  paragraphXml(placed(style, directionOfText(text, look.own), look), ownWordsXml(text, look))

const placed = (style: Style, direction: Direction, look: Look): ParagraphProperties => ({
  pStyle: { val: style },
  ...inDirection(direction),
  ...(direction === look.direction ? {} : against[style]),
})

const inCell: ParagraphProperties = { ind: { left: cellGap, right: 0 }, jc: { val: 'right' } }

/**
 * By what a line that runs against the page stands where the others of its style do. "Left" and "right" change places in a
 * paragraph that runs to the left (ECMA-376 part 1, 17.3.1.6), so that both ways ask for the same.
 */
const against = {
  DeliveryNote: { jc: { val: 'left' } },
  LetterheadSymbol: { jc: { val: 'left' } },
  LetterheadField: inCell,
  LetterheadLabel: inCell,
  Delegations: { jc: { val: 'right' } },
} as const satisfies Readonly<Record<string, ParagraphProperties>>
type Style = keyof typeof against

const rule: Attributes = { val: 'single', sz: 12, space: 0, color: '1C1B19' }
const hairline: Attributes = { val: 'single', sz: 4, space: 0, color: 'D0CBC0' }

/** Under the rule: the meeting where words begin, the symbol and the version at the other side. */
function topXml({ letterhead, at }: Paper, look: Look): Xml {
  const { settled, measure, own } = look
  const words = terms[own]
  const side = [
    ...(letterhead.symbol === '' ? [] : [textLine('LetterheadSymbol', letterhead.symbol, look)]),
    ...[...(settled.draftMark ? [words.draft] : []), ...(settled.moment ? [words.version(momentOf(at, own))] : [])].map(
      (line) => ownLine('LetterheadSymbol', line, look),
    ),
  ]
  const widths = [Math.round(measure * 0.62), measure - Math.round(measure * 0.62)]
  const cells = [
    textLine('LetterheadField', letterhead.meeting, look),
    side.length > 0 ? side.join('') : textLine('LetterheadSymbol', '', look),
  ]
  return tableXml(look, w('top', rule), 100, [cells], widths)
}

function fieldsXml({ letterhead }: Paper, look: Look): Xml {
  const filled = row.filter((field) => letterhead[field] !== '')
  if (filled.length === 0) return ''
  const inRow = filled.length > mostInRow ? Math.ceil(filled.length / 2) : filled.length
  const cells = filled.map(
    (field) =>
      ownLine('LetterheadLabel', terms[look.own].fields[field], look) +
      textLine('LetterheadField', letterhead[field], look),
  )
  const empty = paragraphXml({ pStyle: { val: 'Letterhead' } })
  const rows = Array.from({ length: Math.ceil(cells.length / inRow) }, (_, k) =>
    Array.from({ length: inRow }, (__, n) => cells[k * inRow + n] ?? empty),
  )
  const width = Math.floor(look.measure / inRow)
  const widths = Array.from({ length: inRow }, (_, n) => (n < inRow - 1 ? width : look.measure - width * (inRow - 1)))
  return tableXml(look, w('top', hairline) + w('bottom', hairline), 80, rows, widths)
}

/** Whose words have which colour: a colour alone says nothing to whoever cannot tell it. */
function delegationsXml({ hands, language }: Paper, look: Look): Xml {
  const named = new Map(hands.map((hand) => [hand.code, hand]))
  if (named.size === 0) return ''
  const { wordsBy } = terms[look.own]
  return paragraphXml(
    placed('Delegations', directionOfText(wordsBy, look.own), look),
    ownWordsXml(`${wordsBy}: `, look),
    ...[...named.values()].flatMap(({ delegation, code, hue }, k) => [
      k === 0 ? '' : wordsXml(', ', language),
      wordsXml(`${delegation} (${code})`, language, { b: true, bCs: true, color: { val: hues[hue - 1] } }),
    ]),
  )
}

function tableXml(
  { direction, measure }: Look,
  borders: Xml,
  padding: number,
  rows: readonly (readonly Xml[])[],
  widths: readonly number[],
): Xml {
  return w(
    'tbl',
    {},
    w(
      'tblPr',
      {},
      // Left out, LibreOffice turns the table as its first label runs, which may be in another language than the text.
      direction === 'rtl' ? w('bidiVisual') : w('bidiVisual', { val: 0 }),
      w('tblW', { w: measure, type: 'dxa' }),
      w('tblBorders', {}, borders),
      w('tblLayout', { type: 'fixed' }),
      // Left out, left and right would be 0.19 cm.
      w(
        'tblCellMar',
        {},
        w('top', { w: padding, type: 'dxa' }),
        w('left', { w: 0, type: 'dxa' }),
        w('bottom', { w: padding, type: 'dxa' }),
        w('right', { w: 0, type: 'dxa' }),
      ),
    ),
    w('tblGrid', {}, ...widths.map((width) => w('gridCol', { w: width }))),
    ...rows.map((cells) =>
      w(
        'tr',
        {},
        w('trPr', {}, w('cantSplit')),
        ...cells.map((cell, k) => w('tc', {}, w('tcPr', {}, w('tcW', { w: widths[k] ?? 0, type: 'dxa' })), cell)),
      ),
    ),
  )
}
