/**
 * Any HTML read as blocks of the text: web pages, Word, Word online, Google Docs, LibreOffice, our own. It takes the
 * words, their marks, headings, lists, quotes and footnotes, and leaves everything else; nothing outside the schema can
 * come in. The DOM it reads was parsed into an inert document: no script runs, no image is fetched.
 */
import type { Node, Schema } from '@tiptap/pm/model'
import { Fragment } from '@tiptap/pm/model'
import { isBlock, isDropped, isLeaf } from './pasted-elements.ts'
import type { Look } from './pasted-looks.ts'
import { lookIn, marksOf, plain } from './pasted-looks.ts'
import { referenceIn } from './pasted-notes.ts'
import type { Lists, Shape } from './pasted-shapes.ts'
import { shapeOf } from './pasted-shapes.ts'

/** Where in the tree the reader stands. */
interface Place extends Lists {
  readonly look: Look
  readonly shape: Shape
  readonly preformatted: boolean
}

type Run =
  | { readonly kind: 'text'; readonly text: string; readonly look: Look }
  | { readonly kind: 'break' }
  | { readonly kind: 'reference'; readonly note: string }

interface Block {
  readonly shape: Shape
  readonly runs: Run[]
}

/**
 * Reads HTML as blocks, without ids.
 * @param exact for HTML that this editor wrote: white space and empty blocks are kept as they are.
 */
export function readPasted(root: globalThis.Node, schema: Schema, { exact }: { readonly exact: boolean }): Node[] {
  const blocks = collect(root, exact)
  const wanted = exact ? blocks : blocks.map(trimmed).flatMap(atBlankLines).filter(hasWords)
  return wanted.map((block) => toNode(block, schema))
}

function collect(root: globalThis.Node, exact: boolean): Block[] {
  const blocks: Block[] = []
  /** The block that words go to; null between blocks. */
  let open: Block | null = null

  const begin = (shape: Shape): Block => {
    const last = blocks.at(-1)
    // A second paragraph of one item or note goes on in it after a line break: the list must count on.
    if (!exact && last?.shape === shape && shape !== outside.shape && !/paragraph|quote/.test(shape.role)) {
      last.runs.push({ kind: 'break' })
      return last
    }
    const block = { shape, runs: [] }
    blocks.push(block)
    return block
  }

  const put = (run: Run, shape: Shape): void => {
    open ??= begin(shape)
    open.runs.push(run)
  }

  const readText = (words: string, { look, shape, preformatted }: Place): void => {
    if (exact) return put({ kind: 'text', text: words, look }, shape)
    if (preformatted) {
      for (const [index, line] of words.split(/\r\n?|\n/).entries()) {
        if (index > 0) put({ kind: 'break' }, shape)
        if (line !== '') put({ kind: 'text', text: line, look }, shape)
      }
      return undefined
    }
    const last = open?.runs.at(-1)
    const afterSpace = last === undefined || last.kind === 'break' || (last.kind === 'text' && last.text.endsWith(' '))
    const flowing = words.replace(/[ \t\n\r\f]+/g, ' ')
    const text = afterSpace ? flowing.replace(/^ /, '') : flowing
    if (text !== '') put({ kind: 'text', text, look }, shape)
    return undefined
  }

  const readElement = (element: HTMLElement, place: Place): void => {
    if (isDropped(element)) return undefined
    const note = referenceIn(element)
    if (note !== null) return put({ kind: 'reference', note }, place.shape)
    if (element.localName === 'br') {
      const ofTheClipboard = element.classList.contains('Apple-interchange-newline')
      return ofTheClipboard ? undefined : put({ kind: 'break' }, place.shape)
    }
    const inside = enter(element, place)
    if (!isBlock(element)) return readAll(element, inside)
    open = exact && isLeaf(element) ? begin(inside.shape) : null
    readAll(element, inside)
    open = null
    return undefined
  }

  const readAll = (parent: globalThis.Node, place: Place): void => {
    for (const child of parent.childNodes) {
      if (child.nodeType === child.TEXT_NODE) readText(child.textContent ?? '', place)
      else if (child instanceof HTMLElement) readElement(child, place)
    }
  }

  readAll(root, outside)
  return blocks
}

const outside: Place = {
  look: plain,
  shape: { role: 'paragraph', attrs: {} },
  lists: 0,
  listRole: 'bulletedItem',
  preformatted: false,
}

/** What holds inside an element, from what holds around it. */
function enter(element: HTMLElement, place: Place): Place {
  const tag = element.localName
  const list = tag === 'ol' || tag === 'ul'
  const inside: Place = {
    look: lookIn(element, place.look),
    shape: place.shape,
    lists: place.lists + (list ? 1 : 0),
    listRole: list ? (tag === 'ol' ? 'numberedItem' : 'bulletedItem') : place.listRole,
    preformatted: place.preformatted || tag === 'pre',
  }
  return { ...inside, shape: shapeOf(element, inside) ?? inside.shape }
}

/** Without the space at the end of the block, and without the line breaks at both ends. */
function trimmed({ shape, runs }: Block): Block {
  const kept = [...runs]
  while (kept[0]?.kind === 'break') kept.shift()
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    const text: string = last.kind === 'text' ? last.text.replace(/[ \t\n]+$/, '') : ''
    if (last.kind === 'reference' || (last.kind === 'text' && text === last.text)) break
    kept.pop()
    if (last.kind === 'text' && text !== '') kept.push({ ...last, text })
  }
  return { shape, runs: kept }
}

/** Two line breaks in a row are how mail and many pages part paragraphs. */
function atBlankLines(block: Block): Block[] {
  if (block.shape.role !== 'paragraph' && block.shape.role !== 'quote') return [block]
  const parts: Block[] = [{ shape: block.shape, runs: [] }]
  for (const [index, run] of block.runs.entries()) {
    const previous = block.runs[index - 1]
    if (run.kind === 'break' && previous?.kind === 'break') parts.push({ shape: block.shape, runs: [] })
    else parts.at(-1)?.runs.push(run)
  }
  return parts.map(trimmed)
}

/** Word and many pages part paragraphs with empty ones; here the page does. A no-break space alone is no word. */
function hasWords({ runs }: Block): boolean {
  return runs.some(
    (run) => run.kind === 'reference' || (run.kind === 'text' && /[^\s\u00A0\u200B\uFEFF]/.test(run.text)),
  )
}

function toNode({ shape, runs }: Block, schema: Schema): Node {
  const { hardBreak, footnoteReference } = schema.nodes
  const type = schema.nodes[shape.role]
  if (!type || !hardBreak || !footnoteReference) throw new Error(`the schema has no ${shape.role}, break or reference`)
  const inline: Node[] = []
  for (const run of runs) {
    switch (run.kind) {
      case 'text':
        if (run.text !== '') inline.push(schema.text(run.text, marksOf(run.look, schema)))
        break
      case 'break':
        inline.push(hardBreak.create())
        break
      case 'reference':
        // No note refers to another.
        if (shape.role !== 'footnote') inline.push(footnoteReference.create({ note: run.note }))
        break
    }
  }
  return type.create(shape.attrs, Fragment.fromArray(inline))
}
