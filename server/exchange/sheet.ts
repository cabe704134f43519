/** The text as a sheet of paper shows it: what stands beside each block, and the notes apart from the text. */
import { bullet, countItems, itemOf, label } from '#shared/statement/lists.ts'
import { notesIn, numberNotes } from '#shared/statement/notes.ts'
import type { BlockJson, DocumentJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'

/** A block with what stands beside it. */
export interface SheetBlock {
  /** Its place in the document. */
  readonly index: number
  readonly block: BlockJson
  /** Of a body paragraph "3", of an item "(a)" or "•", of a note that stands in the text its number or "*"; else null. */
  readonly label: string | null
  /** Of a numbered item, counted from 1 in its list; else null. */
  readonly ordinal: number | null
  /** Of an item; 0 of any other block. */
  readonly depth: number
}

/** A note that the text refers to. Two blocks of one note are one note; of a note without a block only the number is left. */
export interface Note {
  readonly number: number
  readonly blocks: readonly SheetBlock[]
}

export interface Sheet {
  /** All but the notes that the text refers to. A note to which nothing, or only a note, refers stands where it is. */
  readonly body: readonly SheetBlock[]
  /** In the order of their numbers. */
  readonly notes: readonly Note[]
  /** Of every note that is referred to, from the text or from another note. */
  readonly numbers: ReadonlyMap<string, number>
}

export function layOut(document: DocumentJson, language: Language): Sheet {
  const numbers = numberNotes(document)
  const inText = new Set(document.content.filter(({ type }) => type !== 'footnote').flatMap(notesIn))
  const items = document.content.map(itemOf)
  const ordinals = countItems(items)
  let paragraphs = 0
  const shown = document.content.map((block, index): SheetBlock => {
    const item = items[index] ?? null
    const ordinal = ordinals[index] ?? null
    const common = { index, block, ordinal, depth: item?.depth ?? 0 }
    if (item !== null) {
      return { ...common, label: ordinal === null ? bullet(item.depth) : label(ordinal, item.depth, language) }
    }
    if (block.type === 'paragraph') return { ...common, label: String((paragraphs += 1)) }
    return { ...common, label: block.type === 'footnote' ? String(numbers.get(noteOf(block)) ?? '*') : null }
  })
  const isApart = ({ block }: SheetBlock): boolean => block.type === 'footnote' && inText.has(noteOf(block))
  const apart = Map.groupBy(shown.filter(isApart), ({ block }) => noteOf(block))
  return {
    body: shown.filter((block) => !isApart(block)),
    notes: [...numbers]
      .filter(([note]) => inText.has(note))
      .map(([note, number]) => ({ number, blocks: apart.get(note) ?? [] })),
    numbers,
  }
}

/** The name of the note that a footnote is. */
export const noteOf = ({ attrs }: BlockJson): string => String(attrs['note'] ?? '')
