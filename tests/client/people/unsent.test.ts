// @vitest-environment happy-dom
/** What was said and not sent is offered in words, to its author alone, and asked about before it is wiped. */
import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import type { Anchor, Piece } from '#shared/thread/thread.ts'
import { allUnsentOf, listAllUnsent } from '../../../client/people/unsent.ts'
import { keepValue, wipeDatabase } from '../../../client/room/device-database.ts'
import { keepComment, type KeptComment } from '../../../client/thread/kept-comments.ts'
import { keepWords } from '../../../client/thread/kept-words.ts'

const ann = 'ann' as DelegateId
const report = 'statement-1' as StatementId
const other = 'statement-2' as StatementId
const said = (text: string): Piece[] => [{ type: 'text', text }]

const onWords: Anchor = {
  paragraphId: 'p3',
  whole: false,
  range: null,
  quote: 'four reports',
  prefix: 'of the last one.\nThe group had ',
  suffix: ' before it.\nIt thanked',
}
const onParagraph: Anchor = { ...onWords, whole: true, quote: `Forty-one ${'delegations '.repeat(20)}`, prefix: '' }

let at = 0
function waits(person: string, statementId: StatementId, what: Partial<KeptComment> & Pick<KeptComment, 'says'>) {
  at += 1
  const key = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
  return keepComment({ key, copy: `${person}/${statementId}`, statementId, at, text: said(''), refused: null, ...what })
}
const opens = (anchor: Anchor): KeptComment['says'] => ({ what: 'thread', anchor, audience: 'all' })

beforeEach(async () => {
  await wipeDatabase()
  localStorage.clear()
})

test('each comment stands below the words that it is about; one that was refused, and a reply, too', async () => {
  await keepValue('left', 'ann/statement-1', { code: 'removed', changes: 2, words: 'typed' })
  const mention: Piece = { type: 'mention', delegation: 'NOR' as DelegationId, name: 'Norway' }
  await waits('ann', report, {
    says: opens(onWords),
    text: [mention, ...said(' agrees'), { type: 'break' }, ...said('to it.')],
  })
  await waits('ann', report, { says: opens(onParagraph), text: said('Too many.'), refused: 'removed' })
  const to = { key: 'k', id: null, anchor: { ...onWords, quote: '' }, audience: 'all' } as const
  await waits('ann', report, { says: { what: 'reply', to }, text: said('Yes.') })
  const [words, first, second, third] = (await allUnsentOf(ann, [report])).split('\n\n')
  expect(words).toBe('typed')
  expect(first).toBe('Comment on “four reports”, in “The group had four reports before it.”:\n@Norway agrees\nto it.')
  expect(second).toMatch(/^Comment on the paragraph “Forty-one delegations .{100,160}…”:\nToo many\.$/)
  expect(third).toBe('Comment on an empty paragraph:\nYes.')
})

test('what was begun and not sent is offered as well', async () => {
  keepWords('statement-1/ann/new/p3/four reports', said('Half a thought'))
  expect(await allUnsentOf(ann, [report])).toBe('Comment that was begun:\nHalf a thought')
  expect(await listAllUnsent()).toEqual([{ statementId: report, changes: 1 }])
})

test('signing out asks about everything on the device, but offers nobody the words of somebody else', async () => {
  await waits('ann', report, { says: opens(onWords), text: said('mine') })
  await waits('bo', report, { says: opens(onWords), text: said('theirs') })
  keepWords('statement-2/bo/t1', said('theirs too'))
  await keepValue('left', 'bo/statement-2', { code: 'read-only', changes: 4, words: 'theirs as well' })
  expect(await listAllUnsent()).toEqual([
    { statementId: report, changes: 2 },
    { statementId: other, changes: 5 },
  ])
  const offered = await allUnsentOf(ann, [report, other])
  expect(offered).toContain('mine')
  expect(offered).not.toContain('theirs')
})

test('nothing is offered where nothing waits, nor what nobody can copy', async () => {
  // Only a deletion was not taken.
  await keepValue('left', 'ann/statement-1', { code: 'read-only', changes: 1, words: '' })
  expect(await allUnsentOf(ann, [report])).toBe('')
  expect(await listAllUnsent()).toEqual([])
})
