/** Which elements of pasted HTML are blocks, which are left out, and what their style attributes declare. */
import { isBackLink } from './pasted-notes.ts'

const blockTags = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form
  h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(
    /\s+/,
  ),
)
const droppedTags = new Set(
  `applet area audio base button canvas colgroup embed frame frameset head iframe img input link map meta noscript object
  picture progress script select source style svg template textarea title track video wbr xml`.split(/\s+/),
)

export const isBlock = (element: HTMLElement): boolean => blockTags.has(element.localName)

/** Holds words, in what this editor wrote. */
export const isLeaf = (element: HTMLElement): boolean => /^(p|h[1-6]|li)$/.test(element.localName)

/** Nothing of it is read. */
export function isDropped(element: HTMLElement): boolean {
  if (droppedTags.has(element.localName)) return true
  // The number that Word writes before an item, the number that we write before a note, what a page hides.
  const style = declarations(element)
  if (/^ignore$/i.test(style.get('--mso-list') ?? '')) return true
  if (element.classList.contains('footnote-number') || isBackLink(element)) return true
  return element.hasAttribute('hidden') || style.get('display') === 'none' || style.get('mso-hide') === 'all'
}

/** The declarations of a style attribute, Word's own among them; names and values in lower case. */
export function declarations(element: HTMLElement): Map<string, string> {
  const known = declared.get(element)
  if (known) return known
  const entries = (element.getAttribute('style') ?? '').split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':')
    if (colon < 0) return []
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase()
    return [[declaration.slice(0, colon).trim().toLowerCase(), value] as const]
  })
  const style = new Map(entries)
  declared.set(element, style)
  return style
}
const declared = new WeakMap<HTMLElement, Map<string, string>>()
