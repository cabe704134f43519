// @vitest-environment happy-dom
/**
 * What becomes of a text when two people change it at once, case by case, in both orders of their client ids. These are
 * promises: an editor that loses, doubles or misplaces words in any of them is wrong, however well it converges.
 */
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { findAnchor } from '#shared/room/find-anchor.ts'
import { anchorWords } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { Client, type ClientOptions, seedOf, sync } from './client.ts'

const seed = seedOf(['paragraph', 'Alpha beta gamma'], ['paragraph', 'Delta epsilon zeta'])

type Act = (a: Client, b: Client, sync: () => void) => void

/** Where client ids decide, what is seen when A has the lower one, then when B has it. */
type Outcome = string | readonly [string, string]

const concurrent: readonly (readonly [string, Act, Outcome])[] = [
  [
    'join / typing in the second block',
    (a, b) => (a.join('Delta'), b.type('epsilon', 'NEW')),
    'paragraph: Alpha beta gammaDelta epsilonNEW zeta',
  ],
  [
    'join / typing in the first block',
    (a, b) => (a.join('Delta'), b.type('beta', 'NEW')),
    'paragraph: Alpha betaNEW gammaDelta epsilon zeta',
  ],
  [
    'to heading / typing',
    (a, b) => (a.role('Alpha', 'heading', { level: 2 }), b.type('beta', 'NEW')),
    'heading[level 2]: Alpha betaNEW gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'to item / typing',
    (a, b) => (a.role('Alpha', 'numberedItem'), b.type('beta', 'NEW')),
    'numberedItem: Alpha betaNEW gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'split / typing in the tail',
    (a, b) => (a.split('beta'), b.type('gamm', 'NEW')),
    'paragraph: Alpha  | paragraph: beta gammNEWa | paragraph: Delta epsilon zeta',
  ],
  [
    'split / typing at the cut',
    (a, b) => (a.split('beta'), b.type('Alpha ', 'NEW')),
    [
      'paragraph: Alpha  | paragraph: NEWbeta gamma | paragraph: Delta epsilon zeta',
      'paragraph: Alpha NEW | paragraph: beta gamma | paragraph: Delta epsilon zeta',
    ],
  ],
  [
    'both split at one place',
    (a, b) => (a.split('beta'), b.split('beta')),
    'paragraph: Alpha  | paragraph:  | paragraph: beta gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'both split at one place and type',
    (a, b) => (a.split('beta').type('Alpha ', '!'), b.split('beta').type('gamma', 'NEW')),
    [
      'paragraph: Alpha ! | paragraph:  | paragraph: beta gammaNEW | paragraph: Delta epsilon zeta',
      'paragraph: Alpha  | paragraph: ! | paragraph: beta gammaNEW | paragraph: Delta epsilon zeta',
    ],
  ],
  [
    'split / join of the same block',
    (a, b) => (a.split('epsilon'), b.join('Delta')),
    'paragraph: Alpha beta gammaDelta  | paragraph: epsilon zeta',
  ],
  [
    'split / to heading',
    (a, b) => (a.split('beta'), b.role('Alpha', 'heading')),
    'heading: Alpha  | paragraph: beta gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'Enter at the start of a block / to heading: the role goes with the words',
    (a, b) => (a.split('Alpha'), b.role('Alpha', 'heading')),
    'paragraph:  | heading: Alpha beta gamma | paragraph: Delta epsilon zeta',
  ],
  ['both join', (a, b) => (a.join('Delta'), b.join('Delta')), 'paragraph: Alpha beta gammaDelta epsilon zeta'],
  [
    'atom / typing',
    (a, b) => (a.atom('beta'), b.type('bet', 'NEW')),
    'paragraph: Alpha betNEWa⏎ gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'bold / italic over a part of it',
    (a, b) => (a.mark('Alpha beta', 'bold'), b.mark('beta gamma', 'italic')),
    'paragraph: <bold: Alpha ><bold+italic: beta><italic:  gamma> | paragraph: Delta epsilon zeta',
  ],
  [
    'bold / typing inside',
    (a, b) => (a.mark('Alpha beta', 'bold'), b.type('Alph', 'NEW')),
    'paragraph: <bold: AlphNEWa beta> gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'attribute / role with another attribute',
    (a, b) => (a.attribute('head', 'level', 3), b.role('head', 'bulletedItem', { depth: 2 })),
    'bulletedItem[depth 2]: head | paragraph: tail',
  ],
  [
    'role / attribute',
    (a, b) => (a.role('head', 'quote'), b.attribute('head', 'level', 3)),
    'quote: head | paragraph: tail',
  ],
  [
    'both change the role',
    (a, b) => (a.role('Alpha', 'heading'), b.role('Alpha', 'quote')),
    [
      'quote: Alpha beta gamma | paragraph: Delta epsilon zeta',
      'heading: Alpha beta gamma | paragraph: Delta epsilon zeta',
    ],
  ],
  [
    'deletion of the first block / typing in it',
    (a, b) => (a.deleteBlock('Alpha'), b.type('beta', 'NEW')),
    'paragraph: NEW | paragraph: Delta epsilon zeta',
  ],
  [
    'deletion of a later block / typing in it: the words stay, at the end of the block before',
    (a, b) => (a.deleteBlock('Delta'), b.type('epsilon', 'NEW')),
    'paragraph: Alpha beta gammaNEW',
  ],
  [
    'deletion of a range / typing in it',
    (a, b) => (a.delete('beta gamma'), b.type('bet', 'NEW')),
    'paragraph: Alpha NEW | paragraph: Delta epsilon zeta',
  ],
  [
    'move of a block / typing in it: the words stay behind',
    (a, b) => (a.move('Delta', 'Alpha'), b.type('epsilon', 'NEW')),
    'paragraph: Delta epsilon zeta | paragraph: Alpha beta gammaNEW',
  ],
  [
    'offline: join, split, heading and typing / typing everywhere',
    (a, b) => {
      a.join('Delta').split('gamma').role('Alpha', 'heading').type('beta', 'X')
      b.type('Alpha', '1').type('gamma', '2').type('Delta', '3').type('zeta', '4')
    },
    'heading: Alpha1 betaX  | paragraph: gamma2Delta3 epsilon zeta4',
  ],
]

