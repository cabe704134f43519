/**
 * Any HTML read as blocks of the text: web pages, Word, Word online, Google Docs, LibreOffice, our own. It takes the
 * words, their marks, headings, lists, quotes and footnotes, and leaves everything else; nothing outside the schema can
 * come in. The DOM it reads was parsed into an inert document: no script runs, no image is fetched.
 */
import { Fragment } from '@tiptap/pm/model'
import type { Attrs, Mark, Node, Schema } from '@tiptap/pm/model'
import { deepest, href as hrefOfSchema } from '#shared/statement/schema.ts'
import type { BlockRole } from '#shared/statement/schema.ts'

/** How words look: the marks they will carry. */
interface Look {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly superscript: boolean
  readonly subscript: boolean
  readonly href: string | null
}

/** What the block is that words stand in. */
interface Shape {
  readonly role: BlockRole
  readonly attrs: Attrs
}

/** Where in the tree the reader stands. */
interface Place {
  readonly look: Look
  readonly shape: Shape
  /** How many lists are open around it, and the kind of the innermost. */
  readonly lists: number
  readonly listRole: 'numberedItem' | 'bulletedItem'
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

const plain: Look = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  superscript: false,
  subscript: false,
  href: null,
}

const outside: Place = {
  look: plain,
  shape: { role: 'paragraph', attrs: {} },
  lists: 0,
  listRole: 'bulletedItem',
  preformatted: false,
}

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

const isBlock = (element: HTMLElement): boolean => blockTags.has(element.localName)
const isLeaf = (element: HTMLElement): boolean => /^(p|h[1-6]|li)$/.test(element.localName)

function isDropped(element: HTMLElement): boolean {
  if (droppedTags.has(element.localName)) return true
  // The number that Word writes before an item, the number that we write before a note, what a page hides.
  const style = declarations(element)
  if (/^ignore$/i.test(style.get('--mso-list') ?? '')) return true
  if (element.classList.contains('footnote-number') || isBackLink(element)) return true
  return element.hasAttribute('hidden') || style.get('display') === 'none' || style.get('mso-hide') === 'all'
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

/** The shape that an element gives to the words in it, or null where it leaves them as they are. */
function shapeOf(element: HTMLElement, { lists, listRole }: Place): Shape | null {
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

/**
 * References and notes as Word (`_ftn1`), Google Docs (`ftnt1`) and LibreOffice (`sdfootnote1sym`) link them. What this
 * editor wrote names them itself.
 */
const toNote = /^#_?(?:ftn|edn|ftnt|sdfootnote)(\d+)(?:sym)?$/
const toReference = /^#_?(?:ftnref|ednref|ftnt_ref|sdfootnote)\d+(?:anc)?$/
const notePlace = /^_?(?:ftn|edn|ftnt|sdfootnote)(\d+)$/

function referenceIn(element: HTMLElement): string | null {
  if (element.matches('sup.footnote-reference')) return noteName(element.dataset.note ?? '')
  const link = element.localName === 'a' ? element.getAttribute('href') : null
  const number = link === null ? undefined : toNote.exec(link)?.[1]
  return number === undefined ? null : noteName(number)
}

function isBackLink(element: HTMLElement): boolean {
  return element.localName === 'a' && toReference.test(element.getAttribute('href') ?? '')
}

function noteOf(element: HTMLElement): string | null {
  if (element.dataset.role === 'footnote') return noteName(element.dataset.note ?? '')
  const number = element.localName === 'div' ? notePlace.exec(element.id)?.[1] : undefined
  return number === undefined ? null : noteName(number)
}

const noteName = (name: string): string => name.slice(0, 64)

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

function lookIn(element: HTMLElement, around: Look): Look {
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

/** The declarations of a style attribute, Word's own among them; names and values in lower case. */
function declarations(element: HTMLElement): Map<string, string> {
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

function marksOf(look: Look, schema: Schema): readonly Mark[] {
  const { href, ...flags } = look
  const plainMarks = Object.entries(flags).flatMap(([name, on]) => {
    // A link is underlined by the page.
    const wanted = on && !(name === 'underline' && href !== null)
    return wanted ? (schema.marks[name]?.create() ?? []) : []
  })
  const link = href === null ? [] : (schema.marks.link?.create({ href }) ?? [])
  return plainMarks.concat(link)
}

function clamp(least: number, most: number, value: string | number): number {
  return Math.min(most, Math.max(least, Math.trunc(Number(value)) || least))
}
