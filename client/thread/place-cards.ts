/** Where the cards stand in the margin: at the height of their words, in the order of the text, never on each other. */
import type { ThreadKey } from './threads.ts'

/** A card in the order of the text; px, measured from the top of the margin. */
export interface Card {
  readonly key: ThreadKey
  /** Where its words are. Those of the cards that follow are at the same height or below. */
  readonly want: number
  readonly height: number
}

interface Room {
  /** The card that stands exactly at its words; the others make way for it. */
  readonly active: ThreadKey | null
  /** px between two cards */
  readonly gap: number
  /** Above this none stands, unless it makes way for the active one. */
  readonly top: number
}

/**
 * The top of each card, in the same order. Without an active card they are laid out from the top; with one, those below
 * it are pushed down and those above it up, in the end beyond the top of the margin.
 */
export function placeCards(cards: readonly Card[], { active, gap, top }: Room): number[] {
  const at = cards.findIndex(({ key }) => key === active)
  const tops: number[] = []
  let free = top
  cards.forEach(({ want, height }, k) => {
    const place = k === at ? want : Math.max(want, free)
    tops.push(place)
    free = place + height + gap
  })
  let limit = tops[at] ?? Infinity
  for (let k = at - 1; k >= 0; k -= 1) {
    const place = Math.min(tops[k] ?? 0, limit - gap - (cards[k]?.height ?? 0))
    tops[k] = place
    limit = place
  }
  return tops
}
