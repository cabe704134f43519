/**
 * How list items count. The text holds only a role and a depth; the numbers are counted here for what leaves the page,
 * and by the counters of text.css, after the same rule, for what is on it.
 */
import type { Node } from '@tiptap/pm/model'
import { deepest } from '#shared/statement/schema.ts'

export type ListKind = 'numbered' | 'bulleted'

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

/**
 * The place of each block in its list, counted from 1; null for what is not a numbered item. A list goes on over deeper
 * items and ends at everything else: another kind at its own depth, a shallower item, any other block.
 */
export function ordinals(blocks: readonly Node[]): (number | null)[] {
  const counts: number[] = []
  return blocks.map((block) => {
    const list = listOf(block)
    const depth = depthOf(block)
    counts.length = list === null ? 0 : Math.min(counts.length, depth + 1)
    if (list === 'bulleted') counts.length = Math.min(counts.length, depth)
    if (list !== 'numbered') return null
    const ordinal = (counts[depth] ?? 0) + 1
    counts[depth] = ordinal
    return ordinal
  })
}

/** How an ordinal is written at a depth: 1. then (a) then (i) then (A). */
export function label(ordinal: number, depth: number): string {
  switch (depth) {
    case 0:
      return `${ordinal}.`
    case 1:
      return `(${letters(ordinal)})`
    case 2:
      return `(${roman(ordinal)})`
    default:
      return `(${letters(ordinal).toUpperCase()})`
  }
}

/** The `type` of an HTML list whose numbers look as on the page. */
export const markerTypes = ['1', 'a', 'i', 'A'] as const satisfies { readonly length: 4 }

/** The deepest an item after `previous` may stand: one below it, so that no level is ever skipped by hand. */
export const deepestAfter = (previous: Node | null): number =>
  previous === null || listOf(previous) === null ? 0 : Math.min(deepest, depthOf(previous) + 1)

function letters(ordinal: number): string {
  return ordinal < 1 ? '' : letters(Math.floor((ordinal - 1) / 26)) + String.fromCharCode(97 + ((ordinal - 1) % 26))
}

const romans = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const

function roman(ordinal: number): string {
  const step = romans.find(([value]) => value <= ordinal)
  return step === undefined ? '' : step[1] + roman(ordinal - step[0])
}
