/** The panel of all threads: each count is the length of the list behind it. */
import { describe, expect, test } from 'vitest'
import type { Present } from '#shared/people/people.ts'
import {
  countDelegations,
  countThreads,
  type Filter,
  kinds,
  listThreads,
  type Order,
} from '../../../client/thread/thread-filters.ts'
import type { ShownThread } from '../../../client/thread/threads.ts'

interface Said {
  readonly by: string
  readonly delegation?: string
  readonly text?: string | null
  readonly mentionsYou?: boolean
}

const author = ({ by, delegation = 'NOR' }: Said): Present =>
  ({
    delegateId: by,
    name: by,
    delegationId: delegation,
    delegation,
    code: delegation,
    hue: 1,
    outlined: false,
  }) as Present

const said = (key: string, comments: readonly Said[], more: Partial<ShownThread> = {}): ShownThread =>
  ({
    key,
    id: key,
    anchor: { quote: `words of ${key}` },
    state: { state: 'open' },
    unseen: 0,
    changedAt: 0,
    comments: comments.map((comment) => ({
      author: author(comment),
      text: comment.text === null ? null : [{ type: 'text', text: comment.text ?? 'yes' }],
      mentionsYou: comment.mentionsYou ?? false,
    })),
    ...more,
  }) as unknown as ShownThread

const all = [
  said('late', [{ by: 'Ann' }], { changedAt: 5 }),
  said('lost', [{ by: 'You' }, { by: 'Ann' }], { unseen: 1, changedAt: 9 }),
  said(
    'early',
    [
      { by: 'Ann', delegation: 'CAN', text: 'the Group’s naïve aim' },
      { by: 'You', text: null },
    ],
    {
      changedAt: 7,
      state: { state: 'resolved', by: author({ by: 'Ann' }), at: 7 },
    },
  ),
  said('sending', [{ by: 'You', mentionsYou: true }], { id: null, changedAt: 10 }),
  said('asks', [{ by: 'Ann', mentionsYou: true }], { unseen: 2, changedAt: 1 }),
]
const seen = {
  you: author({ by: 'You' }),
  ranks: new Map([
    ['early', 0],
    ['asks', 1],
    ['sending', 2],
    ['late', 3],
  ]),
}
const nothing: Filter = { kind: null, delegationId: null, sought: '', stays: new Set() }
const list = (filter: Partial<Filter> = {}, order: Order = 'place'): string[] =>
  listThreads(all, { ...nothing, ...filter }, order, seen).map(({ key }) => key)

describe('the list', () => {
  test('by place, with what is found nowhere at the end, or by time', () => {
    expect(list()).toEqual(['early', 'asks', 'sending', 'late', 'lost'])
    expect(list({}, 'time')).toEqual(['sending', 'lost', 'early', 'late', 'asks'])
  })
  test('by kind', () => {
    expect(Object.fromEntries(kinds.map((kind) => [kind, list({ kind })]))).toEqual({
      open: ['asks', 'late', 'lost'],
      unseen: ['asks', 'lost'],
      mentioned: ['asks'],
      mine: ['early', 'lost'],
      resolved: ['early'],
      orphaned: ['lost'],
      waiting: ['sending'],
    })
  })
  test('by delegation and by words, as a search reads them', () => {
    const canada = author({ by: 'Ann', delegation: 'CAN' }).delegationId
    expect(list({ delegationId: canada })).toEqual(['early'])
    expect(list({ sought: " group's NAIVE " })).toEqual([])
    expect(list({ sought: " group's naïve " })).toEqual(['early'])
    expect(list({ sought: 'words of la' })).toEqual(['late'])
    expect(list({ kind: 'open', delegationId: canada })).toEqual([])
  })
  test('keeps what has been seen while the unseen ones are read', () => {
    expect(list({ kind: 'unseen', stays: new Set(['late']) })).toEqual(['asks', 'late', 'lost'])
  })
})

test('each count is what its list shows, and all together what the server has', () => {
  const counts = countThreads(all, seen)
  for (const kind of kinds) expect([kind, counts[kind]]).toEqual([kind, list({ kind }).length])
  expect(counts.all).toBe(4)
  expect(countDelegations(all).map(({ opener, open }) => [opener.code, open])).toEqual([
    ['CAN', 0],
    ['NOR', 3],
  ])
})
