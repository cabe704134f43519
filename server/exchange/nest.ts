/**
 * Overlapping wraps (marks, links, colours, comments) as elements that are rightly nested. The one that reaches furthest is
 * the outermost, so that as few as possible are cut in two.
 */

/** Words or an atom, with what is around it. A wrap is known by its text. */
export interface Leaf {
  readonly wraps: readonly string[]
}

export type NestEvent<Of extends Leaf> =
  | { readonly kind: 'open' | 'close'; readonly wrap: string }
  | { readonly kind: 'leaf'; readonly leaf: Of }

/** In order. Of wraps that reach equally far the first of a leaf's list is the outermost. */
export function nest<Of extends Leaf>(leaves: readonly Of[]): NestEvent<Of>[] {
  const events: NestEvent<Of>[] = []
  const walk = (from: number, to: number, worn: ReadonlySet<string>): void => {
    let at = from
    while (at < to) {
      const leaf = leaves[at]
      const furthest = furthestOf(leaves, at, to, worn)
      if (furthest === null) {
        if (leaf !== undefined) events.push({ kind: 'leaf', leaf })
        at += 1
      } else {
        const { wrap, end } = furthest
        events.push({ kind: 'open', wrap })
        walk(at, end, new Set([...worn, wrap]))
        events.push({ kind: 'close', wrap })
        at = end
      }
    }
  }
  walk(0, leaves.length, new Set())
  return events
}

function furthestOf(
  leaves: readonly Leaf[],
  at: number,
  to: number,
  worn: ReadonlySet<string>,
): { readonly wrap: string; readonly end: number } | null {
  let furthest: { readonly wrap: string; readonly end: number } | null = null
  for (const wrap of leaves[at]?.wraps ?? []) {
    if (worn.has(wrap)) continue
    let end = at + 1
    while (end < to && leaves[end]?.wraps.includes(wrap) === true) end += 1
    if (furthest === null || end > furthest.end) furthest = { wrap, end }
  }
  return furthest
}
