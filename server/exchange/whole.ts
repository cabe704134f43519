/**
 * Places of a text that lie between characters. What two people do at once may put one into the middle of a character that
 * is two UTF-16 units long; a writer that cuts there writes two halves, which no format can hold.
 */
import type { Spot } from '#shared/room/spots.ts'
import type { BlockJson, DocumentJson } from '#shared/statement/schema.ts'

interface Range {
  readonly from: Spot
  readonly to: Spot
}

/** `around`: a character that a place is in belongs to the range; `behind`: to what comes behind the place. */
export function wholeIn({ content }: DocumentJson): {
  readonly around: (range: Range) => Range
  readonly behind: (range: Range) => Range
} {
  const texts = new Map<number, string>()
  const isWithin = ({ block, offset }: Spot): boolean => {
    const text = texts.get(block) ?? flatOf(content[block])
    texts.set(block, text)
    return halves.test(text.slice(Math.max(offset - 1, 0), offset + 1))
  }
  const moved = (spot: Spot, by: number): Spot => (isWithin(spot) ? { ...spot, offset: spot.offset + by } : spot)
  return {
    around: ({ from, to }) => ({ from: moved(from, -1), to: moved(to, 1) }),
    behind: ({ from, to }) => ({ from: moved(from, -1), to: moved(to, -1) }),
  }
}

const halves = /^[\ud800-\udbff][\udc00-\udfff]$/

/** A unit for each place. */
const flatOf = (block: BlockJson | undefined): string =>
  (block?.content ?? []).map((node) => ('text' in node ? node.text : '\ufffc')).join('')
