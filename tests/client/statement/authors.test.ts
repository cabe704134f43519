// @vitest-environment happy-dom
/** Who wrote which words, through the real binding: what splits, joins and formats does not take words from anybody. */
import { describe, expect, test } from 'vitest'
import type { Present } from '#shared/people/people.ts'
import { readHands } from '#shared/room/hands.ts'
import { type AuthoredBlock, authorsOfBlocks, sharesOf } from '../../../client/statement/authors.ts'
import { createAuthorsShown, showAuthors } from '../../../client/statement/authors-shown.ts'
import { Client, seedOf, sync } from '../../convergence/client.ts'

const person = (code: string, hue: number, name = `${code} delegate`): Present =>
  ({ delegateId: name, name, delegationId: code, delegation: code, code, hue, outlined: false }) as unknown as Present

const named = new Map([
  [1, person('NOR', 1)],
  [2, person('CAN', 2)],
  [3, person('CAN', 2, 'another of CAN')],
])
const seed = seedOf(['paragraph', 'Alpha beta'], ['paragraph', 'Delta zeta'])
const read = (client: Client): AuthoredBlock[] => authorsOfBlocks(client.state.doc, readHands(client.text), named)

/** `Alpha beta[NOR new]`: the words with whoever the server names. */
const say = (client: Client): string[] =>
  read(client).map(({ text, stretches }) =>
    stretches
      .map(({ from, to, author }) => (author ? `[${author.code} ${text.slice(from, to)}]` : text.slice(from, to)))
      .join(''),
  )

describe('words stay with whoever wrote them', () => {
  test('through splits, joins, roles, marks and atoms of others', () => {
    const [a, b] = [new Client(1, seed), new Client(2, seed)]
    a.type('Alpha', ' one two')
    sync(a, b)
    b.split('two').mark('one', 'bold').role('two', 'quote').atom('two')
    sync(a, b)
    expect(say(a)).toEqual(['Alpha[NOR  one ]', '[NOR two][CAN \uFFFC] beta', 'Delta zeta'])
    a.join('two')
    sync(a, b)
    expect(say(b)).toEqual(['Alpha[NOR  one two][CAN \uFFFC] beta', 'Delta zeta'])
    expect(say(b)).toEqual(say(a))
  })
  test('two people of one delegation have one share, and stand by name', () => {
    const [a, b] = [new Client(2, seed), new Client(3, seed)]
    a.type('Alpha', ' one')
    b.type('zeta', ' two three')
    sync(a, b)
    const [delegation, others] = sharesOf(read(a))
    expect(delegation).toMatchObject({ words: 3, part: 3 / 7, names: ['CAN delegate', 'another of CAN'] })
    expect(others).toMatchObject({ author: null, words: 4 })
  })
  test('a word is whoever began it, and a selection counts the words it touches', () => {
    const a = new Client(1, seed)
    a.type('bet', 'terment is').type('zeta', ' new')
    expect(sharesOf(read(a)).map(({ author, words }) => [author?.code, words])).toEqual([
      ['NOR', 2],
      [undefined, 4],
    ])
    const at = a.find('new')
    expect(sharesOf(read(a), at, at + 1).map(({ author, words }) => [author?.code, words])).toEqual([['NOR', 1]])
  })
  test('every place of every block has its hand, in an empty text as well', () => {
    const a = new Client(1, null)
    expect(readHands(a.text)).toEqual([[]])
    a.do((tr) => tr.insertText('words', 1)).split('rds')
    for (const [k, hands] of readHands(a.text).entries())
      expect(hands.reduce((sum, { length }) => sum + length, 0)).toBe(a.state.doc.child(k).content.size)
  })
})

test('the hues follow what others write, and go when nobody wants them', () => {
  const a = new Client(1, seed, { plugins: [createAuthorsShown()] })
  const b = new Client(2, seed)
  a.type('Alpha', ' one')
  showAuthors(a.view, read(a))
  b.type('Al', 'ways ').split('Delta')
  sync(a, b)
  const shown = (): string[] => [...a.view.dom.querySelectorAll('.hand.d1')].map((hand) => hand.textContent)
  expect(shown()).toEqual([' one'])
  expect(a.view.dom.querySelector('.hand')?.getAttribute('aria-description')).toContain('NOR delegate')
  showAuthors(a.view, null)
  expect(shown()).toEqual([])
})
