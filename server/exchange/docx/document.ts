/** The main part: letterhead, text, and the section with its page, line numbers and footer. */
import type { Paper } from '../paper.ts'
import { type Direction, directionOf, directionOfText } from '../scripts.ts'
import type { Sheet, SheetBlock } from '../sheet.ts'
import { terms } from '../terms.ts'
import type { Comments } from './comments.ts'
import { fieldXml, type References } from './footnotes.ts'
import { flatText, inlineXml, type Setting } from './inline.ts'
import type { Links } from './links.ts'
import { letterheadXml } from './letterhead.ts'
import { type Look, margins } from './look.ts'
import { mapping } from './mapping.ts'
import { type ListNumbers } from './numbering.ts'
import { namespaces } from './package.ts'
import { quoteBar } from './styles.ts'
import { inDirection, ownWordsXml, paragraphXml, runXml, textXml, wordsXml } from './words.ts'
import { type ParagraphProperties, part, tag, w, type Xml } from './xml.ts'

export interface DocumentParts {
  readonly paper: Paper
  readonly look: Look
  readonly sheet: Sheet
  readonly numbers: ListNumbers
  readonly comments: Comments
  readonly references: References
  readonly links: Links
  /** The relationship of the footer. */
  readonly footer: string
}

export function documentPart({
  paper,
  look,
  sheet,
  numbers,
  comments,
  references,
  links,
  footer,
}: DocumentParts): string {
  const hands = Map.groupBy(paper.hands, ({ from }) => from.block)
  const blocks = sheet.body.map((shown) => {
    const setting: Setting = {
      language: paper.language,
      links,
      markers: comments.markers.get(shown.index) ?? new Map(),
      hands: hands.get(shown.index) ?? [],
      reference: (note) => (shown.block.type === 'footnote' ? references.inNote(note) : references.inText(note)),
    }
    return blockXml(shown, numbers, setting)
  })
  const body = w('body', {}, letterheadXml(paper, look, comments), ...blocks, sectionXml(look, footer))
  return part(tag('w:document', namespaces('w', 'r'), body))
}

function blockXml(shown: SheetBlock, { of }: ListNumbers, setting: Setting): Xml {
  const { block, index, depth, label } = shown
  const numId = of.get(index)
  // A note that nothing refers to has no number that Word could count.
  const before =
    block.type === 'footnote'
      ? runXml(textXml(label ?? ''), { rStyle: { val: 'FootnoteReference' } }) + runXml(textXml(' '))
      : ''
  const direction = directionOfText(flatText(block), setting.language)
  return paragraphXml(
    {
      pStyle: { val: mapping.blocks[block.type](shown) },
      ...(numId === undefined ? {} : { numPr: w('ilvl', { val: depth }) + w('numId', { val: numId }) }),
      ...(block.type === 'quote' && direction !== directionOf(setting.language) ? { pBdr: quoteBar(direction) } : {}),
      ...inDirection(direction),
    },
    before,
    inlineXml(block, setting),
  )
}

function sectionXml({ page, direction, settled: { lineNumbers } }: Look, footer: string): Xml {
  const { start, end, top, bottom, edge } = margins
  const [left, right] = direction === 'rtl' ? [end, start] : [start, end]
  return w(
    'sectPr',
    {},
    tag('w:footerReference', { 'w:type': 'default', 'r:id': footer }),
    w('pgSz', { w: page.width, h: page.height }),
    w('pgMar', { top, right, bottom, left, header: edge, footer: edge, gutter: 0 }),
    lineNumbers === 'none'
      ? ''
      : w('lnNumType', { countBy: lineNumbers === 'fifth' ? 5 : 1, distance: 567, restart: 'newPage' }),
    w('cols', { space: 708 }),
    direction === 'rtl' ? w('bidi') : '',
  )
}

/**
 * The title, and page x of y at the other side; on a line of its own where it runs against the page, since LibreOffice puts
 * a field at the end of such words before them.
 */
export function footerPart({ letterhead }: Paper, look: Look): string {
  const [before, between, behind] = terms[look.own].page
  const number = (instruction: string): Xml => fieldXml(` ${instruction} `, '1')
  const title = wordsXml(cutTitle(letterhead.title), look.language)
  const pages =
    ownWordsXml(before, look) +
    number('PAGE') +
    ownWordsXml(between, look) +
    number('NUMPAGES') +
    ownWordsXml(behind, look)
  const direction = directionOf(look.own)
  const line = (runs: Direction, content: Xml, more: ParagraphProperties = {}): Xml =>
    paragraphXml({ pStyle: { val: 'Footer' }, ...inDirection(runs), ...more }, content)
  const lines =
    direction === look.direction
      ? line(direction, title + runXml(w('tab')) + pages)
      : line(look.direction, title) + line(direction, pages, { jc: { val: 'left' } })
  return part(tag('w:ftr', namespaces('w', 'r'), lines))
}

/** So much of a title that the number of the page stands on the same line. */
const longestTitle = 75

function cutTitle(title: string): string {
  if (title.length <= longestTitle) return title
  const cut = title
    .slice(0, longestTitle)
    .toWellFormed()
    .replace(/\ufffd$/, '')
  return `${cut.replace(/\s+\S*$/, '')}…`
}
