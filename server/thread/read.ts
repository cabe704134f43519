/** Threads as their reader may know them: those for all and those of the reader's delegation, and no trace of others. */
import { isImported } from '#shared/people/imported.ts'
import type { DelegateId, Present } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Comment, CommentText, Thread } from '#shared/thread/thread.ts'
import type { Storage } from '../storage/storage.ts'
import type { FoundComment } from './rows/comments.ts'
import { findComments } from './rows/comments.ts'
import type { Reader, Which } from './rows/reader.ts'
import type { FoundThread } from './rows/threads.ts'
import { findThreads } from './rows/threads.ts'
import { findVoices } from './rows/voices.ts'

type Db = Storage['db']

/** In the order in which they were opened. For null those that are for everybody. */
export async function listThreads(db: Db, which: Which, reader: Reader): Promise<Thread[]> {
  const threads = new Map((await findThreads(db, which, reader)).map((thread) => [thread.id, thread]))
  const comments = await findComments(db, which, reader)
  // By name and not by another look at the thread, which may have changed since.
  const resolvers = [...threads.values()].map(({ resolvedBy }) => resolvedBy).filter((id) => id !== null)
  const ids = new Set([...comments.map(({ author }) => author), ...resolvers])
  const voices = await findVoices(db, which.statementId, [...ids])
  // The comment that opened a thread is there as long as the thread: the order of the first is that of the threads.
  return [...Map.groupBy(comments, ({ threadId }) => threadId)].flatMap(([id, said]) => {
    const found = threads.get(id)
    return found === undefined ? [] : [toThread(which, found, said, voices, reader)]
  })
}

/** Throws Refusal `unknown-thread`, for a thread that the reader may not read as for one that is none. */
export async function readThread(db: Db, at: Required<Which>, reader: Reader): Promise<Thread> {
  const [thread] = await listThreads(db, at, reader)
  if (thread === undefined) throw new Refusal('unknown-thread')
  return thread
}

type Voices = ReadonlyMap<DelegateId, Present>

function toThread(
  { statementId }: Which,
  found: FoundThread,
  said: readonly FoundComment[],
  voices: Voices,
  reader: Reader,
): Thread {
  const { id, anchor, anchorVersion, audience, resolvedBy, resolvedAt, changedAt, seen } = found
  // What came with a file was said before anybody was here: it is part of what they find.
  const isNew = ({ number, author, text }: FoundComment): boolean =>
    number > seen && text !== null && author !== reader?.delegate.id && !isImported(voiceOf(voices, author))
  return {
    id,
    statementId,
    anchor,
    anchorVersion,
    audience: audience === null ? 'all' : 'delegation',
    state:
      resolvedBy === null || resolvedAt === null
        ? { state: 'open' }
        : { state: 'resolved', by: voiceOf(voices, resolvedBy), at: resolvedAt },
    comments: said.map((comment) => toComment(comment, voiceOf(voices, comment.author), reader)),
    unseen: said.filter(isNew).length,
    changedAt,
  }
}

export function toComment(found: FoundComment, author: Present, reader: Reader): Comment {
  const { id, text, createdAt, editedAt, key } = found
  return { id, author, text, createdAt, editedAt, key, mentionsYou: text !== null && mentions(text, reader) }
}

const mentions = (text: CommentText, reader: Reader): boolean =>
  reader !== null &&
  text.some(
    (part) =>
      part.type === 'mention' &&
      part.delegation === reader.delegation.id &&
      (part.delegate === undefined || part.delegate === reader.delegate.id),
  )

function voiceOf(voices: Voices, id: DelegateId): Present {
  const voice = voices.get(id)
  if (voice === undefined) throw new Error('A delegate who said something is not in the table of delegates.')
  return voice
}
