// @vitest-environment happy-dom
/**
 * While a person composes, what others do to that block waits, and so does what is composed; then both are there, once
 * and in their places. What browsers do with a composition is tested in a browser, in tests/browser/text.
 */
import { splitBlock } from '@tiptap/pm/commands'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { BindingOptions } from '../../../client/room/binding.ts'
import { readText } from '#shared/room/reading.ts'
import { Client, mount, network, seedOf, sync } from '../../convergence/client.ts'
import { textSchema } from '../../text-schema.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const seed = seedOf(['paragraph', 'Alpha beta'], ['paragraph', 'Delta zeta'])
const pair = (options: BindingOptions = {}): [Client, Client] => [new Client(1, seed, options), new Client(2, seed)]

/** ProseMirror has read what was composed. */
const settle = (client: Client) => {
  client.endComposition()
  vi.advanceTimersByTime(30)
}

describe('in another block', () => {
  test('nothing waits: both see everything at once', () => {
    const [a, b] = pair()
    a.caretAfter('Alpha').compose('に')
    b.type('zeta', '!').split('zeta')
    sync(a, b)
    a.check()
    expect(b.say()).toBe('paragraph: Alphaに beta | paragraph: Delta  | paragraph: zeta!')
    a.compose('日本', 1)
    sync(a, b)
    expect(b.say()).toContain('Alpha日本 beta')
  })
})

