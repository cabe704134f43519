/** The lists of the text in the editor, whose items count after the rule of shared/statement/lists.ts. */
import type { Node } from '@tiptap/pm/model'
import { countItems, type ListKind } from '#shared/statement/lists.ts'
import { deepest } from '#shared/statement/schema.ts'

/** The kind of list a block is an item of, or null. */
export function listOf(block: Node): ListKind | null {
  switch (block.type.name) {
    case 'numberedItem':
      return 'numbered'
    case 'bulletedItem':
      return 'bulleted'
    default:
      return null
  }
}

/** 0 to `deepest`; 0 for a block that is no item. */
export const depthOf = (block: Node): number => (listOf(block) === null ? 0 : Number(block.attrs.depth))

/** The place of each block in its list, counted from 1; null for what is not a numbered item. */
export const ordinals = (blocks: readonly Node[]): (number | null)[] =>
  countItems(
    blocks.map((block) => {
      const kind = listOf(block)
      return kind === null ? null : { kind, depth: depthOf(block) }
    }),
  )

/** The `type` of an HTML list whose numbers look as on the page. */
export const markerTypes = ['1', 'a', 'i', 'A'] as const satisfies { readonly length: 4 }

/** The deepest an item after `previous` may stand: one below it, so that no level is ever skipped by hand. */
export const deepestAfter = (previous: Node | null): number =>
  previous === null || listOf(previous) === null ? 0 : Math.min(deepest, depthOf(previous) + 1)
