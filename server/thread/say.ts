/** Saying something: a thread is opened, or answered. Under one key once, however often it is sent. */
import type { z } from 'zod'
import type { Person } from '#shared/people/contract.ts'
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { openThread as openThreadContract, replyToThread } from '#shared/thread/contract.ts'
import type { CommentText, Thread, ThreadId } from '#shared/thread/thread.ts'
import { commentId, mostThreads, threadId as threadIdOf } from '#shared/thread/thread.ts'
import { mintId } from '../people/secrets.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import { changeThread, tell } from './change.ts'
import type { ThreadLimits } from './limits.ts'
import { mentionsIn, nameMentions } from './mentions.ts'
import { readThread } from './read.ts'
import { insertAnchor } from './rows/anchors.ts'
import { insertComment } from './rows/comments.ts'
import { findSaid, isSpent } from './rows/keys.ts'
import { insertMentions } from './rows/mentions.ts'
import type { Which } from './rows/reader.ts'
import { countThreads, insertThread, updateThread } from './rows/threads.ts'

type Db = Storage['db']

/**
 * Throws Refusal `too-many-threads`, `too-many-comments` or `mention-outside`; `invalid` for a key under which something
 * else was said, `unknown-comment` for one whose comment was deleted.
 */
export async function openThread(
  { storage, rooms, clock }: Pick<Runtime, 'storage' | 'rooms' | 'clock'>,
  limits: ThreadLimits,
  statementId: StatementId,
  person: Person,
  { key, anchor, audience, text }: z.output<typeof openThreadContract.body>,
): Promise<Thread> {
  const own = audience === 'delegation' ? person.delegation.id : null
  const { thread, isNew } = await storage.transaction(async (db) => {
    const said = await findEarlier(db, person, key)
    if (said !== null) {
      if (!said.opened || said.statementId !== statementId) throw new Refusal('invalid', 'key')
      return { thread: await readThread(db, said, person), isNew: false }
    }
    limits.comment(person.delegate.id)
    // No number goes with it: whoever is refused could count the threads of others.
    if ((await countThreads(db, statementId)) >= mostThreads) throw new Refusal('too-many-threads')
    const id = threadIdOf.parse(mintId())
    const at = clock.now()
    await insertThread(db, {
      id,
      statement_id: statementId,
      audience: own,
      anchor_version: 1,
      resolved_by: null,
      resolved_at: null,
      changed_at: at,
    })
    await insertAnchor(db, id, { version: 1, anchor, author: person.delegate.id, at })
    await say(db, person, { statementId, threadId: id, audience: own, key, text, at })
    return { thread: await readThread(db, { statementId, threadId: id }, person), isNew: true }
  })
  if (isNew) tell({ rooms }, statementId, { id: thread.id, audience: own })
  return thread
}

/** Throws Refusal `unknown-thread`, or as `openThread` does. */
export function reply(
  runtime: Pick<Runtime, 'storage' | 'rooms' | 'clock'>,
  limits: ThreadLimits,
  at: Required<Which>,
  person: Person,
  { key, text }: z.output<typeof replyToThread.body>,
): Promise<Thread> {
  return changeThread(runtime, at, person, async (db, { audience }) => {
    const said = await findEarlier(db, person, key)
    if (said !== null && (said.opened || said.threadId !== at.threadId)) throw new Refusal('invalid', 'key')
    if (said === null) {
      limits.comment(person.delegate.id)
      const now = runtime.clock.now()
      await say(db, person, { ...at, audience, key, text, at: now })
      await updateThread(db, at.threadId, { changed_at: now })
    }
    return { changed: said === null, result: await readThread(db, at, person) }
  })
}

async function findEarlier(db: Db, { delegate }: Person, key: string): ReturnType<typeof findSaid> {
  if (await isSpent(db, delegate.id, key)) throw new Refusal('unknown-comment')
  return findSaid(db, delegate.id, key)
}

interface Saying {
  readonly statementId: StatementId
  readonly threadId: ThreadId
  readonly audience: DelegationId | null
  readonly key: string
  readonly text: CommentText
  readonly at: number
}

async function say(db: Db, { delegate }: Person, saying: Saying): Promise<void> {
  const { statementId, threadId, audience, key, text, at } = saying
  const named = await nameMentions(db, text, { statementId, audience, before: null })
  const number = await insertComment(db, {
    id: commentId.parse(mintId()),
    thread_id: threadId,
    author: delegate.id,
    key,
    text: named,
    created_at: at,
    edited_at: null,
  })
  await insertMentions(db, mentionsIn(named, number))
}
