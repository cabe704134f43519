/** Which threads the panel lists: what kinds there are, how many of each, and in which order they stand. Pure. */
import type { Present } from '#shared/people/people.ts'
import { plainComment } from '#shared/thread/thread.ts'
import { fold } from '../statement/find-matches.ts'
import type { ShownThread, ThreadKey } from './threads.ts'

/** `waiting`: the server does not have them yet. They are in no other kind, so that each counts what the server has. */
export const kinds = ['open', 'unseen', 'mentioned', 'mine', 'resolved', 'orphaned', 'waiting'] as const
export type Kind = (typeof kinds)[number]

export interface Filter {
  /** Null for all. */
  readonly kind: Kind | null
  /** The delegation that opened the thread; null for all. */
  readonly delegationId: Present['delegationId'] | null
  /** In what was said, in who said it, or in the words spoken about. */
  readonly sought: string
  /** Listed though they are of the kind no more: whoever reads the unseen ones does not lose them while reading. */
  readonly stays: ReadonlySet<ThreadKey>
}

export type Order = 'place' | 'time'

/** The place in the text of every thread that is found there, counted from the first. */
export type Ranks = ReadonlyMap<ThreadKey, number>

interface Seen {
  readonly you: Pick<Present, 'delegateId'>
  readonly ranks: Ranks
}

/**
 * Those that the filter lets through, by place in the text (found nowhere: last, as they were opened) or
 * the latest first.
 */
export function listThreads(all: readonly ShownThread[], filter: Filter, order: Order, seen: Seen): ShownThread[] {
  const sought = fold(filter.sought.trim(), false).folded
  const listed = all.filter(
    (thread) =>
      (filter.kind === null || isOf(filter.kind, thread, seen) || filter.stays.has(thread.key)) &&
      (filter.delegationId === null || openerOf(thread)?.delegationId === filter.delegationId) &&
      (sought === '' || wordsOf(thread).includes(sought)),
  )
  const rank = ({ key }: ShownThread): number => seen.ranks.get(key) ?? Infinity
  return order === 'time'
    ? listed.toSorted((a, b) => b.changedAt - a.changedAt)
    : listed.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}

export function isOf(kind: Kind, thread: ShownThread, { you, ranks }: Seen): boolean {
  if (thread.id === null) return kind === 'waiting'
  switch (kind) {
    case 'open':
    case 'resolved':
      return thread.state.state === kind
    case 'unseen':
      return thread.unseen > 0
    case 'mentioned':
      return thread.comments.some(({ mentionsYou }) => mentionsYou)
    case 'mine':
      return thread.comments.some(({ author }) => author.delegateId === you.delegateId)
    case 'orphaned':
      return !ranks.has(thread.key)
    case 'waiting':
      return false
  }
}

/** How many threads the server has for this person, and how many of each kind; those that wait apart. */
export interface Counts extends Readonly<Record<Kind, number>> {
  readonly all: number
}

export function countThreads(all: readonly ShownThread[], seen: Seen): Counts {
  const counts = { all: 0, open: 0, unseen: 0, mentioned: 0, mine: 0, resolved: 0, orphaned: 0, waiting: 0 }
  for (const thread of all) {
    if (thread.id !== null) counts.all += 1
    for (const kind of kinds) if (isOf(kind, thread, seen)) counts[kind] += 1
  }
  return counts
}

export interface DelegationCount {
  readonly opener: Present
  readonly open: number
}

/** The delegations that opened a thread, by name, with how many of theirs are open. */
export function countDelegations(all: readonly ShownThread[]): DelegationCount[] {
  const counts = new Map<Present['delegationId'], DelegationCount>()
  for (const thread of all) {
    const opener = openerOf(thread)
    if (thread.id === null || opener === null) continue
    const open = (counts.get(opener.delegationId)?.open ?? 0) + (thread.state.state === 'open' ? 1 : 0)
    counts.set(opener.delegationId, { opener, open })
  }
  return [...counts.values()].toSorted((a, b) => a.opener.delegation.localeCompare(b.opener.delegation))
}

const openerOf = ({ comments }: ShownThread): Present | null => comments[0]?.author ?? null

const folded = new WeakMap<ShownThread, string>()

/** Remembered with the thread: the next query, a letter longer, reads the same words. */
function wordsOf(thread: ShownThread): string {
  const known = folded.get(thread)
  if (known !== undefined) return known
  const said = thread.comments.map(
    ({ author, text }) => `${author.name}\n${author.delegation}\n${plainComment(text ?? [])}`,
  )
  const words = fold([thread.anchor.quote, ...said].join('\n'), false).folded
  folded.set(thread, words)
  return words
}
