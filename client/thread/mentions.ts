/** Who can be mentioned, and whom the letters behind an "@" mean. Pure. */
import type { DelegateId, DelegationId, Present } from '#shared/people/people.ts'

/** A delegation, or one of its delegates. */
export interface Mentionable {
  readonly delegation: Pick<Present, 'delegationId' | 'delegation' | 'code' | 'hue' | 'outlined'>
  /** Null for the delegation as a whole. */
  readonly delegate: { readonly id: DelegateId; readonly name: string } | null
}

export const nameOf = ({ delegation, delegate }: Mentionable): string => delegate?.name ?? delegation.delegation

/** Only those who can read what is written: all of them, or one delegation. */
export const within = (mentionables: readonly Mentionable[], only: DelegationId | null): readonly Mentionable[] =>
  only === null ? mentionables : mentionables.filter(({ delegation }) => delegation.delegationId === only)

/** Enough to choose from without a scroll. */
const mostOffered = 7

/** By code, then by the beginning of a name, then of a word in it, then anywhere; delegations before delegates. */
export function offer(mentionables: readonly Mentionable[], typed: string): readonly Mentionable[] {
  const wanted = plain(typed)
  return mentionables
    .map((one) => ({ one, rank: rankOf(one, wanted) }))
    .filter(({ rank }) => rank < 4)
    .toSorted((a, b) => a.rank - b.rank || Number(a.one.delegate !== null) - Number(b.one.delegate !== null))
    .slice(0, mostOffered)
    .map(({ one }) => one)
}

function rankOf(one: Mentionable, wanted: string): number {
  const { delegation } = one
  const name = plain(nameOf(one))
  if (plain(delegation.code) === wanted) return 0
  if (name.startsWith(wanted)) return 1
  if (name.split(' ').some((word) => word.startsWith(wanted))) return 2
  // The people of a delegation are found by its name and code as well.
  const also = [plain(delegation.code), plain(delegation.delegation), name]
  return also.some((text) => text.includes(wanted)) ? 3 : 4
}

/** Nobody types the accents of others. */
const plain = (text: string): string => text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The letters behind an "@" that ends a text: "Sol" of "as @Sol"; null where nobody is being mentioned. */
export function readMention(before: string): string | null {
  const [, typed] =
    /(?:^|[\s([{\uFFFC"“‘«])@([\p{L}\p{M}\p{Nd}.'’-]*(?: [\p{L}\p{M}\p{Nd}.'’-]+){0,3})$/u.exec(before) ?? []
  return typed !== undefined && typed.length <= 40 ? typed : null
}
