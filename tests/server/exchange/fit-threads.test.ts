/** What was said in a source within the limits of what is said here: cut or counted, and never silently gone. */
import { expect, test } from 'vitest'
import {
  commentText,
  longestComment,
  mostPieces,
  mostThreads,
  type Piece,
  plainComment,
} from '#shared/thread/thread.ts'
import { blankDraft, type DraftThread } from '../../../server/exchange/draft.ts'
import { fitThreads, mostComments } from '../../../server/exchange/fit-threads.ts'

const thread = (...texts: (readonly Piece[])[]): DraftThread => ({
  at: null,
  whole: false,
  quote: 'words',
  resolved: null,
  comments: texts.map((text) => ({ author: 'Anna Berg', at: 1, text: [...text] })),
})
const words = (text: string): Piece => ({ type: 'text', text })
const fit = (...threads: DraftThread[]) => fitThreads({ ...blankDraft(), threads })

test('a long comment is several, with every character of it and no half of one', () => {
  const long = `${'x'.repeat(longestComment - 1)}😀${'yz'.repeat(longestComment)}`
  const pieces: Piece[] = [words('begin '), { type: 'text', text: long, bold: true }, { type: 'break' }, words('end')]
  const many = Array.from({ length: 2 * mostPieces + 1 }, (_, k): Piece => ({
    type: 'text',
    text: `${k} `,
    italic: true,
  }))
  for (const given of [pieces, many]) {
    const [found] = fit(thread(given)).threads
    expect(found?.comments.map(({ text }) => plainComment(text)).join('')).toBe(plainComment(given))
    expect(found?.comments.length).toBe(given === pieces ? 4 : 3)
    for (const { text, author } of found?.comments ?? []) {
      expect(commentText.safeParse(text).success).toBe(true)
      expect(plainComment(text).isWellFormed()).toBe(true)
      expect(author).toBe('Anna Berg')
    }
  }
  expect(fit(thread(pieces)).lost).toEqual([])
})

test('of more threads and comments than are kept the first stay, and the others are counted', () => {
  const all = Array.from({ length: mostThreads + 3 }, (_, k) => thread([words(`${k}`)], [words('Yes.')]))
  const { threads, lost } = fit(...all)
  expect([threads.length, lost]).toEqual([mostThreads, [{ kind: 'comment', count: 6 }]])
  const endless = fit(
    thread(...Array.from({ length: mostComments + 5 }, () => [words('And?')])),
    thread([words('No.')]),
  )
  expect(endless.threads.map(({ comments }) => comments.length)).toEqual([mostComments])
  expect(endless.lost).toEqual([{ kind: 'comment', count: 6 }])
})

test('what says nothing is counted as well, and a mention calls nobody', () => {
  const { threads, lost } = fit(
    thread([words('  ')]),
    thread([], [words('Ask '), { type: 'mention', delegation: 'NOR' as never, name: 'Norway' }]),
  )
  expect(threads.map(({ comments }) => comments.map(({ text }) => text))).toEqual([[[words('Ask '), words('@Norway')]]])
  expect(lost).toEqual([{ kind: 'comment', count: 2 }])
})

test('a name is one line, and not longer than any name here with its delegation', () => {
  const given = {
    ...thread([words('x')]),
    comments: [{ author: ` A\n\u202eB${'c'.repeat(500)}`, at: 1, text: [words('x')] }],
  }
  const author = fit(given).threads[0]?.comments[0]?.author ?? ''
  expect(author).toMatch(/^A Bc+$/)
  expect(author.length).toBe(240)
})
