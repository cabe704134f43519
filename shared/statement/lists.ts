/**
 * How list items count. The text holds only a role and a depth; the numbers are counted here for what leaves the page,
 * and by the counters of text.css, after the same rule, for what is on it.
 */
import type { BlockJson } from './schema.ts'
import type { Language } from './statement.ts'

export type ListKind = 'numbered' | 'bulleted'

export interface Item {
  readonly kind: ListKind
  /** 0 to `deepest`. */
  readonly depth: number
}

/** What item of a list a block is; null for any other block. */
export function itemOf({ type, attrs }: Pick<BlockJson, 'type' | 'attrs'>): Item | null {
  if (type === 'numberedItem') return { kind: 'numbered', depth: Number(attrs['depth']) }
  if (type === 'bulletedItem') return { kind: 'bulleted', depth: Number(attrs['depth']) }
  return null
}

/**
 * The place of each block in its list, counted from 1; null for what is not a numbered item. A list goes on over deeper
 * items and ends at everything else: another kind at its own depth, a shallower item, any other block.
 */
export function countItems(blocks: readonly (Item | null)[]): (number | null)[] {
  const counts: number[] = []
  return blocks.map((item) => countItem(counts, item))
}

/** The place of one block, behind those that `counts` has counted: how many items there are at each depth so far. */
export function countItem(counts: number[], item: Item | null): number | null {
  counts.length = item === null ? 0 : Math.min(counts.length, item.depth + 1)
  if (item?.kind === 'bulleted') counts.length = Math.min(counts.length, item.depth)
  if (item?.kind !== 'numbered') return null
  const ordinal = (counts[item.depth] ?? 0) + 1
  counts[item.depth] = ordinal
  return ordinal
}

/**
 * How an ordinal is written at a depth: 1. then (a) then (i) then (A). Arabic documents of the United Nations letter the
 * second level in the old order of the alphabet, and number the third.
 */
export function label(ordinal: number, depth: number, language: Language = 'en'): string {
  switch (depth) {
    case 0:
      return `${ordinal}.`
    case 1:
      return `(${lettered(ordinal, language === 'ar' ? abjad : latin)})`
    case 2:
      return language === 'ar' ? `\u2018${ordinal}\u2019` : `(${roman(ordinal)})`
    default:
      return `(${lettered(ordinal, latin).toUpperCase()})`
  }
}

/** What stands before a bulleted item at a depth. */
export const bullet = (depth: number): string => (depth % 2 === 0 ? '\u2022' : '\u2013')

const latin = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(' ')
const abjad = 'أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ'.split(' ')

const lettered = (ordinal: number, letters: readonly string[]): string =>
  ordinal < 1
    ? ''
    : lettered(Math.floor((ordinal - 1) / letters.length), letters) + (letters[(ordinal - 1) % letters.length] ?? '')

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
