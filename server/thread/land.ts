/** Threads that come with a statement out of a file: by voices who are not here, at their words, with their own times. */
import { randomUUID } from 'node:crypto'
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import type { Anchor, CommentText } from '#shared/thread/thread.ts'
import { commentId, longestQuote, threadId } from '#shared/thread/thread.ts'
import { settleVoices } from '../people/imported.ts'
import { mintId } from '../people/secrets.ts'
import type { Storage } from '../storage/storage.ts'
import { insertAnchors } from './rows/anchors.ts'
import { insertComments } from './rows/comments.ts'
import { insertThreads } from './rows/threads.ts'

/** A thread on its way in; all of its times are epoch ms. */
export interface Landing {
  /** Null where its words are nowhere in the text: it keeps `quote` and is orphaned. */
  readonly anchor: Anchor | null
  readonly quote: string
  /** As the words at the anchor read when the thread was opened, where they read otherwise. */
  readonly openedAt?: string
  /** The one delegation that may read it; null: everybody who may read the statement. */
  readonly audience: DelegationId | null
  readonly resolved: { readonly by: string; readonly at: number } | null
  readonly comments: readonly { readonly author: string; readonly at: number; readonly text: CommentText }[]
}

/** In the transaction in which the statement is founded, so that nobody ever sees one without the other. */
export async function land(
  db: Storage['db'],
  statementId: StatementId,
  threads: readonly Landing[],
  now: number,
): Promise<void> {
  if (threads.length === 0) return
  const names = threads.flatMap(({ comments, resolved }) => [
    ...comments.map(({ author }) => author),
    ...(resolved === null ? [] : [resolved.by]),
  ])
  const voices = await settleVoices(db, [...new Set(names)], now)
  const voiceOf = (name: string): DelegateId => {
    const voice = voices.get(name)
    if (voice === undefined) throw new Error('A voice was settled for each name.')
    return voice
  }
  const rows = threads.map((thread) => ({ id: threadId.parse(mintId()), thread }))
  await insertThreads(
    db,
    rows.map(({ id, thread: { audience, resolved, comments } }) => ({
      id,
      statement_id: statementId,
      audience,
      anchor_version: 1,
      resolved_by: resolved && voiceOf(resolved.by),
      resolved_at: resolved && past(resolved.at, now),
      changed_at: Math.max(...[...comments, ...(resolved ? [resolved] : [])].map(({ at }) => past(at, now))),
    })),
  )
  await insertAnchors(
    db,
    rows.map(({ id, thread }) => ({
      thread_id: id,
      version: 1,
      anchor: JSON.stringify(anchorOf(thread)),
      author: voiceOf(thread.comments[0]?.author ?? ''),
      at: now,
    })),
  )
  await insertComments(
    db,
    rows.flatMap(({ id, thread }) =>
      thread.comments.map(({ author, at, text }) => ({
        id: commentId.parse(mintId()),
        thread_id: id,
        author: voiceOf(author),
        key: randomUUID(),
        text: JSON.stringify(text),
        created_at: past(at, now),
        edited_at: null,
      })),
    ),
  )
}

/** A clock of elsewhere may say anything; nothing here was said before 1970 or has not been said yet. */
const past = (at: number, now: number): number => Math.trunc(Math.min(Math.max(at, 0), now)) || 0

function anchorOf({ anchor, quote, openedAt }: Landing): Anchor {
  if (anchor === null) return nowhere(quote)
  if (openedAt === undefined || openedAt === anchor.quote) return anchor
  return { ...anchor, quote: openedAt.slice(0, longestQuote), words: anchor.quote }
}

/** In a block that no text has; all of it stood elsewhere, so that what is spelled like it is never taken for it. */
function nowhere(words: string): Anchor {
  const quote = words.slice(0, longestQuote)
  const twins = { whole: quote.length, pieces: quote.length }
  return { paragraphId: 'nowhere', whole: false, range: null, quote, prefix: '', suffix: '', twins }
}
