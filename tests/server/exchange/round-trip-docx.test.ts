/** A statement goes out as a Word file and comes back as it was: text, letterhead, language and threads. */
import { describe, expect, test } from 'vitest'
import { notesIn } from '#shared/statement/notes.ts'
import type { Spot } from '#shared/room/spots.ts'
import type { BlockJson, InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { language as languages } from '#shared/statement/statement.ts'
import type { Piece } from '#shared/thread/thread.ts'
import type { DraftThread } from '../../../server/exchange/draft.ts'
import type { Paper, Remark } from '../../../server/exchange/paper.ts'
import { readDocx } from '../../../server/exchange/read-docx.ts'
import { layOut, noteOf, type Sheet } from '../../../server/exchange/sheet.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'

describe.each(seeds(1, 30, 300))('of a statement by chance, seed %i', (seed) => {
  const random = seeded(seed)
  const yes = () => random.pick(['yes', 'no'] as const)
  const paper = notesBelow(
    randomPaper(random, {
      language: languages.options[seed % 6] ?? 'en',
      choices: { paragraphNumbers: yes(), draftMark: yes(), largePrint: yes(), delegationColours: yes() },
    }),
  )
  const draft = readDocx(writeDocx(paper), '', 'accepted')
  const held = heldByWord(paper)

  test('reads back as it was', () => {
    expect(bare(draft.document.content)).toEqual(bare(held.blocks))
    expect(draft.letterhead).toEqual(
      Object.fromEntries(Object.entries(paper.letterhead).filter(([, said]) => said !== '')),
    )
    expect(draft.language).toBe(paper.language)
  })

  test('brings its threads back to their words', () => {
    expect(draft.threads).toEqual(held.threads)
  })

  test('has lost nothing, and nothing was changed in it', () => {
    expect(draft.lost).toEqual([])
    expect(draft.changes).toEqual({ inserted: 0, deleted: 0, looks: 0, authors: [] })
  })
})

/**
 * With the notes that are referred to below the text, where Word has them: a list that only a note parts is one list to
 * Word, and two on the sheet.
 */
function notesBelow(paper: Paper): Paper {
  const { body, notes } = layOut(paper.document, paper.language)
  const blocks = [...body, ...notes.flatMap(({ blocks: own }) => own)]
  const stands = new Map(blocks.map(({ index }, k) => [index, k]))
  const moved = ({ block, offset }: Spot): Spot => ({ block: stands.get(block) ?? 0, offset })
  const between = <Of extends { readonly from: Spot; readonly to: Spot }>(range: Of): Of => ({
    ...range,
    from: moved(range.from),
    to: moved(range.to),
  })
  return {
    ...paper,
    document: { type: 'doc', content: blocks.map(({ block }) => block) },
    hands: paper.hands.map(between).toSorted((one, other) => one.from.block - other.from.block),
    remarks: paper.remarks.map((remark) => {
      const at = remark.at === null ? null : between(remark.at)
      return { ...remark, at: at !== null && at.to.block < at.from.block ? { from: at.from, to: at.from } : at }
    }),
  }
}

/**
 * What Word holds of a statement:
 *
 * - a note that is referred to stands below the text, and one that lost its block comes back empty;
 * - within a note, a reference to another is its number;
 * - of super- and subscript at once, the one that comes last;
 * - an address as a program can open it, and none that no program can;
 * - nothing of what this version cannot read.
 */
function heldByWord({ document, language, remarks, letterhead }: Paper): {
  readonly blocks: readonly BlockJson[]
  readonly threads: readonly DraftThread[]
} {
  const sheet = layOut(document, language)
  const names = new Map([...sheet.numbers].map(([name, number]) => [number, name]))
  const stands = new Map<number, number>()
  const blocks: BlockJson[] = []
  const put = (index: number, block: BlockJson): void => {
    stands.set(index, blocks.length)
    blocks.push({ ...block, content: contentOf(block, sheet) })
  }
  for (const { index, block } of sheet.body) put(index, block)
  // Word counts the references in the text, and not those in a note that stands there by itself.
  const referred = new Set(
    sheet.body.filter(({ block }) => block.type !== 'footnote').flatMap(({ block }) => notesIn(block)),
  )
  const order = [...referred].map((name) => sheet.numbers.get(name))
  for (const { number, blocks: own } of sheet.notes.toSorted(
    (a, b) => order.indexOf(a.number) - order.indexOf(b.number),
  )) {
    for (const { index, block } of own) put(index, block)
    if (own.length === 0) blocks.push({ type: 'footnote', attrs: { id: '', note: names.get(number) ?? '' } })
  }

  const body = new Set(sheet.body.map(({ index }) => index))
  const sizeAt = (block: number): number => sizeOf(blocks[block]?.content ?? [])
  const spotOf = ({ block, offset }: Spot): Spot => {
    const own = document.content[block]
    return { block: stands.get(block) ?? -1, offset: own === undefined ? 0 : offsetHeld(own, offset, sheet) }
  }
  /** Word has no comments in notes: such a one stands at the first reference to it. */
  const referenceTo = (note: string): Pick<DraftThread, 'at' | 'whole'> => {
    for (const [block, { type, content = [] }] of blocks.entries()) {
      const at = content.findIndex((node) => node.type === 'footnoteReference' && node.attrs?.['note'] === note)
      if (type === 'footnote' || at === -1) continue
      const offset = sizeOf(content.slice(0, at))
      const whole = sizeAt(block) === 1
      return { at: { from: { block, offset }, to: { block, offset: offset + 1 } }, whole }
    }
    throw new Error(`no reference to ${note}`)
  }
  /** It quotes its words, and goes back to them where they are once in the note. */
  const placeInNote = (index: number, quoted: string): Pick<DraftThread, 'at' | 'whole'> | null => {
    const block = stands.get(index) ?? -1
    const flat = (blocks[block]?.content ?? []).map((node) => ('text' in node ? node.text : ' ')).join('')
    const parts = quoted === '' ? [] : flat.split(quoted)
    if (parts.length !== 2) return null
    const [offset, end] = [parts[0]?.length ?? 0, flat.length - (parts[1]?.length ?? 0)]
    return { at: { from: { block, offset }, to: { block, offset: end } }, whole: end - offset === flat.length }
  }
  const placeOf = ({ at }: Remark): Pick<DraftThread, 'at' | 'whole'> => {
    if (at === null) return { at: null, whole: false }
    const first = document.content[at.from.block]
    if (first !== undefined && !body.has(at.from.block)) return referenceTo(noteOf(first))
    let last = at.to.block
    while (!body.has(last)) last -= 1
    const from = spotOf(at.from)
    const to = last === at.to.block ? spotOf(at.to) : { block: stands.get(last) ?? -1, offset: Infinity }
    const end = { block: to.block, offset: Math.min(to.offset, sizeAt(to.block)) }
    const all = { from: { block: from.block, offset: 0 }, to: { block: from.block, offset: sizeAt(from.block) } }
    // A thread at a place without words is about the paragraph.
    if (from.block === end.block && from.offset === end.offset) return { at: all, whole: true }
    const whole = from.offset === 0 && end.block === from.block && end.offset === sizeAt(from.block)
    return { at: { from, to: end }, whole }
  }

  const threads = remarks
    .filter(({ comments }) => comments.length > 0)
    .map((remark): DraftThread => {
      const { at, quote, comments } = remark
      const quoted = quote.toWellFormed().replace(/[\n\ufffc]+/g, ' ')
      const inNote = at === null || body.has(at.from.block) ? null : placeInNote(at.from.block, quoted)
      const isMoved = at !== null && !body.has(at.from.block) && quoted !== '' && inNote === null
      const lead: Piece[] = isMoved ? [{ type: 'text', text: quoted, italic: true }, { type: 'break' }] : []
      return {
        ...(inNote ?? placeOf(remark)),
        quote: at !== null ? '' : quoted === '' ? letterhead.title : quoted,
        resolved: remark.resolved ? { by: '', at: comments.at(-1)?.at ?? 0 } : null,
        comments: comments.map(({ author, delegation, at: saidAt, text }, k) => ({
          author: `${author} (${delegation})`,
          at: saidAt,
          text: piecesHeld(k === 0 ? [...lead, ...text] : text),
        })),
      }
    })
  return { blocks, threads }
}

const contentOf = ({ type, content = [] }: BlockJson, { numbers }: Sheet): InlineJson[] =>
  merged(
    content.flatMap((node): InlineJson[] => {
      if (node.type === 'unknown') return []
      if (node.type === 'footnoteReference' && type === 'footnote') {
        const number = numbers.get(String(node.attrs?.['note'] ?? ''))
        return [{ type: 'text', text: String(number ?? '*'), marks: [{ type: 'superscript' }] }]
      }
      return [node]
    }),
  )

function offsetHeld(block: BlockJson, offset: number, sheet: Sheet): number {
  let left = offset
  const before = (block.content ?? []).flatMap((node): InlineJson[] => {
    const size = 'text' in node ? node.text.length : 1
    const cut = Math.min(left, size)
    left -= cut
    if (cut === 0) return []
    return 'text' in node ? [{ ...node, text: node.text.slice(0, cut) }] : [node]
  })
  return sizeOf(contentOf({ ...block, content: before }, sheet))
}

const sizeOf = (content: readonly InlineJson[]): number =>
  content.reduce((sum, node) => sum + ('text' in node ? node.text.length : 1), 0)

function merged(nodes: readonly InlineJson[]): InlineJson[] {
  const whole: InlineJson[] = []
  for (const node of nodes) {
    const marks = marksHeld(node.marks ?? [])
    const { marks: _marks, ...plain } = node
    const held: InlineJson = marks.length > 0 ? { ...plain, marks } : plain
    const last = whole.at(-1)
    if (last && 'text' in last && 'text' in held && JSON.stringify(last.marks) === JSON.stringify(held.marks)) {
      whole[whole.length - 1] = { ...last, text: last.text + held.text }
    } else whole.push(held)
  }
  return whole
}

const marksHeld = (marks: readonly MarkJson[]): MarkJson[] =>
  marks.flatMap((mark): MarkJson[] => {
    const href = mark.attrs?.['href']
    if (mark.type === 'superscript' && marks.some(({ type }) => type === 'subscript')) return []
    return [href === undefined ? mark : { type: 'link', attrs: { href: new URL(href).href } }]
  })

/** Mentions are words in bold; neighbours that look alike are one. */
function piecesHeld(text: readonly Piece[]): Piece[] {
  const held: Piece[] = []
  for (const given of text) {
    const piece: Piece = given.type === 'mention' ? { type: 'text', text: `@${given.name}`, bold: true } : given
    const last = held.at(-1)
    if (
      piece.type === 'text' &&
      last?.type === 'text' &&
      last.bold === piece.bold &&
      last.italic === piece.italic &&
      last.href === piece.href
    ) {
      held[held.length - 1] = { ...last, text: last.text + piece.text }
    } else held.push(piece)
  }
  return held
}

/** Ids and the names of notes are given anew: notes are called by the order in which they come. */
function bare(blocks: readonly BlockJson[]): unknown[] {
  const names = new Map<string, number>()
  const nameOf = (note: unknown): number => {
    const number = names.get(String(note)) ?? names.size
    names.set(String(note), number)
    return number
  }
  return blocks.map(({ type, attrs: { id: _id, ...attrs }, content = [] }) => ({
    type,
    attrs: type === 'footnote' ? { note: nameOf(attrs['note']) } : attrs,
    content: content.map((node) =>
      node.type === 'footnoteReference' ? { ...node, attrs: { note: nameOf(node.attrs?.['note']) } } : node,
    ),
  }))
}
