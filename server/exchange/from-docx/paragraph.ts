/** What a paragraph of a file is, by its styles, its properties and its number. */
import type { BlockRole } from '#shared/statement/schema.ts'
import { deepest } from '#shared/statement/schema.ts'
import type { Element } from './elements.ts'
import type { Said } from './line.ts'
import type { Numbered } from './numbering.ts'
import type { Reading } from './reading.ts'
import { indentOf, type Style } from './styles.ts'
import { childOf, valueOf, wholeOf } from './tree.ts'

export interface Paragraph extends Said {
  readonly style: Style
  readonly role: BlockRole | 'title'
  readonly attrs: Readonly<Record<string, number>>
  readonly numbered: Numbered | null
  /** Twips from the side where words begin. */
  readonly indent: number
  /** Part of the item before it. */
  readonly continues: boolean
  /** Paragraphs of one cell of a table have the same. */
  readonly cell: Cell | null
}

export interface Cell {
  /** The only one of its table, which is a frame around paragraphs. */
  readonly isFrame: boolean
}

/** `properties` is `w:pPr`. Counts its number. */
export function paragraphOf(
  { styles, numbering }: Reading,
  properties: Element | undefined,
  said: Said,
  cell: Cell | null,
): Paragraph {
  const style = styles.of(valueOf(properties, 'w:pStyle'))
  const outline = wholeOf(valueOf(properties, 'w:outlineLvl'))
  const place = placeOf(properties, style, numbering)
  const numbered = place === null ? null : numbering.count(place.numId, place.ilvl)
  const { role, attrs, continues } = roleOf(style, outline)
  const isShown = numbered !== null && (numbered.kind === 'bullet' || numbered.label !== '')
  return {
    ...said,
    style,
    role,
    attrs,
    numbered: isShown ? numbered : null,
    indent: indentOf(properties) ?? numbered?.indent ?? style.indent ?? 0,
    continues: !isShown && (continues || numbered !== null),
    cell,
  }
}

/** Which number it has; null for none, and for the number of a paragraph, which is the sheet's own. */
function placeOf(
  properties: Element | undefined,
  style: Style,
  numbering: Reading['numbering'],
): { readonly numId: string; readonly ilvl: number } | null {
  const own = childOf(properties, 'w:numPr')
  const ownId = valueOf(own, 'w:numId')
  const numId = ownId ?? style.numId
  // 0 takes away the number that the style has (17.9.18).
  if (numId === undefined || numId === '0') return null
  const byStyle = style.numbered === undefined ? undefined : numbering.levelOf(numId, style.numbered)
  const ilvl = wholeOf(valueOf(own, 'w:ilvl')) ?? (ownId === undefined ? byStyle : undefined) ?? style.ilvl ?? 0
  if (
    style.names.includes('statementparagraph') &&
    (numId === style.numId || numbering.styleOf(numId, ilvl) !== undefined)
  ) {
    return null
  }
  return { numId, ilvl: Math.min(Math.max(ilvl, 0), 8) }
}

interface Role extends Pick<Paragraph, 'role' | 'attrs'> {
  readonly continues: boolean
}

const role = (is: Paragraph['role'], attrs: Paragraph['attrs'] = {}, continues = false): Role => ({
  role: is,
  attrs,
  continues,
})

/** Styles whose look says what a paragraph is, so that it says nothing of the words in it. */
export const hasMeaning = (style: Style): boolean =>
  ['title', 'heading', 'quote', 'salutation'].includes(roleOf(style, undefined).role)

/** By the nearest style that says anything. */
function roleOf(style: Style, outline: number | undefined): Role {
  for (const name of style.names) {
    const known = roleByName(name)
    if (known !== null) return known
  }
  const level = outline ?? style.outline
  return level !== undefined && level >= 0 && level <= 8
    ? role('heading', { level: Math.min(level + 1, 3) })
    : role('paragraph')
}

/** A file may call a style 'constructor', which an object has of its own. */
const roles: ReadonlyMap<string, Role> = new Map(
  Object.entries({
    title: role('title'),
    subtitle: role('heading', { level: 2 }),
    quote: role('quote'),
    intensequote: role('quote'),
    blocktext: role('quote'),
    // What LibreOffice has for them.
    quotations: role('quote'),
    salutation: role('salutation'),
    closing: role('salutation'),
    footnotetext: role('footnote'),
    endnotetext: role('footnote'),
    statementparagraph: role('paragraph'),
    listparagraph: role('paragraph', {}, true),
  }),
)

function roleByName(name: string): Role | null {
  const known = roles.get(name)
  if (known !== undefined) return known
  const [, kind, rank] = /^(heading|listnumber|listbullet|listcontinue)([1-9]?)$/.exec(name) ?? []
  switch (kind) {
    case 'heading':
      return rank === '' ? null : role('heading', { level: Math.min(Number(rank), 3) })
    case 'listnumber':
      return role('numberedItem', { depth: depthOf(rank) })
    case 'listbullet':
      return role('bulletedItem', { depth: depthOf(rank) })
    case 'listcontinue':
      return role('paragraph', {}, true)
    default:
      return null
  }
}

const depthOf = (rank = ''): number => Math.min(Math.max(Number(rank) - 1, 0), deepest)
