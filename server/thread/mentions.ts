/** Who is mentioned in a comment: who can be, how the server names them, and whom a comment has called. */
import type { z } from 'zod'
import type { Person } from '#shared/people/contract.ts'
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { listMentions as listMentionsOf } from '#shared/thread/contract.ts'
import type { CommentText, Piece } from '#shared/thread/thread.ts'
import { commentText } from '#shared/thread/thread.ts'
import { standingApart } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { MentionRow } from '../storage/tables.ts'
import { toComment } from './read.ts'
import { listMentions as listFound } from './rows/mentions.ts'
import { listDelegates, listDelegations } from './rows/table.ts'

type Db = Storage['db']
type Mention = Extract<Piece, { type: 'mention' }>

/** How many of the newest mentions are listed. */
const listed = 50
/** Characters of the thread's words that stand beside a mention. */
const longestQuote = 200

/** The last that the person may read, newest first. */
export async function listMentions(
  { storage }: Pick<Runtime, 'storage'>,
  person: Person,
): Promise<z.input<typeof listMentionsOf.answer>> {
  const statements = may('read', standingApart(person)) ? 'all' : person
  const found = await listFound(storage.db, person, statements, listed)
  return found.map(({ statementId, title, quote, comment, author, seen }) => ({
    statementId,
    title,
    threadId: comment.threadId,
    comment: toComment(comment, author, person),
    quote: quote.slice(0, longestQuote),
    seen,
  }))
}

/** Where a comment stands, and which mentions it has already. */
interface Place {
  readonly statementId: StatementId
  readonly audience: DelegationId | null
  readonly before: CommentText | null
}

/**
 * The text with every mention named as the server knows it. Those that it had before stay, also of somebody who has left
 * since: an edit need not take them out. Throws Refusal `mention-outside` for who takes no part or may not read the
 * thread, and `invalid` when it is too long with the true names.
 */
export async function nameMentions(db: Db, text: CommentText, place: Place): Promise<CommentText> {
  if (!text.some(isMention)) return text
  const { statementId, audience, before } = place
  const delegations = await listDelegations(db, statementId)
  const delegates = await listDelegates(db, statementId)
  const kept = (before ?? []).filter(isMention)

  const nameOf = (mention: Mention): string => {
    const { delegation, delegate } = mention
    const isReader = audience === null || audience === delegation
    const present =
      delegate === undefined
        ? delegations.find(({ id }) => id === delegation)
        : delegates.find(({ id, delegationId }) => id === delegate && delegationId === delegation)
    const named = (isReader ? present : undefined) ?? kept.find((one) => isSame(one, mention))
    if (named === undefined) throw new Refusal('mention-outside')
    return named.name
  }
  const named = commentText.safeParse(text.map((part) => (isMention(part) ? { ...part, name: nameOf(part) } : part)))
  if (!named.success) throw new Refusal('invalid', 'text')
  return named.data
}

/** One row for each who is mentioned, however often. */
export function mentionsIn(text: CommentText, comment: number): MentionRow[] {
  const once = new Map(text.filter(isMention).map((mention) => [`${mention.delegation} ${mention.delegate}`, mention]))
  return [...once.values()].map(({ delegation, delegate }) => ({
    comment,
    delegation_id: delegation,
    delegate_id: delegate ?? null,
  }))
}

const isMention = (part: Piece): part is Mention => part.type === 'mention'

const isSame = (one: Mention, other: Mention): boolean =>
  one.delegation === other.delegation && one.delegate === other.delegate