const undone: readonly (readonly [string, Act, string])[] = [
  [
    'typing, after another typed and split in it',
    (a, b, both) => {
      a.type('beta', 'MINE')
      both()
      b.type('MI', 'his').split('gamma')
      both()
      a.undo()
    },
    'paragraph: Alpha betahis  | paragraph: gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'a split, after another typed behind it',
    (a, b, both) => {
      a.split('beta')
      both()
      b.type('gamma', 'NEW')
      both()
      a.undo()
    },
    'paragraph: Alpha beta gammaNEW | paragraph: Delta epsilon zeta',
  ],
  [
    'a join, after another typed on both sides',
    (a, b, both) => {
      a.join('Delta')
      both()
      b.type('epsilon', 'NEW').type('beta', 'NEW2')
      both()
      a.undo()
    },
    'paragraph: Alpha betaNEW2 gamma | paragraph: Delta epsilonNEW zeta',
  ],
  [
    'a role, after another typed',
    (a, b, both) => {
      a.role('Alpha', 'heading')
      both()
      b.type('beta', 'NEW')
      both()
      a.undo()
    },
    'paragraph: Alpha betaNEW gamma | paragraph: Delta epsilon zeta',
  ],
  [
    'the deletion of a block, after another typed near it',
    (a, b, both) => {
      a.deleteBlock('Delta')
      both()
      b.type('beta', 'NEW')
      both()
      a.undo()
    },
    'paragraph: Alpha betaNEW gamma | paragraph: Delta epsilon zeta',
  ],
]

const orders = [
  { order: 'A first', ids: [1, 2], which: 0 },
  { order: 'B first', ids: [2, 1], which: 1 },
] as const

describe.each(orders)('at once, $order:', ({ ids, which }) => {
  test.each(concurrent)('%s', (name, act, outcome) => {
    const [a, b] = pair(ids, name.includes('attribute') ? seedOf(['heading', 'head'], ['paragraph', 'tail']) : seed)
    act(a, b, () => sync(a, b))
    sync(a, b)
    const expected = typeof outcome === 'string' ? outcome : outcome[which]
    expect([a.say(), b.say()]).toEqual([expected, expected])
  })

  test('two attributes of one block: neither is lost', () => {
    const [a, b] = pair(ids, seedOf(['heading', 'head']))
    a.attribute('head', 'level', 3)
    b.role('head', 'bulletedItem', { depth: 2 })
    sync(a, b)
    const marker: unknown = a.text.toDelta()[0].insert
    expect(marker instanceof Y.Map && [marker.get('level'), marker.get('depth')]).toEqual([3, 2])
  })
})

describe.each(orders)('undo, $order:', ({ ids }) => {
  test.each(undone)('%s', (_, act, expected) => {
    const [a, b] = pair(ids)
    act(a, b, () => sync(a, b))
    sync(a, b)
    expect([a.say(), b.say()]).toEqual([expected, expected])
  })
})