describe('in the block itself', () => {
  type Act = (b: Client) => unknown
  const others: readonly (readonly [string, Act, string])[] = [
    ['types before the caret', (b) => b.type('Al', 'X'), 'paragraph: AlXpha日本 beta | paragraph: Delta zeta'],
    ['types at the caret', (b) => b.type('Alpha', 'X'), 'paragraph: Alpha日本X beta | paragraph: Delta zeta'],
    ['types after the caret', (b) => b.type('beta', 'X'), 'paragraph: Alpha日本 betaX | paragraph: Delta zeta'],
    [
      'splits before the caret',
      (b) => b.split('pha'),
      'paragraph: Al | paragraph: pha日本 beta | paragraph: Delta zeta',
    ],
    ['splits at the caret', (b) => b.split(' beta'), 'paragraph: Alpha日本 | paragraph:  beta | paragraph: Delta zeta'],
    ['joins the next block to it', (b) => b.join('Delta'), 'paragraph: Alpha日本 betaDelta zeta'],
    ['deletes around the caret', (b) => b.delete('pha be'), 'paragraph: Al日本ta | paragraph: Delta zeta'],
    ['deletes the block', (b) => b.deleteBlock('Alpha'), 'paragraph: 日本 | paragraph: Delta zeta'],
    ['makes it a heading', (b) => b.role('Alpha', 'heading'), 'heading: Alpha日本 beta | paragraph: Delta zeta'],
    [
      'makes it bold',
      (b) => b.mark('Alpha beta', 'bold'),
      'paragraph: <bold: Alpha>日本<bold:  beta> | paragraph: Delta zeta',
    ],
  ]

  test.each(others)('another %s', (_, act, expected) => {
    const [a, b] = pair()
    a.caretAfter('Alpha').compose('に')
    const dom = a.view.nodeDOM(0)
    act(b)
    sync(a, b)
    expect(a.view.nodeDOM(0)?.textContent).toBe('Alphaに beta')
    a.compose('にほ', 1)
    a.compose('日本', 2)
    expect(a.view.nodeDOM(0)).toBe(dom)
    expect(a.say()).toBe('paragraph: Alpha日本 beta | paragraph: Delta zeta')
    settle(a)
    sync(a, b)
    // What was composed before it was held is seen by the other, and is plain in what they make bold.
    expect([a.say(), b.say()]).toEqual([expected, expected])
    expect(a.state.selection.head).toBe(a.find('日本') + 2)
    a.do((tr) => tr.insertText('!'))
    sync(a, b)
    expect(b.say()).toContain('日本!')
  })

  test('over a selection in which another types: their words stay', () => {
    const [a, b] = pair()
    a.select(a.find('beta'), a.find('beta') + 4)
    a.composing = true
    b.type('Al', 'X').type('be', 'NEW')
    sync(a, b)
    a.do((tr) => tr.insertText('日本'))
    settle(a)
    sync(a, b)
    expect(b.say()).toBe('paragraph: AlXpha 日本NEW | paragraph: Delta zeta')
  })

  test('with Enter in it, and words behind that', () => {
    const [a, b] = pair()
    a.caretAfter('Alpha')
    a.composing = true
    b.type('beta', 'NEW').type('Al', 'X')
    sync(a, b)
    a.compose('日本')
    splitBlock(a.state, a.view.dispatch)
    a.compose('語')
    settle(a)
    sync(a, b)
    expect(b.say()).toBe('paragraph: AlXpha日本 | paragraph: 語 betaNEW | paragraph: Delta zeta')
    expect(a.state.selection.head).toBe(a.find('語') + 1)
  })

  test('at several places: only what is new is written', () => {
    const [a, b] = pair()
    a.caretAfter('Alpha')
    a.composing = true
    b.type('Al', 'X')
    sync(a, b)
    a.compose('日').select(a.find('zeta')).compose('本')
    b.delete('beta').delete('Delta')
    sync(a, b)
    settle(a)
    sync(a, b)
    expect(b.say()).toBe('paragraph: AlXpha日  | paragraph:  本zeta')
  })

  test('where another has typed meanwhile: what was composed stays at its left', () => {
    const [a, b] = pair()
    a.caretAfter('Alpha')
    a.composing = true
    b.type('Alpha', 'X')
    sync(a, b)
    a.compose('日本')
    settle(a)
    sync(a, b)
    expect(b.say()).toBe('paragraph: Alpha日本X beta | paragraph: Delta zeta')
  })

  test('with a role that this person changes, and an attribute that the other does: both hold', () => {
    const items = seedOf(['numberedItem', 'Alpha'])
    const [a, b] = [new Client(1, items), new Client(2, items)]
    a.caretAfter('Alpha')
    a.composing = true
    b.attribute('Alpha', 'depth', 2)
    sync(a, b)
    a.compose('日本').role('Alpha', 'bulletedItem')
    settle(a)
    sync(a, b)
    expect(b.say()).toBe('bulletedItem[depth 2]: Alpha日本')
  })

  test('shrunk to nothing leaves nothing', () => {
    const [a, b] = pair()
    a.caretAfter('Alpha').compose('に')
    b.type('Al', 'X')
    sync(a, b)
    a.do((tr) => tr.delete(a.find('に'), a.find('に') + 1))
    settle(a)
    sync(a, b)
    expect(b.say()).toBe('paragraph: AlXpha beta | paragraph: Delta zeta')
  })

  test('in an empty text, while another writes into it as well', () => {
    const [a, b] = [new Client(1, null), new Client(2, null)]
    a.composing = true
    b.do((tr) => tr.insertText('theirs', 1))
    sync(a, b)
    a.compose('日本')
    settle(a)
    sync(a, b)
    expect(b.say()).toContain('日本')
    expect(b.say()).toContain('theirs')
  })
})

