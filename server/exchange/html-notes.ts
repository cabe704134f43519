/**
 * Notes of others' pages. Nothing in HTML says "note": one is what a figure in the text leads to, further down, and what
 * leads back to it or calls itself a note, by the roles of DPUB-ARIA (doc-noteref, doc-footnote, doc-endnote) or a class.
 */
import type { InlineJson } from '#shared/statement/schema.ts'
import type { Piece } from './draft.ts'
import { inlineOf, type Token } from './inline.ts'

/** Where an address within the page leads: to the pieces from `piece` to before `end`. */
export interface Target {
  readonly piece: number
  readonly end: number
  /** It calls itself a note. */
  readonly isNote: boolean
}

/**
 * The pieces, their notes at the end. A reference is named by the address that it leads to; one that leads to no note is
 * left out: a figure that only leads somewhere says nothing when it is read aloud.
 */
export function settleNotes(pieces: readonly Piece[], targets: ReadonlyMap<string, Target>): Piece[] {
  const references = pieces.map(({ inline }) => inline.flatMap((node) => noteOf(node) ?? []))
  const notes = new Map<number, string>()
  references.forEach((leads, piece) => {
    for (const to of leads) {
      const target = targets.get(to)
      if (target === undefined || target.piece <= piece || notes.has(piece)) continue
      const leadsBack = references[target.piece]?.some((back) => targets.get(back)?.piece === piece) === true
      if (!target.isNote && !leadsBack) continue
      for (let k = target.piece; k < target.end && !notes.has(k); k++) notes.set(k, to)
    }
  })
  const known = new Set(notes.values())
  const text: Piece[] = []
  const below: Piece[] = []
  pieces.forEach((piece, k) => {
    const note = notes.get(k)
    const inline = keeping(piece.inline, (to) => note === undefined && known.has(to))
    if (note !== undefined) below.push({ role: 'footnote', attrs: { note }, inline: unnumbered(inline) })
    else if (inline.length > 0) text.push({ ...piece, inline })
  })
  return [...text, ...below]
}

const noteOf = (node: InlineJson): string | null =>
  node.type === 'footnoteReference' ? String(node.attrs?.['note'] ?? '') : null

/** Without the other references, and without the spaces that they leave. */
function keeping(inline: readonly InlineJson[], keeps: (to: string) => boolean): InlineJson[] {
  const tokens: Token[] = []
  for (const node of inline) {
    const { marks = [] } = node
    const note = noteOf(node)
    if (note !== null && !keeps(note)) continue
    const last = tokens.at(-1)
    if (note !== null) tokens.push({ kind: 'note', note, marks })
    else if (!('text' in node)) tokens.push({ kind: 'break', marks })
    else {
      const isSpaced = last?.kind === 'text' && last.text.endsWith(' ')
      tokens.push({ kind: 'text', text: isSpaced ? node.text.replace(/^ /, '') : node.text, marks })
    }
  }
  return inlineOf(tokens)
}

/** The sheet numbers its notes itself. */
function unnumbered([first, ...rest]: readonly InlineJson[]): InlineJson[] {
  if (first === undefined) return []
  if (!('text' in first)) return [first, ...rest]
  const text = first.text.replace(/^(?:\[\d{1,3}\]|\d{1,3}[.)\]]|[*†‡§]{1,3})\s+/u, '')
  return text === '' ? rest : [{ ...first, text }, ...rest]
}
