/** What became of things in a file that a statement cannot hold, in words. */
import type { Lost, LostKind } from '#shared/exchange/sources.ts'

/** One, and several. */
const things: Readonly<Record<LostKind, readonly [string, string]>> = {
  picture: ['picture', 'pictures'],
  drawing: ['drawing', 'drawings'],
  textBox: ['text box', 'text boxes'],
  table: ['table', 'tables'],
  tableInWords: ['table', 'tables'],
  equation: ['equation', 'equations'],
  embedded: ['embedded file', 'embedded files'],
  macro: ['macro', 'macros'],
  field: ['field', 'fields'],
  header: ['header or footer', 'headers and footers'],
  comment: ['comment', 'comments'],
  commentInWords: ['comment', 'comments'],
  other: ['other thing', 'other things'],
}

/** Kept with another look: a table as a paragraph a cell, a field as it last read. */
const kept: ReadonlySet<LostKind> = new Set([
  'textBox',
  'table',
  'tableInWords',
  'equation',
  'field',
  'commentInWords',
] as const)
const isKept = ({ kind }: Lost): boolean => kept.has(kind)

/** Lines to print: "Left out", "2 pictures, 1 macro"; none where all is kept. */
export function leftOut(lost: readonly Lost[]): (readonly [string, string])[] {
  const lines = [
    ['Left out', lost.filter((one) => !isKept(one))],
    ['Kept as words', lost.filter(isKept)],
  ] as const
  return lines.flatMap(([label, all]) => (all.length === 0 ? [] : [[label, all.map(said).join(', ')] as const]))
}

const said = ({ kind, count }: Lost): string => `${count} ${things[kind][count === 1 ? 0 : 1]}`
