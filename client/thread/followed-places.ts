/**
 * Places that follow the text without being looked for again: as they were found, with what was done to the text since.
 * A key costs one entry in a list, however many threads there are; whoever asks pays for the rest, once.
 */
import type { Mappable, StepMap } from '@tiptap/pm/transform'
import type { ThreadKey } from './threads.ts'

/** Where something was found, in positions of the document. */
export type FollowedPlace =
  | { readonly found: 'words' | 'paragraph'; readonly from: number; readonly to: number; readonly touched: boolean }
  | { readonly found: 'nowhere' }

export interface FollowedPlaces {
  readonly base: ReadonlyMap<ThreadKey, FollowedPlace>
  /** What was done to the document in which `base` was found. */
  readonly since: readonly StepMap[]
}

export const noPlaces: FollowedPlaces = { base: new Map(), since: [] }

const asked = new WeakMap<FollowedPlaces, ReadonlyMap<ThreadKey, FollowedPlace>>()

/** All places in the document as it is now; `touched` where something was done in or beside them since they were found. */
export function placesNow(places: FollowedPlaces): ReadonlyMap<ThreadKey, FollowedPlace> {
  if (places.since.length === 0) return places.base
  const known = asked.get(places)
  if (known) return known
  const now = new Map([...places.base].map(([key, place]) => [key, places.since.reduce(follow, place)]))
  asked.set(places, now)
  return now
}

/** The same after more was done to the document. */
export function placesAfter(places: FollowedPlaces, maps: readonly StepMap[]): FollowedPlaces {
  const now = asked.get(places)
  return now ? { base: now, since: maps } : { base: places.base, since: [...places.since, ...maps] }
}

/** The same with some found anew in the document as it is now; null for what is gone. */
export function placesWith(
  places: FollowedPlaces,
  found: ReadonlyMap<ThreadKey, FollowedPlace | null>,
): FollowedPlaces {
  const base = new Map(placesNow(places))
  for (const [key, place] of found) {
    if (place === null) base.delete(key)
    else base.set(key, place)
  }
  return { base, since: [] }
}

/** Words are exact at both edges; a paragraph takes in what is written at its edges. */
function follow(place: FollowedPlace, map: StepMap): FollowedPlace {
  if (place.found === 'nowhere') return place
  const inwards = place.found === 'words' ? 1 : -1
  const from = mapped(map, place.from, inwards)
  const to = Math.max(from, mapped(map, place.to, -inwards))
  const touched = place.touched || touches(map, place.from, place.to)
  return from === place.from && to === place.to && touched === place.touched ? place : { ...place, from, to, touched }
}

const mapped = (map: Mappable, pos: number, side: number): number => map.map(pos, side)

function touches(map: StepMap, from: number, to: number): boolean {
  let touched = false
  map.forEach((start, end) => {
    touched ||= start <= to && end >= from
  })
  return touched
}
