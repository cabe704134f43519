/**
 * Which paragraphs with a number are items of a list on the sheet. The sheet counts its lists by itself, so only what it
 * would count as the file does may be one; any other keeps its number as words, so that none is lost or wrong.
 */
import { countItem, type Item, itemOf } from '#shared/statement/lists.ts'
import { type BlockRole, deepest } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { prefixed } from './line.ts'
import type { Numbered } from './numbering.ts'
import type { MarkedPiece } from './pieces.ts'

/** How the sheet writes the numbers of each depth. */
const latin = ['decimal', 'lowerLetter', 'lowerRoman', 'upperLetter'] as const
const arabic = ['decimal', 'arabicAbjad', 'decimal', 'upperLetter'] as const
const kindsIn = (language: Language): readonly string[] => (language === 'ar' ? arabic : latin)

/** Items alone; no list is taken for the numbers of the paragraphs. */
export const itemsAsShown = (pieces: readonly MarkedPiece[], language: Language): MarkedPiece[] =>
  itemsIn(pieces, kindsIn(language))

export function listed(pieces: readonly MarkedPiece[], language: Language): MarkedPiece[] {
  const kinds = kindsIn(language)
  const asItems = itemsIn(pieces, kinds)
  const list = paragraphList(asItems)
  if (list === undefined) return asItems
  const asParagraphs = itemsIn(pieces, kinds, list)
  return agrees(asParagraphs, list) ? asParagraphs : asItems
}

/** `paragraphs` is the list whose first level numbers paragraphs, as the sheet does by itself. */
function itemsIn(pieces: readonly MarkedPiece[], kinds: readonly string[], paragraphs?: string): MarkedPiece[] {
  const depths = new Depths()
  const counts: number[] = []
  return pieces.map((piece) => {
    const depth = depths.of(piece)
    const isParagraph = piece.numbered?.list === paragraphs && piece.numbered?.level === 0 && piece.role === 'paragraph'
    const found = isParagraph ? piece : withNumber(piece, depth, kinds, counts)
    if (piece.numbered !== null && found.role === 'numberedItem') depths.settle(Number(found.attrs['depth']))
    countItem(counts, itemIn(found))
    return found
  })
}

function withNumber(
  piece: MarkedPiece,
  depth: number,
  kinds: readonly string[],
  counts: readonly number[],
): MarkedPiece {
  const { numbered, role } = piece
  if (numbered === null) return piece
  const isPlain = role === 'paragraph' || isItem(role)
  if (numbered.kind === 'bullet') return isPlain ? { ...piece, role: 'bulletedItem', attrs: { depth } } : piece
  if (!isPlain) return withLabel(piece, numbered)
  const { format = kinds[depth], ordinal } = numbered
  const likely = [depth, ...kinds.keys()].find(
    (at) => kinds[at] === format && (counts[at] ?? 0) + 1 === ordinal && isAlike(format, ordinal),
  )
  return likely === undefined
    ? { ...withLabel(piece, numbered), role: 'paragraph', attrs: {} }
    : { ...piece, role: 'numberedItem', attrs: { depth: likely } }
}

/** Behind "z" stands "aa" for both; then Word doubles the next letter, "bb", and the sheet begins anew with "ab". */
const isAlike = (format: string | undefined, ordinal: number): boolean =>
  (format !== 'lowerLetter' && format !== 'upperLetter') || ordinal <= 27

const withLabel = (piece: MarkedPiece, { label }: Numbered): MarkedPiece => ({
  ...piece,
  ...prefixed(piece, piece.inline.length > 0 ? `${label} ` : label),
})

const isItem = (role: BlockRole): boolean => role === 'numberedItem' || role === 'bulletedItem'
const itemIn = ({ role, attrs }: MarkedPiece): Item | null => itemOf({ type: role, attrs: { id: '', ...attrs } })

/**
 * Perhaps the list that numbers the paragraphs of the text: where headings and the like stand between them, the sheet
 * could not count it as a list, but may give the paragraphs the same numbers by itself.
 */
function paragraphList(asItems: readonly MarkedPiece[]): string | undefined {
  const lost = asItems.find(
    ({ role, numbered }) => role === 'paragraph' && numbered?.format === 'decimal' && numbered.level === 0,
  )
  return lost?.numbered?.list
}

function agrees(pieces: readonly MarkedPiece[], list: string): boolean {
  let paragraphs = 0
  return pieces.every(({ role, numbered }) => {
    if (role !== 'paragraph') return true
    paragraphs += 1
    return numbered?.list !== list || numbered.level > 0 || numbered.ordinal === paragraphs
  })
}

/**
 * How deep items stand. A list that is set further in than the item before it stands within that item: so most people
 * put dots below a number.
 */
class Depths {
  #open: { readonly list: string; readonly base: number; readonly indent: number; readonly depth: number }[] = []

  of({ numbered, indent, role, attrs }: MarkedPiece): number {
    if (numbered === null || (role !== 'paragraph' && !isItem(role))) {
      if (!isItem(role)) this.#open = []
      return Number(attrs['depth'] ?? 0)
    }
    const { list, level } = numbered
    const own = this.#open.findLastIndex((known) => known.list === list)
    if (own !== -1) this.#open.length = own + 1
    while (own === -1 && (this.#open.at(-1)?.indent ?? -Infinity) >= indent - nearby) this.#open.pop()
    const around = level === 0 ? (this.#open.at(-1)?.depth ?? -1) + 1 : 0
    const base = this.#open[own]?.base ?? around
    const depth = Math.min(base + level, deepest)
    const entry = { list, base, indent, depth }
    if (own === -1) this.#open.push(entry)
    else this.#open[own] = entry
    return depth
  }

  /** The last one stands as deep as the sheet writes such numbers; what is set in below it, below that. */
  settle(depth: number): void {
    const last = this.#open.at(-1)
    if (last !== undefined) this.#open[this.#open.length - 1] = { ...last, depth }
  }
}

/** Twips; less is no step. */
const nearby = 100