describe('what waits is let through', () => {
  const hold = (options: BindingOptions = {}): [Client, Client] => {
    const [a, b] = pair(options)
    a.caretAfter('Alpha').compose('に')
    b.type('Al', 'X')
    sync(a, b)
    a.compose('日本', 1)
    expect(a.say()).not.toContain('X')
    expect(a.text.toString()).not.toContain('日本')
    return [a, b]
  }
  const expectBoth = (a: Client, b: Client) => {
    sync(a, b)
    expect(a.say()).toBe('paragraph: AlXpha日本 beta | paragraph: Delta zeta')
    expect(b.say()).toBe(a.say())
  }

  test('some 30 ms after the composition ended, not before', () => {
    const [a, b] = hold()
    a.endComposition()
    vi.advanceTimersByTime(29)
    expect(a.say()).not.toContain('X')
    vi.advanceTimersByTime(1)
    expectBoth(a, b)
  })

  test('when the next composition has ended, where one follows at once', () => {
    const [a, b] = hold()
    a.endComposition().compose('語')
    vi.advanceTimersByTime(500)
    expect(a.say()).not.toContain('X')
    settle(a)
    sync(a, b)
    expect(b.say()).toContain('AlXpha日本語 beta')
  })

  test('when the editor lost the focus', () => {
    const [a, b] = hold()
    a.composing = false
    a.view.dom.dispatchEvent(new FocusEvent('blur'))
    vi.advanceTimersByTime(30)
    expectBoth(a, b)
  })

  test('after 10 s of composing', () => {
    const [a, b] = hold()
    vi.advanceTimersByTime(9_000)
    expect(a.say()).not.toContain('X')
    vi.advanceTimersByTime(1_100)
    a.composing = false
    expectBoth(a, b)
  })

  test('when the person undoes', () => {
    const [a, b] = hold()
    a.undo()
    a.composing = false
    sync(a, b)
    expect(b.say()).toBe('paragraph: AlXphaに beta | paragraph: Delta zeta')
  })

  test('when the view goes', () => {
    const [a, b] = hold()
    a.view.destroy()
    a.composing = false
    const { text } = a
    sync(b)
    expect(text.toString()).toContain('AlXpha日本 beta')
  })

  test('when a plugin is registered', () => {
    const [a, b] = hold()
    a.view.updateState(a.state.reconfigure({ plugins: [...a.state.plugins] }))
    a.composing = false
    expectBoth(a, b)
  })
})

test('what waits is told of from its first word until it is in the text', () => {
  const told: string[] = []
  const onWithheld = () => {
    told.push('waits')
    return () => told.push(a.text.toString())
  }
  const [a, b] = pair({ onWithheld })
  a.caretAfter('Alpha').compose('に')
  b.type('Al', 'X')
  sync(a, b)
  expect(told).toEqual([])
  a.compose('にほ', 1)
  a.compose('日本', 2)
  expect(told).toEqual(['waits'])
  settle(a)
  expect(told).toEqual(['waits', 'AlXpha日本 betaDelta zeta'])
})

test('places are right while something waits', () => {
  const [a, b] = pair()
  a.caretAfter('Alpha').compose('に')
  b.type('Al', 'XYZ')
  sync(a, b)
  a.compose('日本', 1)
  const theirs = b.binding.relative(b.state, b.find('beta') + 2, -1)
  expect(a.binding.absolute(theirs)).toBe(a.find('beta') + 2)
  const own = a.binding.relative(a.state, a.find('beta') + 2, -1)
  expect(b.binding.absolute(own)).toBe(b.find('beta') + 2)
  const index = a.binding.indexOf(a.state, a.find('beta'), 0)
  expect(readText(a.text).words.slice(index, index + 4)).toBe('beta')
})

test('a composition that began before its view was the bound one is held all the same', () => {
  const [a, b] = pair()
  const ghost = mount(a.binding)
  // Only the events of the browser tell here: on Android ProseMirror gives a composition up before the browser does.
  a.view.dom.dispatchEvent(new CompositionEvent('compositionstart'))
  a.caretAfter('Alpha').do((tr) => tr.insertText('に'))
  b.type('Al', 'X')
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), network)
  expect(a.binding.composing).toBe(true)
  expect(a.view.dom.textContent).toBe('Alphaに betaDelta zeta')
  a.view.dom.dispatchEvent(new CompositionEvent('compositionend'))
  // ProseMirror's own composition ends 20 ms later.
  vi.advanceTimersByTime(100)
  expect(a.view.dom.textContent).toBe('AlXphaに betaDelta zeta')
  ghost.destroy()
})

test('own undo from elsewhere is shown at once, composing or not', () => {
  const [a] = pair()
  a.type('Alpha', '!').select(1)
  a.composing = true
  a.undo()
  expect(a.view.nodeDOM(0)?.textContent).toBe('Alpha beta')
  expect(textSchema.nodeFromJSON(a.binding.firstDocument()).eq(a.state.doc)).toBe(true)
})
