/** What tags and their style attributes say of the words in them. */
import type { MarkJson, MarkType } from '#shared/statement/schema.ts'
import { deepest } from '#shared/statement/schema.ts'
import { markOfTag } from './inline.ts'

/** What all here call a style: in lower case and without spaces. */
export const styleOf = (attributes: ReadonlyMap<string, string>): string =>
  (attributes.get('style') ?? '').toLowerCase().replace(/\s+/g, '')

/** A paragraph that Word shows as an item. */
export interface WordItem {
  /** Which of its lists. */
  readonly list: string
  readonly depth: number
  /** What Word writes before it. */
  marker: string
}

/** "mso-list:l0 level2 lfo1": Word writes items as paragraphs. */
export function wordItemOf(style: string): WordItem | null {
  const [, list = '', level] = /mso-list:([^;]*?)level(\d)/.exec(style) ?? []
  if (level === undefined) return null
  return { list, depth: Math.min(Math.max(Number(level) - 1, 0), deepest), marker: '' }
}

/** Each kind once. A link is underlined by the page. */
export function marksOf(name: string, style: string): MarkJson[] {
  const isPlain = /(?:^|;)font-weight:(?:normal|[1-5]00)/.test(style)
  const tag = markOfTag[name]
  const types = new Set([
    ...(tag === undefined || (tag === 'bold' && isPlain) ? [] : [tag]),
    ...styles.flatMap(([says, mark]) => (says.test(style) && !(name === 'a' && mark === 'underline') ? [mark] : [])),
  ])
  return [...types].map((type) => ({ type }))
}

const styles: readonly (readonly [RegExp, Exclude<MarkType, 'link'>])[] = [
  [/(?:^|;)font-weight:(?:bold|[6-9]00)/, 'bold'],
  [/(?:^|;)font-style:italic/, 'italic'],
  [/(?:^|;)text-decoration(?:-line)?:[^;]*underline/, 'underline'],
  [/(?:^|;)text-decoration(?:-line)?:[^;]*line-through/, 'strike'],
  [/(?:^|;)vertical-align:super/, 'superscript'],
  [/(?:^|;)vertical-align:sub(?!\w)/, 'subscript'],
]
