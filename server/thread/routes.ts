/** The endpoints of threads: each contract of shared/thread with the act behind it. */
import { may } from '#shared/people/rights.ts'
import * as contract from '#shared/thread/contract.ts'
import type { Caller, Route } from '../http/answer.ts'
import { answer, personOf } from '../http/answer.ts'
import type { Runtime } from '../runtime.ts'
import { createThreadLimits } from './limits.ts'
import { mend } from './mend.ts'
import { listMentions } from './mentions.ts'
import { listThreads, readThread } from './read.ts'
import { editComment, removeComment } from './revise.ts'
import type { Reader } from './rows/reader.ts'
import { listDelegates } from './rows/table.ts'
import { openThread, reply } from './say.ts'
import { see } from './see.ts'
import { setState } from './settle.ts'

/**
 * The longest comment with every character escaped is 60 KB, its 2,000 pieces with their formats 140 KB, the anchor of
 * the longest quote 26 KB; what has been seen of 2,000 threads 230 KB.
 */
const bodyLimit = 262_144

export function threadRoutes(runtime: Runtime): Route[] {
  const { db } = runtime.storage
  const limits = createThreadLimits(runtime.clock)
  return [
    answer(contract.listThreads, ({ params, caller }) => listThreads(db, params, readerOf(caller))),

    answer(contract.readThread, ({ params, caller }) => readThread(db, params, readerOf(caller))),

    answer(
      contract.openThread,
      ({ params, body, caller }) => openThread(runtime, limits, params.statementId, personOf(caller), body),
      { bodyLimit },
    ),

    answer(
      contract.replyToThread,
      ({ params, body, caller }) => reply(runtime, limits, params, personOf(caller), body),
      { bodyLimit },
    ),

    answer(
      contract.editComment,
      ({ params: { commentId, ...at }, body, caller }) =>
        editComment(runtime, limits, at, commentId, personOf(caller), body.text),
      { bodyLimit },
    ),

    answer(contract.deleteComment, ({ params: { commentId, ...at }, caller, standing }) =>
      removeComment(runtime, at, commentId, personOf(caller), may('decide', standing)),
    ),

    answer(contract.setThreadState, ({ params, body, caller }) =>
      setState(runtime, limits, params, personOf(caller), body.state),
    ),

    answer(contract.mendAnchor, ({ params, body, caller }) => mend(runtime, limits, params, personOf(caller), body), {
      bodyLimit,
    }),

    answer(
      contract.seeThreads,
      async ({ params, body, caller }) => {
        await see(runtime, params.statementId, personOf(caller), body)
        return {}
      },
      { bodyLimit },
    ),

    answer(contract.listDelegates, ({ params }) => listDelegates(db, params.statementId)),

    answer(contract.listMentions, ({ caller }) => listMentions(runtime, personOf(caller))),
  ]
}

const readerOf = (caller: Caller): Reader => (caller.kind === 'person' ? caller.person : null)
