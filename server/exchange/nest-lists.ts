/** Items that stand flat in the text, each with its depth, as lists within items. Counts as lists.ts does. */
import { itemOf, type ListKind } from '#shared/statement/lists.ts'
import type { SheetBlock } from './sheet.ts'

export interface NestedList {
  readonly kind: ListKind
  readonly depth: number
  /** Steps between this list and the one around it that nothing fills, as where a text begins with "(a)". */
  readonly skipped: number
  readonly items: readonly NestedItem[]
}

export interface NestedItem {
  readonly shown: SheetBlock
  readonly lists: readonly NestedList[]
}

interface OpenList extends NestedList {
  readonly items: OpenItem[]
}
interface OpenItem extends NestedItem {
  readonly lists: OpenList[]
}

/** Whether an item follows another without a block in between, be it one that is shown elsewhere, as a note is. */
export const goesOn = (before: SheetBlock | undefined, { index }: SheetBlock): boolean => before?.index === index - 1

/** A run of items that go on. A list goes on over deeper items and ends at all others. */
export function nestLists(run: readonly SheetBlock[]): NestedList[] {
  const roots: OpenList[] = []
  const open: OpenList[] = []
  for (const shown of run) {
    const item = itemOf(shown.block)
    if (item === null) continue
    const { kind, depth } = item
    while ((open.at(-1)?.depth ?? -1) > depth) open.pop()
    const own = open.at(-1)
    if (own?.depth === depth && own.kind === kind) {
      own.items.push({ shown, lists: [] })
      continue
    }
    if (own?.depth === depth) open.pop()
    const around = open.at(-1)
    const list: OpenList = {
      kind,
      depth,
      skipped: depth - (around?.depth ?? -1) - 1,
      items: [{ shown, lists: [] }],
    }
    const siblings = around === undefined ? roots : (around.items.at(-1)?.lists ?? roots)
    siblings.push(list)
    open.push(list)
  }
  return roots
}
