/**
 * What leaves the editor on the clipboard: HTML that Word, mail and other editors read as real lists, headings, quotes
 * and numbered notes, and plain text in which the numbers stand. Our own editor reads the HTML back without loss.
 */
import { DOMSerializer, Fragment } from '@tiptap/pm/model'
import type { Node, Schema } from '@tiptap/pm/model'
import { label, type ListKind } from '#shared/statement/lists.ts'
import { depthOf, listOf, markerTypes } from './lists.ts'

/** One copied block with what the page draws beside it. */
export interface CopiedBlock {
  readonly block: Node
  /** Its number in its list, or null. */
  readonly ordinal: number | null
}

/** What is copied, and the numbers of the notes in the document it is copied from. */
export interface Copied {
  readonly blocks: readonly CopiedBlock[]
  readonly notes: ReadonlyMap<string, number>
}

interface OpenList {
  readonly element: HTMLElement
  readonly kind: ListKind
  readonly depth: number
}

/** Writes copied blocks; `copied` answers what ProseMirror's fragment alone does not say. */
export class CopySerializer extends DOMSerializer {
  readonly #copied: () => Copied

  constructor(schema: Schema, copied: () => Copied) {
    super(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema))
    this.#copied = copied
  }

  override serializeFragment(
    fragment: Fragment,
    options: { document?: Document } = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    if (!fragment.firstChild?.isBlock) return super.serializeFragment(fragment, options, target)
    const page = options.document ?? document
    const into = target ?? page.createDocumentFragment()
    const { blocks, notes } = this.#copied()
    const open: OpenList[] = []
    let quote: HTMLElement | null = null

    const inline = (block: Node, element: HTMLElement): HTMLElement => {
      super.serializeFragment(block.content, options, element)
      for (const reference of element.querySelectorAll<HTMLElement>('sup.footnote-reference')) {
        reference.textContent = String(notes.get(reference.dataset.note ?? '') ?? '')
      }
      return element
    }
    const element = (tag: string, attributes: Record<string, string | number> = {}): HTMLElement => {
      const made = page.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
      return made
    }

    fragment.forEach((block, _offset, index) => {
      const kind = listOf(block)
      if (kind === null) open.length = 0
      if (block.type.name !== 'quote') quote = null
      switch (block.type.name) {
        case 'numberedItem':
        case 'bulletedItem':
          if (kind !== null) {
            const list = listFor(block, kind, blocks[index]?.ordinal ?? 1)
            list.append(inline(block, element('li', { 'data-depth': depthOf(block) })))
          }
          return
        case 'quote':
          if (quote === null) into.append((quote = element('blockquote')))
          quote.append(inline(block, element('p')))
          return
        case 'heading':
          into.append(inline(block, element(`h${block.attrs.level}`)))
          return
        case 'salutation':
          into.append(inline(block, element('p', { 'data-role': 'salutation' })))
          return
        case 'footnote': {
          const note = element('p', { 'data-role': 'footnote', 'data-note': block.attrs.note })
          const number = element('sup', { class: 'footnote-number' })
          number.textContent = `${notes.get(String(block.attrs.note)) ?? ''} `
          note.append(number)
          into.append(inline(block, note))
          return
        }
        default:
          into.append(inline(block, element('p')))
      }
    })
    return into

    /** The list that the item goes into, opened where none fits: inside the last item above it, or on its own. */
    function listFor(block: Node, kind: ListKind, ordinal: number): HTMLElement {
      const depth = depthOf(block)
      const deeper = (list: OpenList) => list.depth > depth || (list.depth === depth && list.kind !== kind)
      while (open.some(deeper)) open.pop()
      const last = open.at(-1)
      if (last?.depth === depth) return last.element
      const made = kind === 'bulleted' ? element('ul') : element('ol', { type: markerTypes[depth] ?? '1' })
      if (kind === 'numbered' && ordinal > 1) made.setAttribute('start', String(ordinal))
      const home = last?.element.lastElementChild ?? into
      home.append(made)
      open.push({ element: made, kind, depth })
      return made
    }
  }
}

/** The blocks as plain text: numbers and bullets before items, a step of four spaces for each level, `[1]` for notes. */
export function writePlainText({ blocks, notes }: Copied): string {
  return blocks
    .map(({ block, ordinal }, index) => {
      const previous = blocks[index - 1]
      const separator = previous === undefined ? '' : goesOn(previous.block, block) ? '\n' : '\n\n'
      return separator + prefix(block, ordinal, notes) + words(block, notes)
    })
    .join('')
}

function prefix(block: Node, ordinal: number | null, notes: ReadonlyMap<string, number>): string {
  const indent = '    '.repeat(depthOf(block))
  switch (block.type.name) {
    case 'numberedItem':
      return ordinal === null ? '' : `${indent}${label(ordinal, depthOf(block))} `
    case 'bulletedItem':
      return ordinal === null ? '' : `${indent}\u2022 `
    case 'footnote':
      return `[${notes.get(String(block.attrs.note)) ?? '*'}] `
    default:
      return ''
  }
}

function words(block: Node, notes: ReadonlyMap<string, number>): string {
  return block.textBetween(0, block.content.size, undefined, (atom) => {
    switch (atom.type.name) {
      case 'hardBreak':
        return '\n'
      case 'footnoteReference':
        return `[${notes.get(String(atom.attrs.note)) ?? '*'}]`
      default:
        return ''
    }
  })
}

const goesOn = (previous: Node, next: Node): boolean =>
  (listOf(previous) !== null && listOf(next) !== null) ||
  (previous.type.name === 'footnote' && next.type.name === 'footnote')
