// @vitest-environment happy-dom
/** Where threads stand and what is drawn of them, while their words are written in, moved, deleted and brought back. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bindingOf } from '../../../client/room/room-binding.ts'
import { moveBlock } from '../../../client/statement/move-block.ts'
import type { Sought } from '../../../client/thread/find-places.ts'
import { threadAt } from '../../../client/thread/thread-highlights.ts'
import { seedOf } from '../../convergence/client.ts'
import { canada, meet, norway, Sheet } from './sheet.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const seed = seedOf(
  ['paragraph', 'The Group heard four reports from the field.'],
  ['paragraph', 'Several delegations recalled that it does not end with surgery.'],
  ['heading', 'Ownership', { level: 1 }],
  ['paragraph', 'Each State names one person.'],
  ['footnote', 'A note.', { note: 'n' }],
)
/** Longer than anybody waits until a text that rests is looked at again. */
const settle = () => vi.advanceTimersByTime(1_500)

test('words keep their place and their highlight while anybody writes before, beside and in them', () => {
  const [a, b] = [new Sheet(1, seed), new Sheet(2, seed)]
  a.show('t', a.anchorOf('four reports'))
  expect(a.marked()).toEqual(['NOR: four reports'])
  b.type('The Group', ' of friends').type('heard ', 'only ').type('four', 'teen')
  meet(a, b)
  // At once, before anybody has looked again.
  expect(a.at('t')).toBe('fourteen reports')
  expect(a.marked()).toEqual(['NOR: fourteen reports'])
  settle()
  expect(a.marked()).toEqual(['NOR: fourteen reports'])
  a.editor.chain().setTextSelection(a.find('teen reports')).splitBlock().run()
  settle()
  expect(a.at('t')).toBe('four\nteen reports')
  expect(a.marked()).toEqual(['NOR: four', 'NOR: teen reports'])
  a.editor.chain().setTextSelection(a.find('teen reports')).joinBackward().run()
  settle()
  expect(a.marked()).toEqual(['NOR: fourteen reports'])
})

test('whoever shows places hears of them when the text rests, and of what is found anew at once', () => {
  const a = new Sheet(1, seed)
  const heard = vi.fn()
  a.finder.subscribe(heard)
  a.show('t', a.anchorOf('four reports'))
  expect(heard).toHaveBeenCalledTimes(1)
  // Someone who types without a rest holds nobody up for longer than a second.
  for (let key = 0; key < 10; key++) {
    a.type('The Group', 's')
    vi.advanceTimersByTime(90)
  }
  expect(heard).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(heard).toHaveBeenCalledTimes(2)
  a.type('The Group', 's')
  settle()
  expect(heard).toHaveBeenCalledTimes(3)
})

test('deleted words leave the thread at their paragraph, and undo brings the highlight back', () => {
  const a = new Sheet(1, seed)
  a.show('t', a.anchorOf('recalled'))
  a.delete('recalled ')
  expect(a.marked()).toEqual([])
  settle()
  expect(a.at('t')).toBe('[paragraph] Several delegations that it does not end with surgery.')
  bindingOf(a.room).undo()
  settle()
  expect(a.at('t')).toBe('recalled')
  expect(a.marked()).toEqual(['NOR: recalled'])
})

test('words that were cut and pasted elsewhere are found there', () => {
  const a = new Sheet(1, seed)
  a.show('t', a.anchorOf('heard four reports'))
  a.delete('heard four reports ')
  settle()
  a.type('one person', ' that heard four reports')
  settle()
  expect(a.at('t')).toBe('heard four reports')
  expect(a.marked()).toEqual(['NOR: heard four reports'])
  expect(a.finder.foundBy('t')).toMatchObject({ by: 'quote', blockId: 'block-3' })
})

test('a whole paragraph has its mark through splits, moves and another style', () => {
  const a = new Sheet(1, seed)
  a.show('t', a.anchorOfBlock('Several'))
  expect(a.marked()).toEqual(['NOR| Several delegations recalled that it does not end with surgery.'])
  a.editor.chain().setTextSelection(a.find('Several')).setStyle('quote').run()
  settle()
  expect(a.marked()).toHaveLength(1)
  a.editor.view.dispatch(moveBlock(a.editor.state, 1, -1)!)
  settle()
  expect(a.marked()).toEqual(['NOR| Several delegations recalled that it does not end with surgery.'])
  expect(a.editor.state.doc.child(0).attrs.id).toBe('block-1')
  a.editor.chain().setTextSelection(a.find(' not end')).splitBlock().run()
  settle()
  expect(a.marked()).toEqual(['NOR| Several delegations recalled that it does'])
})

