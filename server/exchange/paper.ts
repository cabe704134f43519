/** A statement on its way out: all that a writer of any format needs, as plain data. Writers see no Yjs, HTTP or SQL. */
import type { Choices } from '#shared/exchange/formats.ts'
import type { Spot } from '#shared/room/spots.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import type { Language, Letterhead } from '#shared/statement/statement.ts'
import type { Piece } from '#shared/thread/thread.ts'

export interface Paper {
  readonly document: DocumentJson
  readonly letterhead: Letterhead
  readonly language: Language
  /** The full name of the delegation that holds the pen. */
  readonly penholder: string
  /** The moment of the version, epoch ms: when the text last changed, so that one text gives one file. */
  readonly at: number
  readonly remarks: readonly Remark[]
  /** Whose words stand where, in the order of the text; empty unless they are to be coloured. */
  readonly hands: readonly Hand[]
  readonly choices: Choices
}

/**
 * A thread at its words, which are whole characters; null where they are found nowhere: then it is written at the end,
 * with its quote.
 */
export interface Remark {
  readonly at: { readonly from: Spot; readonly to: Spot } | null
  readonly quote: string
  readonly resolved: boolean
  /** In order; the first opened the thread. None is a deleted one. */
  readonly comments: readonly {
    readonly author: string
    /** Both empty for a voice that came with a file. */
    readonly delegation: string
    readonly code: string
    readonly at: number
    readonly text: readonly Piece[]
  }[]
}

export interface Hand {
  readonly from: Spot
  readonly to: Spot
  readonly delegation: string
  readonly code: string
  /** 1 to 12. */
  readonly hue: number
}

/** " (Norway)"; nothing behind the name of a voice that came with a file, which says what is known of it. */
export const inBrackets = (delegation: string): string => (delegation === '' ? '' : ` (${delegation})`)

/** What a writer answers. */
export type Written = Uint8Array
