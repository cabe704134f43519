/** The words of one block as they come in, with what begins and ends among them. */
import type { InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { appendText } from '../inline.ts'

/** Where a comment begins, ends, or only hangs. */
export interface Marker {
  readonly id: string
  readonly side: 'start' | 'end' | 'reference'
  /** UTF-16 units into the block, an atom counting one. */
  readonly offset: number
}

/** Words with the comments on them. */
export interface Said {
  readonly inline: readonly InlineJson[]
  readonly markers: readonly Marker[]
}

export class Line {
  readonly #inline: InlineJson[] = []
  readonly #markers: Marker[] = []
  #length = 0

  text(text: string, marks: readonly MarkJson[]): void {
    appendText(this.#inline, text, marks)
    this.#length += text.length
  }

  atom(atom: Exclude<InlineJson, { type: 'text' }>): void {
    this.#inline.push(atom)
    this.#length += 1
  }

  mark(id: string, side: Marker['side']): void {
    this.#markers.push({ id, side, offset: this.#length })
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  get said(): Said {
    return { inline: this.#inline, markers: this.#markers }
  }
}

export const sizeOf = (inline: readonly InlineJson[]): number =>
  inline.reduce((sum, node) => sum + ('text' in node ? node.text.length : 1), 0)

/** Several blocks as one, each on a line of its own. */
export function joined(lines: readonly Said[]): Said {
  const inline: InlineJson[] = []
  const markers: Marker[] = []
  let length = 0
  lines.forEach((line, k) => {
    if (k > 0) {
      inline.push({ type: 'hardBreak' })
      length += 1
    }
    for (const node of line.inline) inline.push(node)
    for (const marker of shifted(line.markers, length)) markers.push(marker)
    length += sizeOf(line.inline)
  })
  return { inline, markers }
}

/** With words before it, without marks. */
export function prefixed(said: Said, words: string): Said {
  const inline: InlineJson[] = []
  appendText(inline, words, [])
  for (const node of said.inline) {
    if ('text' in node) appendText(inline, node.text, node.marks ?? [])
    else inline.push(node)
  }
  return { inline, markers: shifted(said.markers, words.length) }
}

/** Without so many units at its beginning. */
export function cutBefore({ inline, markers }: Said, units: number): Said {
  let left = units
  const kept = inline.flatMap((node): InlineJson[] => {
    const size = 'text' in node ? node.text.length : 1
    const cut = Math.min(left, size)
    left -= cut
    if (cut === size) return []
    return 'text' in node ? [{ ...node, text: node.text.slice(cut) }] : [node]
  })
  return { inline: kept, markers: shifted(markers, -units) }
}

/** Without spaces and breaks at its ends, which make room and say nothing. */
export function trimmed(said: Said): Said {
  const flat = said.inline.map((node) => ('text' in node ? node.text : node.type === 'hardBreak' ? '\n' : '*')).join('')
  if (flat === flat.trim()) return said
  const { inline, markers } = cutBefore(said, flat.length - flat.trimStart().length)
  const size = flat.trim().length
  let left = size
  const kept = inline.flatMap((node): InlineJson[] => {
    const own = Math.min(left, 'text' in node ? node.text.length : 1)
    left -= own
    if (own === 0) return []
    return 'text' in node ? [{ ...node, text: node.text.slice(0, own) }] : [node]
  })
  return { inline: kept, markers: markers.map((marker) => ({ ...marker, offset: Math.min(marker.offset, size) })) }
}

const shifted = (markers: readonly Marker[], by: number): Marker[] =>
  markers.map((marker) => ({ ...marker, offset: Math.max(0, marker.offset + by) }))
