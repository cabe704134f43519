/**
 * The endpoints of threads. A thread of another delegation's own is answered like one that does not exist: Refusal
 * `unknown-thread`, and in no list, count or notice.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { delegate, statementId } from '../people/people.ts'
import { anchor, audience, comment, commentId, commentText, thread, threadId } from './thread.ts'

const nothing = z.undefined()
const atStatement = z.object({ statementId })
const atThread = z.object({ statementId, threadId })
const atComment = z.object({ statementId, threadId, commentId })

/**
 * Minted by the client for each thing it says: what was sent twice under one key is said once, and both times answered
 * the same. Refuses `invalid` where the key said something in another place, `unknown-comment` where that was deleted.
 */
const key = z.uuid()

/** All that the caller may read, in the order in which they were opened; resolved ones too. */
export const listThreads = endpoint({
  method: 'GET',
  path: '/statements/:statementId/threads',
  right: 'read',
  params: atStatement,
  body: nothing,
  answer: z.array(thread),
})

export const readThread = endpoint({
  method: 'GET',
  path: '/statements/:statementId/threads/:threadId',
  right: 'read',
  params: atThread,
  body: nothing,
  answer: thread,
})

/** Refuses `too-many-threads`, `too-many-comments` (rate), `mention-outside`. */
export const openThread = endpoint({
  method: 'POST',
  path: '/statements/:statementId/threads',
  right: 'comment',
  params: atStatement,
  body: z.object({ key, anchor, audience, text: commentText }),
  answer: thread,
})

/** A reply; a resolved thread takes it and stays resolved. Refuses `too-many-comments`, `mention-outside`. */
export const replyToThread = endpoint({
  method: 'POST',
  path: '/statements/:statementId/threads/:threadId/comments',
  right: 'comment',
  params: atThread,
  body: z.object({ key, text: commentText }),
  answer: thread,
})

/**
 * Its author only: `not-its-author`. A deleted comment takes no edit: `unknown-comment`. Refuses `too-many-comments`,
 * `mention-outside`; a mention that stood there before stays, also of somebody who has left since.
 */
export const editComment = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/threads/:threadId/comments/:commentId',
  right: 'comment',
  params: atComment,
  body: z.object({ text: commentText }),
  answer: thread,
})

/**
 * Its author only, or the pen where it was imported. Where something was said after it, "deleted by its author" is left;
 * a thread of which nothing but deleted comments would be left goes as a whole, and the answer is null.
 */
export const deleteComment = endpoint({
  method: 'DELETE',
  path: '/statements/:statementId/threads/:threadId/comments/:commentId',
  right: 'comment',
  params: atComment,
  body: nothing,
  answer: thread.nullable(),
})

/** Resolves or reopens; who and when is kept. The same state again changes nothing. Refuses `too-many-comments`. */
export const setThreadState = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/threads/:threadId/state',
  right: 'comment',
  params: atThread,
  body: z.object({ state: z.enum(['open', 'resolved']) }),
  answer: thread,
})

/**
 * Where a thread was found anew, or where somebody put it by hand. `version` is the anchor that is mended: one that was
 * mended meanwhile stays, and is answered. The history of anchors is kept. Refuses `too-many-tries`.
 */
export const mendAnchor = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/threads/:threadId/anchor',
  right: 'comment',
  params: atThread,
  body: z.object({ version: z.int(), anchor }),
  answer: thread,
})

/** The caller has seen all comments up to this one; unseen ones stay so otherwise. Never makes one unseen again. */
export const seeThreads = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/seen',
  right: 'read',
  params: atStatement,
  body: z.object({ seen: z.array(z.object({ threadId, commentId })).max(2_000) }),
  answer: z.object({}),
})

/** Who can be mentioned: everybody who has joined, and the accounts of the delegations that take part. */
export const listDelegates = endpoint({
  method: 'GET',
  path: '/statements/:statementId/delegates',
  right: 'read',
  params: atStatement,
  body: nothing,
  answer: z.array(delegate),
})

/** A comment that mentions the caller or their delegation, for Home. */
export const mention = z.object({
  statementId,
  title: z.string(),
  threadId,
  comment: comment.omit({ key: true }),
  /** The thread's words, cut to 200 characters. */
  quote: z.string(),
  seen: z.boolean(),
})
export type Mention = z.infer<typeof mention>

/** The last 50 by others that the caller may read, newest first; none of archived statements or deleted comments. */
export const listMentions = endpoint({
  method: 'GET',
  path: '/mentions',
  right: 'anybody',
  params: z.object({}),
  body: nothing,
  answer: z.array(mention),
})
