/** Which block an element of pasted HTML makes of its words: heading, item, quote, note, salutation. */
import type { Attrs } from '@tiptap/pm/model'
import type { BlockRole } from '#shared/statement/schema.ts'
import { deepest } from '#shared/statement/schema.ts'
import { declarations } from './pasted-elements.ts'
import { noteOf } from './pasted-notes.ts'

/** What the block is that words stand in. */
export interface Shape {
  readonly role: BlockRole
  readonly attrs: Attrs
}

/** The lists that an element stands in. */
export interface Lists {
  /** How many are open around it, and the kind of the innermost. */
  readonly lists: number
  readonly listRole: 'numberedItem' | 'bulletedItem'
}

/** The shape that an element gives to the words in it, or null where it leaves them as they are. */
export function shapeOf(element: HTMLElement, { lists, listRole }: Lists): Shape | null {
  const tag = element.localName
  const note = noteOf(element)
  if (note !== null) return { role: 'footnote', attrs: { note } }
  if (element.dataset.role === 'salutation') return { role: 'salutation', attrs: {} }

  const rank = /^h([1-6])$/.exec(tag)?.[1] ?? rankOf(element)
  if (rank !== null) return { role: 'heading', attrs: { level: clamp(1, 3, element.dataset.level ?? rank) } }

  if (tag === 'li') {
    const level = Math.max(lists, Number(element.getAttribute('aria-level') ?? element.dataset.ariaLevel) || 1)
    return { role: listRole, attrs: { depth: clamp(0, deepest, element.dataset.depth ?? level - 1) } }
  }
  const list = element.dataset.list
  if (list === 'numbered' || list === 'bulleted') {
    const role = list === 'numbered' ? 'numberedItem' : 'bulletedItem'
    return { role, attrs: { depth: clamp(0, deepest, element.dataset.depth ?? 0) } }
  }
  const level = /\bl\d+ level(\d)/i.exec(declarations(element).get('--mso-list') ?? '')?.[1]
  if (level !== undefined) {
    return { role: wordListRole(element), attrs: { depth: clamp(0, deepest, Number(level) - 1) } }
  }
  if (tag === 'blockquote' || /\bMso(Intense)?Quote\b/.test(element.className)) return { role: 'quote', attrs: {} }
  if (/\bMsoSalutation\b/.test(element.className)) return { role: 'salutation', attrs: {} }
  return null
}

/** Word online writes headings as paragraphs with a role; Word writes the title of a document as a class. */
function rankOf(element: HTMLElement): string | null {
  if (element.getAttribute('role') === 'heading') return element.getAttribute('aria-level') ?? '1'
  return /\bMsoTitle\b/.test(element.className) ? '1' : null
}

/** Word says what kind of list it is only by the marker that it writes into the item: a number or letter with a sign. */
function wordListRole(element: HTMLElement): 'numberedItem' | 'bulletedItem' {
  const ignored = [...element.querySelectorAll<HTMLElement>('[style]')].find((span) =>
    /^ignore$/i.test(declarations(span).get('--mso-list') ?? ''),
  )
  const marker = (ignored?.textContent ?? '').replace(/[\s\u00A0]/g, '')
  return /[\p{L}\p{N}][.):\]-]|^[([]|^\p{N}+$/u.test(marker) ? 'numberedItem' : 'bulletedItem'
}

function clamp(least: number, most: number, value: string | number): number {
  return Math.min(most, Math.max(least, Math.trunc(Number(value)) || least))
}
