/** What a page shows and a statement cannot hold. */
import type { LostKind } from '#shared/exchange/sources.ts'

const kinds: ReadonlyMap<string, LostKind> = new Map(
  Object.entries({
    img: 'picture',
    svg: 'drawing',
    canvas: 'drawing',
    audio: 'embedded',
    embed: 'embedded',
    iframe: 'embedded',
    object: 'embedded',
    video: 'embedded',
    math: 'other',
    input: 'other',
    select: 'other',
    textarea: 'other',
  } as const),
)

/** Null for what says something, and for what is there for machines, as a picture of one point. */
export function lossOf(name: string, attributes: ReadonlyMap<string, string>): LostKind | null {
  const isPoint = ['width', 'height'].some((side) => /^[01](?:px)?$/.test(attributes.get(side) ?? ''))
  const isUnseen = isPoint || attributes.get('aria-hidden') === 'true' || attributes.get('type') === 'hidden'
  if (isUnseen) return null
  // Google Docs puts its comments below the text, without their authors.
  return name === 'a' && /^cmnt\d+$/.test(attributes.get('id') ?? '') ? 'commentInWords' : (kinds.get(name) ?? null)
}

/** Word puts comments at the end of what it copies, and an anchor behind their words. `style` is without spaces. */
export const isComment = (style: string): boolean => /mso-element:comment(?!-)/.test(style)
export const isOfComments = (kind: string, style: string): boolean =>
  style.includes('mso-element:comment-list') || /\b(?:msocomanchor|MsoCommentReference)\b/i.test(kind)