test('threads on the same words show both, and the one with the fewest words is pointed at', () => {
  const a = new Sheet(1, seed)
  a.show('long', a.anchorOf('heard four reports'))
  a.show('short', a.anchorOf('four'), { by: canada, strength: 'active' })
  expect(a.marked().toSorted()).toEqual(
    expect.arrayContaining(['CAN[active]: four', expect.stringMatching(/^NOR: heard /)]),
  )
  expect(threadAt(a.editor.state, a.find('four') + 2)).toBe('short')
  expect(threadAt(a.editor.state, a.find('reports') + 2)).toBe('long')
  expect(threadAt(a.editor.state, a.find('field'))).toBe(null)
})

test('one thread that changes is drawn anew, and no other', () => {
  const a = new Sheet(1, seed)
  a.show('one', a.anchorOf('four')).show('two', a.anchorOf('surgery'))
  const two = a.editor.view.dom.querySelector('[data-thread="two"]')
  const before = two?.previousSibling
  a.show('three', a.anchorOf('Each State')).show('one', a.anchorOf('four'), { by: norway, strength: 'active' })
  expect(a.marked()).toEqual(['NOR[active]: four', 'NOR: surgery', 'NOR: Each State'])
  expect(a.editor.view.dom.querySelector('[data-thread="two"]')).toBe(two)
  expect(two?.previousSibling).toBe(before)
  a.close('three').show('one', a.anchorOf('four'), null)
  expect(a.marked()).toEqual(['NOR: surgery'])
  // A place it has all the same: the panel leads there.
  expect(a.at('one')).toBe('four')
})

test('of many threads only those near the view are drawn, as it is scrolled; all of them keep their places', () => {
  const many = Array.from({ length: 61 }, (_, k) => ['paragraph', `Said in paragraph ${k + 1}.`] as const)
  const a = new Sheet(1, seedOf(...many))
  // A screen has ten of the blocks, each in one line.
  const height = window.innerHeight / 10
  let scrolled = height / 2
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const index = [...(this.parentElement?.children ?? [])].indexOf(this)
    return DOMRect.fromRect({ y: index * height - scrolled, height })
  })
  const threads = many.map(([, words], k): [string, Sought] => [
    `${k + 1}`,
    { anchor: a.anchorOf(words), version: 0, look: { by: norway, strength: 'quiet' } },
  ])
  const show = (count: number): void => a.finder.seek(new Map(threads.slice(0, count)))
  const drawn = (): number[] => a.marked().map((words) => Number(/\d+/.exec(words)?.[0]))
  const scrollTo = (block: number): void => {
    scrolled = (block + 0.5) * height
    document.dispatchEvent(new Event('scroll'))
    vi.advanceTimersByTime(20)
  }
  show(60)
  expect(drawn()).toHaveLength(60)
  show(61)
  expect(drawn()).toEqual(many.slice(0, 21).map((_, k) => k + 1))
  expect(a.at('61')).toBe('Said in paragraph 61.')
  // What is near is there already.
  scrollTo(5)
  expect(drawn()).toHaveLength(21)
  scrollTo(45)
  expect(drawn()[0]).toBe(36)
  expect(drawn().at(-1)).toBe(61)
  a.delete(' in paragraph 61')
  a.type('Said', ' again')
  settle()
  expect(a.marked().at(-1)).toBe('NOR: Said.')
  show(60)
  expect(drawn()).toHaveLength(60)
})

test('nothing is drawn under an input method; at its end it is', () => {
  const a = new Sheet(1, seed)
  const composes = vi.spyOn(bindingOf(a.room), 'composing', 'get').mockReturnValue(true)
  a.show('t', a.anchorOf('four reports'))
  settle()
  expect(a.marked()).toEqual([])
  composes.mockReturnValue(false)
  settle()
  expect(a.marked()).toEqual(['NOR: four reports'])
})

test('moving a block moves its words past the neighbour, the caret with it, and stops at the ends and at notes', () => {
  const [a, b] = [new Sheet(1, seed), new Sheet(2, seed)]
  a.show('t', a.anchorOf('one person'))
  a.editor.commands.setTextSelection(a.find('State names'))
  a.editor.view.dispatch(moveBlock(a.editor.state, 3, -1)!)
  meet(a, b)
  expect(b.editor.state.doc.content.content.map(({ attrs }) => attrs.id)).toEqual([
    'block-0',
    'block-1',
    'block-3',
    'block-2',
    'block-4',
  ])
  expect(a.editor.state.selection.head).toBe(a.find('State names'))
  settle()
  expect(a.at('t')).toBe('one person')
  expect(moveBlock(a.editor.state, 0, -1)).toBe(null)
  expect(moveBlock(a.editor.state, 3, 1)).toBe(null)
})
