/** How the paper looks: sizes, measures and faces, once for all parts. Lengths are twips, sizes half points. */
import type { Settled } from '#shared/exchange/formats.ts'
import { languageOfPaper, settle } from '#shared/exchange/formats.ts'
import type { Language } from '#shared/statement/statement.ts'
import type { Paper } from '../paper.ts'
import { type Direction, directionOf } from '../scripts.ts'

export interface Look {
  readonly language: Language
  /** In which the paper says what it says of itself. */
  readonly own: Language
  readonly direction: Direction
  readonly settled: Settled
  readonly page: { readonly width: number; readonly height: number }
  /** Between the margins. */
  readonly measure: number
  /** Of the text; Arabic letters are smaller at the same size. */
  readonly size: number
  readonly arabicSize: number
  /** Of the letterhead, the numbers and the footer. */
  readonly small: number
}

/** Room for the numbers of paragraphs and lines on the side where words begin. */
export const margins = { start: 1701, end: 1418, top: 1418, bottom: 1304, edge: 680 } as const

/** Behind what stands in a cell of the letterhead. */
export const cellGap = 160

/** One step of a list. */
export const step = 454

/**
 * Faces that every office has, since a DOCX brings none: Times New Roman has Latin, Cyrillic and Arabic letters, and what
 * stands in for it elsewhere is as wide.
 */
export const serif = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: 'SimSun',
  cs: 'Times New Roman',
} as const
export const sans = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'SimHei', cs: 'Arial' } as const

/** The hues of the design on white paper, hue 1 first: each has at least 5.5:1. */
export const hues = [
  '1256B2',
  'A4361D',
  '176938',
  '6A3EA5',
  '825600',
  '026565',
  'A7203F',
  '423FAD',
  '5D600A',
  '006483',
  '97297B',
  '6A4225',
] as const

const sheets = { a4: { width: 11_906, height: 16_838 }, letter: { width: 12_240, height: 15_840 } } as const

export function lookOf({ choices, language }: Paper): Look {
  const settled = settle(choices)
  const page = sheets[settled.paperSize]
  const { largePrint } = settled
  return {
    language,
    own: languageOfPaper(choices, language),
    direction: directionOf(language),
    settled,
    page,
    measure: page.width - margins.start - margins.end,
    size: largePrint ? 32 : 24,
    arabicSize: largePrint ? 36 : 28,
    small: largePrint ? 22 : 17,
  }
}
