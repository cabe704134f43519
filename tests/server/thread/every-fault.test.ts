/** What comes of each thing that can be wrong with a request about threads, at every endpoint, for everybody there is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '#shared/endpoint.ts'
import * as contract from '#shared/thread/contract.ts'
import { type Caller, callers, type Desk, setDesk } from '../http/desk.ts'
import { anchorAt, opening, replying, said } from './words.ts'

let desk: Desk
/** Of the live statement, and for the drafter's delegation alone. */
let hidden: { threadId: string; commentId: string }
beforeAll(async () => {
  desk = await setDesk()
  const drafter = await desk.as('a drafter')
  const body = opening('Among ourselves', 'delegation')
  const { id, comments } = await drafter.must(contract.openThread, { params: { statementId: desk.live }, body })
  hidden = { threadId: id, commentId: comments[0]?.id ?? '' }
})
afterAll(() => desk.end())

type ThreadEndpoint = Endpoint<never, never, never>

interface Act {
  readonly endpoint: ThreadEndpoint
  readonly body?: () => unknown
}

const act = (endpoint: unknown, body?: () => unknown): Act => ({
  endpoint: endpoint as ThreadEndpoint,
  ...(body === undefined ? {} : { body }),
})

/** All that is done to one thread. */
const acts = {
  readThread: act(contract.readThread),
  replyToThread: act(contract.replyToThread, () => replying('An answer')),
  editComment: act(contract.editComment, () => ({ text: said('Reworded') })),
  deleteComment: act(contract.deleteComment),
  setThreadState: act(contract.setThreadState, () => ({ state: 'resolved' })),
  mendAnchor: act(contract.mendAnchor, () => ({ version: 1, anchor: anchorAt('elsewhere') })),
}
const withBody = {
  ...acts,
  openThread: act(contract.openThread, () => opening('A question')),
  seeThreads: act(contract.seeThreads, () => ({ seen: [] })),
}

const strangers: Partial<Record<Caller, string>> = {
  nobody: '401 not-signed-in',
  'whose session has ended': '401 not-signed-in',
  'an account of another delegation': '403 not-allowed',
  'a delegate of another statement': '403 not-allowed',
  'whose link was withdrawn': '403 link-withdrawn',
  'who was removed': '403 removed',
}
const silent = ['an observer', 'the administrator', 'the operator']

/** The right comes first: whoever lacks it is told that, whatever else is wrong. */
const refusedFirst = (caller: Caller, { right }: ThreadEndpoint): string | null =>
  strangers[caller] ?? (right === 'comment' && silent.includes(caller) ? '403 not-allowed' : null)

async function send(caller: Caller, { endpoint, body }: Act, params: Record<string, string>): Promise<string> {
  const visitor = await desk.as(caller)
  const answer = await visitor.call(endpoint, { params, ...(body === undefined ? {} : { body: body() as never }) })
  return answer.status === 200 ? '200' : `${answer.status} ${answer.body.code}`
}

describe.each(Object.entries(acts))('%s', (_, one) => {
  /** Where the thread is looked for, and by whom it would be found. */
  const wrong: Record<string, () => { params: Record<string, string>; finds?: Caller }> = {
    'of no thread': () => ({ params: { statementId: desk.live, threadId: 'none', commentId: 'none' } }),
    'of a thread of another statement': () => ({ params: { statementId: desk.live, ...desk.threads.archived } }),
    'of a thread of another delegation': () => ({
      params: { statementId: desk.live, ...hidden },
      finds: 'a drafter',
    }),
  }
  test.each(Object.entries(wrong))('%s', async (_name, place) => {
    const { params, finds } = place()
    for (const caller of callers.filter((other) => other !== finds)) {
      const expected = refusedFirst(caller, one.endpoint) ?? '404 unknown-thread'
      expect(await send(caller, one, params), caller).toBe(expected)
    }
  })
})

test.each([
  ['editComment', acts.editComment],
  ['deleteComment', acts.deleteComment],
])('%s of a comment of another thread', async (_, one) => {
  const params = { statementId: desk.live, threadId: desk.threads.live.threadId, commentId: hidden.commentId }
  for (const caller of callers) {
    expect(await send(caller, one, params), caller).toBe(refusedFirst(caller, one.endpoint) ?? '404 unknown-comment')
  }
})

test.each(Object.entries(withBody).filter(([, { body }]) => body !== undefined))(
  '%s that is too large, or no JSON, is not read for anybody',
  async (_, { endpoint }) => {
    const path = `/api${endpoint.path}`
      .replace(':statementId', desk.live)
      .replace(':threadId', desk.threads.live.threadId)
      .replace(':commentId', desk.threads.live.commentId)
    for (const caller of callers) {
      const visitor = await desk.as(caller)
      for (const [body, expected] of [
        [JSON.stringify({ key: 'x'.repeat(300_000) }), { status: 413, code: 'frame-too-large' }],
        ['{"key":', { status: 400, code: 'malformed' }],
      ] as const) {
        const response = await visitor.send(endpoint.method, path, { body })
        const { code } = (await response.json()) as { code: string }
        expect({ status: response.status, code }, caller).toEqual(expected)
      }
    }
  },
)

/** What comes of the same request once more: nothing that was not so already. */
const twice: Record<keyof typeof withBody, string> = {
  readThread: '200',
  openThread: '200',
  replyToThread: '200',
  editComment: '200',
  setThreadState: '200',
  mendAnchor: '200',
  seeThreads: '200',
  deleteComment: '404 unknown-thread',
}

test.each(Object.entries(withBody))('%s sent twice', async (name, { endpoint, body }) => {
  const drafter = await desk.as('a drafter')
  const params = { statementId: desk.live, ...desk.threads.live }
  const sent = { params, ...(body === undefined ? {} : { body: body() as never }) }
  const first = await drafter.call(endpoint, sent)
  const before = await drafter.must(contract.listThreads, { params })
  const second = await drafter.call(endpoint, sent)
  expect(first.status).toBe(200)
  expect(second.status === 200 ? '200' : `${second.status} ${second.body.code}`).toBe(twice[name as keyof typeof twice])
  if (second.status === 200) expect(second.body).toEqual(first.body)
  expect(await drafter.must(contract.listThreads, { params })).toEqual(before)
  await desk.restore()
})
