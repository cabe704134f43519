/** What is asked of the server about the threads of one statement. An answer that does not come is `unreachable`. */
import type { z } from 'zod'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import {
  deleteComment,
  editComment,
  listThreads,
  mendAnchor,
  openThread,
  readThread,
  replyToThread,
  seeThreads,
  setThreadState,
} from '#shared/thread/contract.ts'
import type { Anchor, CommentId, CommentText, Thread, ThreadId } from '#shared/thread/thread.ts'
import { call } from '../call.ts'

/** All throw Refusal. */
export interface ThreadServer {
  readonly list: () => Promise<readonly Thread[]>
  readonly read: (id: ThreadId) => Promise<Thread>
  readonly open: (said: z.input<typeof openThread.body>) => Promise<Thread>
  readonly reply: (id: ThreadId, said: z.input<typeof replyToThread.body>) => Promise<Thread>
  readonly edit: (id: ThreadId, comment: CommentId, text: CommentText) => Promise<Thread>
  /** Null when the thread has gone with it. */
  readonly remove: (id: ThreadId, comment: CommentId) => Promise<Thread | null>
  readonly setState: (id: ThreadId, state: 'open' | 'resolved') => Promise<Thread>
  readonly mend: (id: ThreadId, version: number, anchor: Anchor) => Promise<Thread>
  readonly see: (seen: ReadonlyMap<ThreadId, CommentId>) => Promise<unknown>
}

export function threadServer(statementId: StatementId): ThreadServer {
  const at = (threadId: ThreadId) => ({ statementId, threadId })
  return {
    list: () => inTime(call(listThreads, { params: { statementId } })),
    read: (id) => inTime(call(readThread, { params: at(id) })),
    open: (body) => inTime(call(openThread, { params: { statementId }, body })),
    reply: (id, body) => inTime(call(replyToThread, { params: at(id), body })),
    edit: (id, commentId, text) => inTime(call(editComment, { params: { ...at(id), commentId }, body: { text } })),
    remove: (id, commentId) => inTime(call(deleteComment, { params: { ...at(id), commentId } })),
    setState: (id, state) => inTime(call(setThreadState, { params: at(id), body: { state } })),
    mend: (id, version, anchor) => inTime(call(mendAnchor, { params: at(id), body: { version, anchor } })),
    see: (seen) =>
      inTime(
        call(seeThreads, {
          params: { statementId },
          body: { seen: [...seen].map(([threadId, commentId]) => ({ threadId, commentId })) },
        }),
      ),
  }
}

/** ms; a connection can die without a word, and what waits behind the question waits with it. */
const patience = 20_000

function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('unreachable')), patience)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