describe('an anchor on words, after another', () => {
  const word = (a: Client, words: string) => {
    const reading = readText(a.text)
    const from = reading.words.indexOf(words)
    return anchorWords(reading, from, from + words.length)
  }
  const anchored: readonly (readonly [string, string, Act, string | null])[] = [
    ['types before them', 'beta', (_, b) => b.type('Al', 'NEW'), 'beta'],
    ['types at both edges', 'beta', (_, b) => b.type('beta', 'Y').type('Alpha ', 'X'), 'beta'],
    ['splits before them', 'beta', (_, b) => b.split('pha'), 'beta'],
    ['splits at their start', 'beta', (_, b) => b.split('beta'), 'beta'],
    ['splits inside', 'beta', (_, b) => b.split('ta gamma'), 'be|ta'],
    ['splits at their end', 'beta', (_, b) => b.split(' gamma'), 'beta'],
    ['joins their block', 'epsilon', (_, b) => b.join('Delta'), 'epsilon'],
    ['changes the role of their block', 'beta', (_, b) => b.role('Alpha', 'heading'), 'beta'],
    ['makes them bold and more', 'beta', (_, b) => b.mark('pha beta ga', 'bold'), 'beta'],
    ['deletes them and undoes that', 'beta', (_, b, both) => (b.delete('beta'), both(), b.undo()), 'beta'],
    ['deletes them', 'beta', (_, b) => b.delete('beta'), null],
    ['moves their block: found by what they say', 'epsilon', (_, b) => b.move('Delta', 'Alpha'), 'epsilon'],
  ]
  test.each(anchored)('%s', (_, words, act, expected) => {
    const [a, b] = pair([1, 2])
    const anchor = word(a, words)
    act(a, b, () => sync(a, b))
    sync(a, b)
    expect([a, b].map((client) => standing(client, anchor))).toEqual([expected, expected])
  })

  test('has itself deleted them and undone that', () => {
    const [a, b] = pair([1, 2])
    const anchor = word(a, 'beta')
    a.delete('beta')
    sync(a, b)
    a.undo()
    sync(a, b)
    expect([a, b].map((client) => standing(client, anchor))).toEqual(['beta', 'beta'])
  })
})

describe('the author of words stays who wrote them, after another', () => {
  const kept: readonly (readonly [string, string, Act])[] = [
    ['splits', 'beta gamma', (_, b) => b.split('beta')],
    ['joins', 'epsilon', (_, b) => b.join('Delta')],
    ['changes the role', 'beta', (_, b) => b.role('Alpha', 'heading')],
    ['makes them bold', 'beta', (_, b) => b.mark('beta', 'bold')],
  ]
  test.each(kept)('%s', (_, words, act) => {
    const [a, b] = pair([1, 2])
    act(a, b, () => sync(a, b))
    sync(a, b)
    expect(authorsOf(a, words)).toEqual([7])
  })

  test('nobody: who undoes a deletion is the author of what comes back', () => {
    const [a, b] = pair([1, 2])
    a.delete('beta')
    sync(a, b)
    a.undo()
    sync(a, b)
    expect(authorsOf(b, 'beta')).toEqual([1])
  })
})

describe('a decoration in another block, and its DOM, stay when another', () => {
  const others: readonly (readonly [string, Act])[] = [
    ['types', (_, b) => b.type('Alpha', 'N')],
    ['splits', (_, b) => b.split('beta')],
    ['joins', (_, b) => b.join('Delta')],
    ['changes the role', (_, b) => b.role('Alpha', 'heading')],
    ['makes words bold', (_, b) => b.mark('beta', 'bold')],
    ['puts a block first', (_, b) => b.do((tr) => tr.insert(0, tr.doc.child(0).type.create()))],
    ['deletes the first block', (_, b) => b.deleteBlock('Alpha')],
    ['deletes the block before', (_, b) => b.deleteBlock('Delta')],
  ]
  test.each(others)('%s', (_, act) => {
    const steps: number[] = []
    const highlight: Plugin<DecorationSet> = new Plugin<DecorationSet>({
      state: {
        init: (_config, { doc }) => DecorationSet.create(doc, [omegaOf(doc.content.size)]),
        apply: (tr, set) => {
          if (tr.docChanged) steps.push(tr.steps.length)
          return set.map(tr.mapping, tr.doc)
        },
      },
      props: { decorations: (state) => highlight.getState(state) },
    })
    const from = seedOf(
      ['paragraph', 'Alpha beta gamma'],
      ['paragraph', 'Delta epsilon zeta'],
      ['paragraph', 'Last omega'],
    )
    const [a, b] = pair([1, 2], from, { plugins: [highlight] })
    const dom = a.view.nodeDOM(a.blockAt('Last'))
    const inside = dom?.firstChild
    act(a, b, () => sync(a, b))
    sync(a, b)
    const [decoration] = highlight.getState(a.state)!.find()
    expect(decoration && a.state.doc.textBetween(decoration.from, decoration.to)).toBe('omega')
    expect(a.view.nodeDOM(a.blockAt('Last'))).toBe(dom)
    expect(dom?.firstChild).toBe(inside)
    expect(Math.max(...steps)).toBeLessThanOrEqual(3)
  })

  const omegaOf = (size: number) => Decoration.inline(size - 6, size - 1, { class: 'highlight' })
})

function pair(ids: readonly [number, number], from = seed, options: ClientOptions = {}): [Client, Client] {
  return [new Client(ids[0], from, options), new Client(ids[1], from)]
}

/** The words that a thread stands on, blocks divided by a bar; null when none are left. */
function standing({ text }: Client, anchor: Anchor): string | null {
  const reading = readText(text)
  const found = findAnchor(reading, anchor)
  return found.found === 'words' ? reading.words.slice(found.from, found.to).replaceAll('\n', '|') : null
}

function authorsOf({ text }: Client, words: string): number[] {
  const authors = new Set<number>()
  const said = text
    .toDelta()
    .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : '\u0001'))
    .join('')
  const from = said.indexOf(words)
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (at < from + words.length && at + item.length > from) authors.add(item.id.client)
    at += item.length
  }
  return [...authors]
}
