/** Threads that come with a statement out of a file: by voices who are not here, at their words, with their own times. */
import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Delegate, DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import type { Anchor, CommentText } from '#shared/thread/thread.ts'
import { commentId, longestQuote, threadId } from '#shared/thread/thread.ts'
import { settleVoices, voicesOf } from '../people/imported.ts'
import { mintId } from '../people/secrets.ts'
import type { Storage } from '../storage/storage.ts'
import { insertPackedThreads, packThreads, type PackedThreads } from './rows/packed.ts'

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

/** Threads whose rows are made. */
export interface Landed {
  readonly voices: readonly Delegate[]
  readonly threads: readonly PackedThreads[]
}

/** Threads whose rows are made at once: some 5 ms. */
const atOnce = 100

/** Makes their rows, with pauses for those who type: 2,000 threads with 6,000 comments take 0.1 s of a core. */
export async function prepareLanding(
  statementId: StatementId,
  threads: readonly Landing[],
  now: number,
): Promise<Landed> {
  const voices = voicesOf(new Set(threads.flatMap(namesIn)))
  const packed: PackedThreads[] = []
  for (let from = 0; from < threads.length; from += atOnce) {
    packed.push(rowsOf(statementId, threads.slice(from, from + atOnce), voices, now))
    await setImmediate()
  }
  return { voices: [...voices.values()], threads: packed }
}

/** In the transaction in which the statement is founded, so that nobody ever sees one without the other. */
export async function land(db: Storage['db'], { voices, threads }: Landed, now: number): Promise<void> {
  if (threads.length === 0) return
  await settleVoices(db, voices, now)
  for (const some of threads) await insertPackedThreads(db, some)
}

const namesIn = ({ comments, resolved }: Landing): string[] => [
  ...comments.map(({ author }) => author),
  ...(resolved === null ? [] : [resolved.by]),
]

function rowsOf(
  statementId: StatementId,
  threads: readonly Landing[],
  voices: ReadonlyMap<string, Delegate>,
  now: number,
): PackedThreads {
  const voiceOf = (name: string): DelegateId => {
    const voice = voices.get(name)
    if (voice === undefined) throw new Error('There is a voice for each name.')
    return voice.id
  }
  const rows = threads.map((thread) => ({ id: threadId.parse(mintId()), thread }))
  return packThreads(
    rows.map(({ id, thread: { audience, resolved, comments } }) => ({
      id,
      statement_id: statementId,
      audience,
      anchor_version: 1,
      resolved_by: resolved && voiceOf(resolved.by),
      resolved_at: resolved && past(resolved.at, now),
      changed_at: Math.max(...[...comments, ...(resolved ? [resolved] : [])].map(({ at }) => past(at, now))),
    })),
    rows.map(({ id, thread }) => ({
      thread_id: id,
      version: 1,
      anchor: JSON.stringify(anchorOf(thread)),
      author: voiceOf(thread.comments[0]?.author ?? ''),
      at: now,
    })),
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
