/**
 * One story of a file, which is its text, a note, a text box or a comment: paragraphs with what is said in them, as it
 * stands once tracked changes are taken as chosen. What only wraps (content controls, smart tags) is passed through.
 */
import { type Changed, kindOfChange, unchanged } from './changes.ts'
import type { Element } from './elements.ts'
import type { Part } from './file.ts'
import { Line, sizeOf } from './line.ts'
import { type Cell, type Paragraph, paragraphOf } from './paragraph.ts'
import type { Reading } from './reading.ts'
import { RunReader } from './runs.ts'
import { childOf, elementsIn, valueOf } from './tree.ts'
import { chosenOf, contentOf } from './wraps.ts'

export function readStory(reading: Reading, part: Part, blocks: readonly Element[]): readonly Paragraph[] {
  const story = new Story(reading, part)
  story.read(blocks, { changed: unchanged, cell: null })
  return story.end()
}

/** What is around blocks. */
interface Around {
  readonly changed: Changed
  readonly cell: Cell | null
}

class Story {
  readonly #reading: Reading
  readonly #part: Part
  readonly #runs: RunReader
  readonly #paragraphs: Paragraph[] = []
  /** Text boxes, which follow the paragraph that they hang on. */
  #beside: (readonly Element[])[] = []
  #line = new Line()
  /** Of a paragraph whose end is gone: what stands in it goes on in the next. */
  #pending: { readonly properties: Element | undefined; readonly cell: Cell | null } | null = null

  constructor(reading: Reading, part: Part) {
    this.#reading = reading
    this.#part = part
    this.#runs = new RunReader(reading, part, this.#line, (box) => this.#beside.push(box))
  }

  read(blocks: readonly Element[], around: Around): void {
    for (const block of blocks) this.#block(block, around)
  }

  end(): readonly Paragraph[] {
    this.#settle()
    return this.#paragraphs
  }

  #block(element: Element, around: Around): void {
    const { changed } = around
    const kind = kindOfChange(element)
    if (kind !== undefined) return this.read(elementsIn(element), { ...around, changed: [...changed, kind] })
    switch (element.name) {
      case 'w:p':
        return this.#paragraph(element, around)
      case 'w:tbl':
        return this.#table(element, around)
      case 'w:sdt':
        return this.read(contentOf(element, this.#reading.losses), around)
      case 'w:customXml':
      case 'w:smartTag':
        return this.read(elementsIn(element), around)
      case 'mc:AlternateContent':
        return this.read(chosenOf(element), around)
      case 'w:altChunk':
      case 'w:subDoc':
        return this.#reading.losses.count('embedded')
      case 'w:commentRangeStart':
      case 'w:commentRangeEnd':
        this.#runs.begin(this.#line, null)
        return this.#runs.read([element], { changed, href: null })
      default:
    }
  }

  #paragraph(element: Element, { changed, cell }: Around): void {
    const { changes, styles } = this.#reading
    const properties = changes.propertiesIn(element, 'w:pPr')
    const style = styles.of(valueOf(properties, 'w:pStyle'))
    this.#runs.begin(this.#line, style)
    this.#runs.read(elementsIn(element), { changed, href: null })
    this.#runs.endParagraph()
    const end = [...changed]
    for (const change of elementsOfMark(element)) {
      const kind = kindOfChange(change)
      if (kind === undefined) continue
      changes.meet(kind, change)
      end.push(kind)
    }
    // A large first letter stands in a frame of its own (17.3.1.11), and is no paragraph.
    const isLetter = /^(?:drop|margin)$/.test(childOf(properties, 'w:framePr')?.attributes.get('w:dropCap') ?? '')
    if (changes.isGone(end) || isLetter) this.#pending = { properties, cell }
    else this.#flush(properties, cell)
  }

  #flush(properties: Element | undefined, cell: Cell | null): void {
    this.#pending = null
    this.#paragraphs.push(paragraphOf(this.#reading, properties, this.#line.said, cell))
    this.#line = new Line()
    const boxes = this.#beside
    this.#beside = []
    for (const box of boxes) {
      for (const paragraph of readStory(this.#reading, this.#part, box)) this.#paragraphs.push(paragraph)
    }
  }

  /** Where no paragraph follows in which the words could go on, they stay one by themselves. */
  #settle(): void {
    const pending = this.#pending
    const { markers } = this.#line.said
    const last = this.#paragraphs.at(-1)
    if (pending !== null && !this.#line.isEmpty) this.#flush(pending.properties, pending.cell)
    else if (last !== undefined && markers.length > 0) {
      const end = sizeOf(last.inline)
      const own = [...last.markers, ...markers.map((marker) => ({ ...marker, offset: end }))]
      this.#paragraphs[this.#paragraphs.length - 1] = { ...last, markers: own }
      this.#line = new Line()
    }
    this.#pending = null
  }

  #table(element: Element, around: Around): void {
    this.#settle()
    const before = this.#paragraphs.length
    const rows = rowsOf(element, this.#reading).map((row) => ({ row, cells: rowsOf(row, this.#reading) }))
    const isFrame = rows.length === 1 && rows[0]?.cells.length === 1
    for (const { row, cells } of rows) {
      const changed = this.#changedBy(childOf(row, 'w:trPr'), around.changed)
      if (this.#reading.changes.isGone(changed)) continue
      for (const cell of cells) {
        const own = this.#changedBy(childOf(cell, 'w:tcPr'), changed)
        this.read(elementsIn(cell), { changed: own, cell: { isFrame } })
        this.#settle()
      }
    }
    const own = this.#paragraphs.slice(before)
    // The fields on top of our own paper stand in tables, and none of them is lost.
    if (!own.every(({ style }) => style.names.some((name) => name.startsWith('letterhead')))) {
      this.#reading.losses.count('table')
    }
  }

  #changedBy(properties: Element | undefined, changed: Changed): Changed {
    const own = properties === undefined ? [] : elementsIn(properties)
    return own.reduce<Changed>((all, change) => {
      const kind = kindOfChange(change)
      if (kind === undefined) return all
      this.#reading.changes.meet(kind, change)
      return [...all, kind]
    }, changed)
  }
}

/** What was done to the end of a paragraph. */
const elementsOfMark = (paragraph: Element): readonly Element[] => {
  const mark = childOf(childOf(paragraph, 'w:pPr'), 'w:rPr')
  return mark === undefined ? [] : elementsIn(mark)
}

/** Rows of a table or cells of a row, also those in what only wraps. */
function rowsOf(element: Element, reading: Reading): readonly Element[] {
  return elementsIn(element).flatMap((part): readonly Element[] => {
    if (part.name === 'w:tr' || part.name === 'w:tc') return [part]
    if (part.name === 'w:sdt') return contentOf(part, reading.losses).flatMap((inner) => unwrapped(inner, reading))
    return part.name === 'w:customXml' ? rowsOf(part, reading) : []
  })
}

const unwrapped = (element: Element, reading: Reading): readonly Element[] =>
  element.name === 'w:tr' || element.name === 'w:tc' ? [element] : rowsOf(element, reading)
