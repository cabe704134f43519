/** Places in a flat text as they are kept and sent: plain JSON, checked at every door. `anchor.ts` makes and finds them. */
import { z } from 'zod'

/** A character, an atom or a marker of a text: the unit that a client wrote at this count of its own. */
export const itemId = z.object({ client: z.int().min(0), clock: z.int().min(0) })
export type ItemId = z.infer<typeof itemId>

/**
 * A place beside one character, atom or marker (`item`), or at an end of the root text `tname`. `assoc` below 0 holds
 * to what stands before the place, else to what stands after it.
 */
export const place = z.object({ tname: z.string().max(64), item: itemId.optional(), assoc: z.int() })
export type Place = z.infer<typeof place>

/**
 * A range as two pairs of places. The inner pair holds to the first and the last character, so that it is exact at
 * both edges; the outer pair holds to the neighbours, so that it lives on when the words are deleted and brought back.
 */
export const range = z.object({ inner: z.tuple([place, place]), outer: z.tuple([place, place]) })
export type Range = z.infer<typeof range>
