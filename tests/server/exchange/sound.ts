/** What every draft must be, wherever it came from: a text that a room admits, with threads at places that are there, and that can be exported. */
import { expect } from 'vitest'
import * as Y from 'yjs'
import { choices } from '#shared/exchange/formats.ts'
import type { DelegateId } from '#shared/people/people.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import { archive } from '../../../server/exchange/archive.ts'
import type { Draft } from '../../../server/exchange/draft.ts'
import { fitThreads } from '../../../server/exchange/fit-threads.ts'
import type { Paper } from '../../../server/exchange/paper.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { writeHtml } from '../../../server/exchange/write-html.ts'
import { writeMarkdown } from '../../../server/exchange/write-markdown.ts'
import { writeText } from '../../../server/exchange/write-text.ts'
import { Admission } from '../../../server/room/admission.ts'
import { seed } from '../../../server/room/seed.ts'

/** `from` says of what, where it is not. */
export function expectSound(draft: Draft, from: string): void {
  const fitted = fitThreads(draft)
  const paper = paperOf(fitted)
  const { document, letterhead, language } = paper
  const at = { from: { block: 0, offset: 0 }, to: { block: 0, offset: 0 } }
  const threads = fitted.threads.map((thread) => ({
    audience: 'all',
    at: thread.at ?? at,
    whole: thread.whole,
    quote: thread.quote.slice(0, 100).toWellFormed(),
    resolved: thread.resolved && { by: voice(thread.resolved.by), at: thread.resolved.at },
    comments: thread.comments.map((comment) => ({ by: voice(comment.author), at: comment.at, text: comment.text })),
  }))
  const head = { format: 'penholder-archive', version: 1, at: 0, penholder: '', pace: null, log: null }
  const parsed = archive.safeParse({ ...head, language, letterhead, document, threads })
  expect(parsed.error?.issues.slice(0, 3), from).toBeUndefined()
  for (const thread of fitted.threads) if (thread.at !== null) expectPlace(document, thread.at, from)

  const writer = { delegateId: 'somebody' as DelegateId, barred: null, room: Number.MAX_SAFE_INTEGER }
  const verdict = new Admission(new Y.Doc(), new Map()).examine(seed(paper), writer)
  expect(verdict, from).toMatchObject({ verdict: 'new' })

  for (const write of [writeDocx, writeHtml, writeMarkdown, writeText]) {
    expect(write(paper).length, `${from}: ${write.name}`).toBeGreaterThan(0)
  }
}

const voice = (name: string) => ({ name, delegation: null })

/** As it would be exported, with all that was said. */
export function paperOf({ document, letterhead, language, threads }: Draft): Paper {
  return {
    document,
    letterhead: { ...emptyLetterhead, ...letterhead },
    language,
    penholder: 'Canada',
    at: 0,
    remarks: threads.map((thread) => ({
      at: thread.at,
      quote: thread.quote,
      resolved: thread.resolved !== null,
      comments: thread.comments.map(({ author, at, text }) => ({ author, delegation: '', code: '', at, text })),
    })),
    hands: [],
    choices: choices.parse({ deliveryNote: 'none', comments: 'all' }),
  }
}

function expectPlace(
  { content }: Draft['document'],
  at: NonNullable<Draft['threads'][number]['at']>,
  from: string,
): void {
  for (const { block, offset } of [at.from, at.to]) {
    const nodes = content[block]?.content ?? []
    const length = nodes.reduce((sum, node) => sum + ('text' in node ? node.text.length : 1), 0)
    expect(content[block], `${from}: a thread in block ${block}`).toBeDefined()
    expect(offset, `${from}: a thread at ${offset}`).toBeLessThanOrEqual(length)
  }
  const isInOrder = at.from.block < at.to.block || (at.from.block === at.to.block && at.from.offset <= at.to.offset)
  expect(isInOrder, `${from}: a thread ends before it begins`).toBe(true)
}
