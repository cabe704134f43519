/** Which marks pasted words carry, by their tags and their styles. */
import type { Mark, Schema } from '@tiptap/pm/model'
import { href as hrefOfSchema } from '#shared/statement/schema.ts'
import { declarations, isBlock } from './pasted-elements.ts'

/** How words look: the marks they will carry. */
export interface Look {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly superscript: boolean
  readonly subscript: boolean
  readonly href: string | null
}

export const plain: Look = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  superscript: false,
  subscript: false,
  href: null,
}

const tagLooks: Readonly<Record<string, Partial<Look>>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  cite: { italic: true },
  dfn: { italic: true },
  var: { italic: true },
  u: { underline: true },
  ins: { underline: true },
  s: { strike: true },
  strike: { strike: true },
  del: { strike: true },
  sup: { superscript: true, subscript: false },
  sub: { subscript: true, superscript: false },
}

/** How words in an element look, from how those around it do. */
export function lookIn(element: HTMLElement, around: Look): Look {
  const style = declarations(element)
  const look = { ...around, ...tagLooks[element.localName] }
  // Browsers write a heading's computed weight into it when it is copied: that is its role, not its look.
  const weight = /^h[1-6]$/.test(element.localName) ? undefined : style.get('font-weight')
  const slant = style.get('font-style')
  const lines = style.get('text-decoration') ?? style.get('text-decoration-line') ?? ''
  const raised = style.get('vertical-align')
  const href = element.localName === 'a' ? (element.getAttribute('href') ?? '').trim() : ''
  return {
    bold: weight === undefined ? look.bold : /^(bold|bolder|[6-9]\d\d)$/.test(weight),
    italic: slant === undefined ? look.italic : /^(italic|oblique)/.test(slant),
    underline: look.underline || lines.includes('underline'),
    strike: look.strike || lines.includes('line-through'),
    superscript: raised === undefined || !isRunOfWords(element) ? look.superscript : raised === 'super',
    subscript: raised === undefined || !isRunOfWords(element) ? look.subscript : raised === 'sub',
    href: hrefOfSchema.safeParse(href).success ? href : look.href,
  }
}

/** `vertical-align` says something else on a cell of a table. */
const isRunOfWords = (element: HTMLElement): boolean => !isBlock(element)

export function marksOf(look: Look, schema: Schema): readonly Mark[] {
  const { href, ...flags } = look
  const plainMarks = Object.entries(flags).flatMap(([name, on]) => {
    // A link is underlined by the page.
    const wanted = on && !(name === 'underline' && href !== null)
    return wanted ? (schema.marks[name]?.create() ?? []) : []
  })
  const link = href === null ? [] : (schema.marks.link?.create({ href }) ?? [])
  return plainMarks.concat(link)
}
