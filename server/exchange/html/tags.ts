/** HTML as strings that are already escaped: nothing of a text gets into a page but through `escape` and `tag`. */

/** Markup that is already safe. */
export type Html = string

export type Attributes = Readonly<Record<string, string | number | true | null>>

/** What HTML cannot hold or reads as an error: controls, halves of a character, and code points that are none. */
const unspeakable = /(?![\t\n])\p{Cc}|\p{Noncharacter_Code_Point}/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escape = (text: string): Html =>
  text
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
    .replace(unspeakable, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')

/** The opening tag; an attribute that is null is left out. */
export const opening = (name: string, attributes: Attributes = {}): Html => {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === null) return []
    return value === true ? [` ${key}`] : [` ${key}="${escape(String(value))}"`]
  })
  return `<${name}${written.join('')}>`
}

export const tag = (name: string, attributes: Attributes, ...content: readonly Html[]): Html =>
  `${opening(name, attributes)}${content.join('')}</${name}>`

/** What closes an opening tag. */
export const closing = (open: Html): Html => `</${/^<(\w+)/.exec(open)?.[1] ?? ''}>`
