/**
 * WordprocessingML as text. Elements are made by these functions alone, so that what users wrote is always escaped and
 * properties always stand in the order that ECMA-376 demands; Word calls a file with another order corrupt.
 */

/** Markup: well-formed on its own. */
export type Xml = string

export type Attributes = Readonly<Record<string, string | number | undefined>>

export function tag(name: string, attributes: Attributes = {}, ...children: readonly Xml[]): Xml {
  let open = name
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) open += ` ${key}="${escape(value)}"`
  return children.length > 0 ? `<${open}>${children.join('')}</${name}>` : `<${open}/>`
}

/** Text of a user's as it may stand in an element or an attribute. What XML 1.0 cannot hold is left out. */
export const escape = (said: string | number): Xml =>
  String(said)
    .toWellFormed()
    .replace(unspeakable, '')
    .replace(/[&<>"\t\n\r]/g, (sign) => entities[sign] ?? '')

const unspeakable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // An attribute would read them as spaces.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** A whole part. */
export const part = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`

/** `w:name`, with attributes of the same namespace. */
export const w = (name: string, attributes: Attributes = {}, ...children: readonly Xml[]): Xml =>
  tag(`w:${name}`, own(attributes), ...children)

const own = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key.includes(':') ? key : `w:${key}`, value]))

/** One property: `true` for one that is on, attributes, or what stands in it. Undefined and false are left out. */
type Property = boolean | undefined | Attributes | Xml

const paragraphOrder = [
  'pStyle',
  'keepNext',
  'keepLines',
  'widowControl',
  'numPr',
  'suppressLineNumbers',
  'pBdr',
  'tabs',
  'bidi',
  'spacing',
  'ind',
  'contextualSpacing',
  'jc',
  'outlineLvl',
  'rPr',
] as const

const runOrder = [
  'rStyle',
  'rFonts',
  'b',
  'bCs',
  'i',
  'iCs',
  'strike',
  'color',
  'spacing',
  'sz',
  'szCs',
  'u',
  'vertAlign',
  'rtl',
  'lang',
] as const

export type ParagraphProperties = Readonly<Partial<Record<(typeof paragraphOrder)[number], Property>>>
export type RunProperties = Readonly<Partial<Record<(typeof runOrder)[number], Property>>>

/** Nothing when no property is given. */
export const pPr = (given: ParagraphProperties): Xml => inOrder('pPr', paragraphOrder, given)
export const rPr = (given: RunProperties): Xml => inOrder('rPr', runOrder, given)

function inOrder<Name extends string>(
  element: string,
  order: readonly Name[],
  given: Readonly<Partial<Record<Name, Property>>>,
): Xml {
  let inside = ''
  for (const name of order) {
    const property = given[name]
    if (property === undefined || property === false) continue
    if (property === true) inside += w(name)
    else inside += typeof property === 'string' ? w(name, {}, property) : w(name, property)
  }
  return inside === '' ? '' : w(element, {}, inside)
}
