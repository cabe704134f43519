/**
 * The number that an item of a page shows. A page says it by the type of its list, Word on the clipboard by the marker that
 * it writes before the words. What the sheet would count alike is an item; any other keeps its number as words.
 */
import type { Language } from '#shared/statement/statement.ts'
import type { Piece } from './draft.ts'
import { itemsAsShown } from './from-docx/lists.ts'
import { written } from './from-docx/number-formats.ts'

/** A piece, with the number that its page shows before it. */
export interface ItemPiece extends Piece {
  readonly number?: ItemNumber
}

export interface ItemNumber {
  /** Lists of one name stand within the same outermost one. */
  readonly list: string
  readonly depth: number
  /** As it is shown: "4.", "(a)". */
  readonly label: string
  readonly ordinal: number
  /** As Word names it; null for one that the sheet never writes, undefined where the page leaves it to whoever shows it. */
  readonly format: string | null | undefined
  /** Of a list that counts down: what `ordinal` is to be added to, since it goes down from 0. */
  readonly countdown?: Countdown | undefined
}

/** A list that counts down begins at the number of its items, which only its end tells (HTML Standard, 4.4.5). */
export interface Countdown {
  items: number
}

/** `language` is the one of the text, in which the sheet will number it. */
export const numbered = (pieces: readonly ItemPiece[], language: Language): Piece[] =>
  itemsAsShown(
    pieces.map(({ number, ...piece }) => ({
      ...piece,
      markers: [],
      indent: (number?.depth ?? 0) * step,
      numbered: number === undefined ? null : { ...counted(number), ...asWord, level: number.depth },
    })),
    language,
  )

/** The sheet never counts down: all of its numbers stay as words, also the last, which is 1. */
function counted({ countdown, ...number }: ItemNumber): ItemNumber {
  if (countdown === undefined) return number
  const ordinal = countdown.items + number.ordinal
  return { ...number, ordinal, label: labelOf(ordinal, number.format ?? undefined), format: null }
}

/** Twips. */
const step = 720
const asWord = { kind: 'number', indent: undefined, style: undefined } as const

/** The attribute of a list or an item, which tells "a" from "A", and its style, in small letters and without spaces. */
export function formatOf(type: string | undefined, style: string): string | undefined {
  return formats.get(type ?? '') ?? formats.get(/list-style(?:-type)?:([a-z-]+)/.exec(style)?.[1] ?? '')
}

const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '1': 'decimal',
    a: 'lowerLetter',
    A: 'upperLetter',
    i: 'lowerRoman',
    I: 'upperRoman',
    decimal: 'decimal',
    'decimal-leading-zero': 'decimalZero',
    'lower-alpha': 'lowerLetter',
    'lower-latin': 'lowerLetter',
    'upper-alpha': 'upperLetter',
    'upper-latin': 'upperLetter',
    'lower-roman': 'lowerRoman',
    'upper-roman': 'upperRoman',
  }),
)

export const labelOf = (ordinal: number, format: string | undefined): string =>
  `${written(ordinal, format ?? 'decimal')}.`

/** Dots are letters of fonts of signs, and have no full stop or bracket behind them. */
export const isNumber = (marker: string): boolean => /\d|^\(?\p{L}{1,8}\s?[-.):、]/u.test(marker)

/** What the markers of Word say, one after the other: whether "i." is a letter, the item before it knows. */
export class WordMarkers {
  readonly #last = new Map<string, Ordinal>()

  read(list: string, depth: number, marker: string): ItemNumber {
    const [, said = ''] = /^\(?(\d{1,9}|[a-z]{1,8})[.)]+$/i.exec(marker) ?? []
    const all = ordinalsOf(said)
    const last = this.#last.get(`${list} ${depth}`)
    const found =
      all.find(({ format, ordinal }) => format === last?.format && ordinal === last.ordinal + 1) ??
      all.find(({ ordinal }) => ordinal === 1) ??
      all[0]
    if (found !== undefined) this.#last.set(`${list} ${depth}`, found)
    return { list, depth, label: marker, ordinal: found?.ordinal ?? 0, format: found?.format ?? null }
  }
}

interface Ordinal {
  readonly format: string
  readonly ordinal: number
}

function ordinalsOf(said: string): Ordinal[] {
  if (/^\d/.test(said)) return [{ format: 'decimal', ordinal: Number(said) }]
  const small = said.toLowerCase()
  const size = said === small ? 'lower' : 'upper'
  const [letter = ''] = small
  return [
    ...(letter !== '' && small === letter.repeat(small.length)
      ? [{ format: `${size}Letter`, ordinal: 26 * (small.length - 1) + small.charCodeAt(0) - 0x60 }]
      : []),
    ...(isRoman.test(small) && small !== '' ? [{ format: `${size}Roman`, ordinal: romanValue(small) }] : []),
  ]
}

const isRoman = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/
const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

const romanValue = (letters: string): number =>
  Array.from(letters, (letter) => values[letter] ?? 0).reduce(
    (sum, value, k, all) => sum + (value < (all[k + 1] ?? 0) ? -value : value),
    0,
  )
