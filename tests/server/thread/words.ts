/** What people say in these tests, and where: as a client sends it. */
import { randomUUID } from 'node:crypto'
import type { Anchor, CommentText } from '#shared/thread/thread.ts'

export const said = (text: string): CommentText => [{ type: 'text', text }]

export const mentionOf = (delegation: string, delegate?: string): CommentText[number] => ({
  type: 'mention',
  delegation: delegation as never,
  ...(delegate === undefined ? {} : { delegate: delegate as never }),
  // The server has to put the true one here.
  name: 'Nobody',
})

const place = (clock: number) => ({ tname: 'text', item: { client: 1, clock }, assoc: 0 })

export const anchorAt = (quote: string): Anchor => ({
  paragraphId: 'p1',
  whole: false,
  range: { inner: [place(1), place(2)], outer: [place(0), place(3)] },
  quote,
  prefix: 'before ',
  suffix: ' after',
})

/** Another key each time. */
export const opening = (text: string | CommentText, audience: 'all' | 'delegation' = 'all') => ({
  key: randomUUID() as string,
  anchor: anchorAt('the words'),
  audience,
  text: typeof text === 'string' ? said(text) : text,
})

export const replying = (text: string | CommentText) => ({
  key: randomUUID() as string,
  text: typeof text === 'string' ? said(text) : text,
})
