// @vitest-environment happy-dom
/** Whoever was typing in a paragraph that another deleted is told where the words are now; nobody else is told. */
import { expect, test, vi } from 'vitest'
import { Client, seedOf, sync } from '../../convergence/client.ts'

const seed = seedOf(['paragraph', 'Alpha beta'], ['paragraph', 'Delta zeta'], ['paragraph', ''])

function pair() {
  const moved: string[] = []
  const a = new Client(1, seed, { onTextMoved: ({ blockId }) => moved.push(blockId) })
  return { a, b: new Client(2, seed), moved }
}

/** Types with the caret, behind these words. */
const write = (client: Client, after: string, typed: string): Client =>
  client.caretAfter(after).do((tr) => tr.insertText(typed))

test('the paragraph was deleted while this person typed in it', () => {
  const { a, b, moved } = pair()
  write(a, 'Delta', ' mine')
  b.deleteBlock('Delta')
  sync(a, b)
  expect(a.say()).toBe('paragraph: Alpha beta mine | paragraph: ')
  expect(moved).toEqual(['block-0'])
})

test('an empty paragraph was deleted while this person typed the first words into it', () => {
  const { a, b, moved } = pair()
  a.select(a.state.doc.content.size - 1).do((tr) => tr.insertText('mine'))
  b.do((tr) => tr.delete(tr.doc.content.size - 2, tr.doc.content.size))
  sync(a, b)
  expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zetamine')
  expect(moved).toEqual(['block-1'])
})

test('several paragraphs were deleted', () => {
  const { a, b, moved } = pair()
  a.select(a.state.doc.content.size - 1).do((tr) => tr.insertText('mine'))
  b.do((tr) => tr.delete(12, tr.doc.content.size))
  sync(a, b)
  expect(a.say()).toBe('paragraph: Alpha betamine')
  expect(moved).toEqual(['block-0'])
})

test('two paragraphs were deleted, and a third person was typing in the second', () => {
  const { a, b, moved } = pair()
  const c = new Client(3, seed)
  write(a, 'Delta', ' mine')
  c.do((tr) => tr.insertText(' theirs', tr.doc.content.size - 1))
  b.do((tr) => tr.delete(12, tr.doc.content.size))
  sync(b, c)
  sync(a, b)
  expect(a.say()).toBe('paragraph: Alpha beta mine theirs')
  expect(moved).toEqual(['block-0'])
})

test('the paragraph was cut and pasted elsewhere: the words stayed behind', () => {
  const { a, b, moved } = pair()
  write(a, 'Delta', ' mine')
  b.move('Delta', 'Alpha')
  sync(a, b)
  expect(a.say()).toBe('paragraph: Delta zeta | paragraph: Alpha beta mine | paragraph: ')
  expect(moved).toEqual(['block-0'])
})

test('the paragraph was deleted while this person composed in it', () => {
  vi.useFakeTimers()
  const { a, b, moved } = pair()
  a.caretAfter('Delta').compose('に')
  b.deleteBlock('Delta')
  sync(a, b)
  a.compose('日本', 1)
  expect(moved).toEqual([])
  a.endComposition()
  vi.advanceTimersByTime(30)
  sync(a, b)
  expect(a.say()).toBe('paragraph: Alpha beta日本 | paragraph: ')
  expect(moved).toEqual(['block-0'])
  vi.useRealTimers()
})

const untold: readonly (readonly [string, (a: Client, b: Client) => unknown])[] = [
  ['was joined, words and all', (a, b) => (write(a, 'Delta', ' mine'), b.join('Delta'))],
  [
    'was the first: the words are a paragraph of their own',
    (a, b) => (write(a, 'Alpha', ' mine'), b.deleteBlock('Alpha')),
  ],
  ['held only what the other had seen', (a, b) => (write(a, 'Delta', ' mine'), sync(a, b), b.deleteBlock('Delta'))],
  [
    'is not where this person writes any more',
    (a, b) => (write(a, 'Delta', ' mine'), write(a, 'Alpha', '!'), b.deleteBlock('Delta')),
  ],
  ['was deleted by this person', (a, b) => (b.type('Delta', ' theirs'), a.deleteBlock('Delta'))],
  ['came by what this person did and is gone by undo', (a) => write(a.split('zeta'), 'zeta', ' mine').undo().undo()],
  ['was split', (a, b) => (write(a, 'Delta', ' mine'), b.split('zeta'))],
  ['lost a part', (a, b) => (write(a, 'Delta', ' mine'), b.delete('zeta'))],
]

test.each(untold)('nothing is told when the paragraph %s', (_, act) => {
  const { a, b, moved } = pair()
  act(a, b)
  sync(a, b)
  expect(moved).toEqual([])
})
