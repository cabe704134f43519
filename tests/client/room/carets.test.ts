// @vitest-environment happy-dom
/** Carets of the others: where they are, whose they are, when their name shows; and what no caret may do. */
import type { Plugin } from '@tiptap/pm/state'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { createCarets } from '../../../client/room/carets.ts'
import { Client, network, seedOf, sync } from '../../convergence/client.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const seed = seedOf(['paragraph', 'Alpha beta'], ['paragraph', 'Delta zeta'])

/** As the server names people. */
const users = {
  1: { delegateId: 'p1', name: 'Ada', delegationId: 'nor', delegation: 'Norway', code: 'NOR', hue: 3, outlined: false },
  2: { delegateId: 'p2', name: 'Ben', delegationId: 'can', delegation: 'Canada', code: 'CAN', hue: 5, outlined: true },
} as const

class Person extends Client {
  readonly awareness: Awareness
  readonly carets: Plugin

  constructor(id: 1 | 2) {
    super(id, seed)
    this.awareness = new Awareness(this.doc)
    clearInterval(this.awareness._checkInterval)
    this.awareness.setLocalStateField('user', users[id])
    this.carets = createCarets(this.binding, this.awareness)
    this.view.updateState(this.state.reconfigure({ plugins: [this.binding.plugin, this.carets] }))
    vi.spyOn(this.view, 'hasFocus').mockReturnValue(true)
  }

  /** The block with carets drawn as bars, each before the text to its right. */
  drawn(): string {
    const html = [...this.view.dom.children].map((block) => {
      const copy = block.cloneNode(true) as HTMLElement
      for (const caret of copy.querySelectorAll<HTMLElement>('.caret')) caret.replaceWith(`|${caret.dataset.who}|`)
      for (const sel of copy.querySelectorAll('.caret-selection')) sel.replaceWith(`[${sel.textContent}]`)
      return copy.textContent
    })
    return html.join(' / ')
  }

  caret(): HTMLElement | null {
    return this.view.dom.querySelector('.caret')
  }
}

function meet(): [Person, Person] {
  const people: [Person, Person] = [new Person(1), new Person(2)]
  return people
}

/** Documents and carets of one reach the other, in this order, as the server sends them. */
async function exchange(...people: Person[]): Promise<void> {
  sync(...people)
  for (const from of people)
    for (const to of people) {
      const update = encodeAwarenessUpdate(from.awareness, [from.awareness.clientID])
      if (from !== to) applyAwarenessUpdate(to.awareness, update, network)
    }
  await Promise.resolve()
}

test('a caret stands where its owner has it, in hue and code of the delegation', async () => {
  const [a, b] = meet()
  b.caretAfter('Alpha')
  await exchange(a, b)
  expect(a.drawn()).toBe('Alpha|CAN| beta / Delta zeta')
  expect([...a.caret()!.classList]).toEqual(expect.arrayContaining(['caret', 'd5', 'outlined', 'moved']))
  expect(a.caret()?.getAttribute('aria-hidden')).toBe('true')
  expect(b.caret()).toBeNull()
})

test('the name shows for two seconds after each move, and not when others write', async () => {
  const [a, b] = meet()
  b.caretAfter('Alpha')
  await exchange(a, b)
  vi.advanceTimersByTime(1_999)
  expect(a.caret()?.classList.contains('moved')).toBe(true)
  vi.advanceTimersByTime(1)
  expect(a.caret()?.classList.contains('moved')).toBe(false)
  a.type('Al', 'XXX')
  await exchange(a, b)
  expect(a.drawn()).toBe('AlXXXpha|CAN| beta / Delta zeta')
  expect(a.caret()?.classList.contains('moved')).toBe(false)
  b.caretAfter('zeta')
  await exchange(a, b)
  expect(a.drawn()).toBe('AlXXXpha beta / Delta zeta|CAN|')
  expect(a.caret()?.classList.contains('moved')).toBe(true)
})

test('a selection is drawn, and goes when it is one no more', async () => {
  const [a, b] = meet()
  b.select(b.find('beta'), b.find('beta') + 4)
  await exchange(a, b)
  expect(a.drawn()).toBe('Alpha [beta]|CAN| / Delta zeta')
  expect(a.view.dom.querySelector('.caret-selection')?.className).toBe('caret-selection d5')
  b.caretAfter('beta')
  await exchange(a, b)
  expect(a.drawn()).toBe('Alpha beta|CAN| / Delta zeta')
})

test('a caret goes with its words, and stays left of what others type at it', async () => {
  const [a, b] = meet()
  b.caretAfter('Alpha')
  await exchange(a, b)
  a.type('Alpha', '!').split('pha')
  expect(a.drawn()).toBe('Al / pha|CAN|! beta / Delta zeta')
  await exchange(a, b)
  expect(a.drawn()).toBe('Al / pha|CAN|! beta / Delta zeta')
})

test('a caret whose words are deleted stands where they stood', async () => {
  const [a, b] = meet()
  b.caretAfter('Delta')
  await exchange(a, b)
  a.deleteBlock('Delta')
  await Promise.resolve()
  expect(a.drawn()).toBe('Alpha beta|CAN|')
})

test('it is gone when its owner is, or leaves the text', async () => {
  const [a, b] = meet()
  b.caretAfter('Alpha')
  await exchange(a, b)
  b.view.destroy()
  const update = encodeAwarenessUpdate(b.awareness, [2])
  applyAwarenessUpdate(a.awareness, update, network)
  expect(a.caret()).toBeNull()
  expect(b.awareness.getLocalState()).toEqual({ user: users[2], caret: null })
})

test('nothing is published before the first focus, or of a text that one may only read', () => {
  const a = new Client(1, seed)
  const awareness = new Awareness(a.doc)
  clearInterval(awareness._checkInterval)
  a.view.updateState(a.state.reconfigure({ plugins: [a.binding.plugin, createCarets(a.binding, awareness)] }))
  a.caretAfter('Alpha')
  expect(awareness.getLocalState()).toEqual({})
  const focus = vi.spyOn(a.view, 'hasFocus').mockReturnValue(true)
  a.caretAfter('beta')
  expect(awareness.getLocalState()?.caret).toMatchObject({ head: { assoc: -1 } })
  focus.mockReturnValue(false)
  a.caretAfter('Alpha')
  expect(awareness.getLocalState()?.caret).not.toBeNull()
  a.view.setProps({ editable: () => false })
  a.caretAfter('zeta')
  expect(awareness.getLocalState()?.caret).toBeNull()
})

test('what is no caret draws nothing and makes nothing', async () => {
  const [a] = meet()
  const hostile: readonly object[] = [
    { user: users[2], caret: 7 },
    { user: users[2], caret: { anchor: { tname: 'text', assoc: -1 } } },
    { user: users[2], caret: place('evil') },
    { user: users[2], caret: place('text', { client: 1e308, clock: 0 }) },
    { user: users[2], caret: place('text', { client: -1, clock: 0 }) },
    { user: { ...users[2], hue: '5" onclick="steal()' }, caret: place('text') },
    { caret: place('text') },
  ]
  const roots = [...a.doc.share.keys()]
  for (const said of hostile) {
    const stranger = new Awareness(new Client(9, seed).doc)
    clearInterval(stranger._checkInterval)
    stranger.setLocalState(said)
    applyAwarenessUpdate(a.awareness, encodeAwarenessUpdate(stranger, [9]), network)
    expect(a.caret(), JSON.stringify(said)).toBeNull()
  }
  expect([...a.doc.share.keys()]).toEqual(roots)
})

function place(tname: string, item?: { client: number; clock: number }) {
  const end = { tname, assoc: -1, ...(item && { item }) }
  return { anchor: end, head: end }
}

test('only the caret that moved is drawn anew', async () => {
  const [a, b] = meet()
  const c = new Person(2)
  Object.assign(c.awareness, { clientID: 3 })
  c.awareness.setLocalState({ user: users[1] })
  b.caretAfter('Alpha')
  c.caretAfter('zeta')
  await exchange(a, b, c)
  const [first, second] = a.view.dom.querySelectorAll('.caret')
  vi.advanceTimersByTime(1)
  c.caretAfter('Delta')
  await exchange(a, b, c)
  const [stayed, moved] = a.view.dom.querySelectorAll('.caret')
  expect(stayed).toBe(first)
  expect(moved).not.toBe(second)
})

test('nothing is drawn in a block that is being composed, until that is done', async () => {
  const [a, b] = meet()
  b.caretAfter('zeta')
  await exchange(a, b)
  a.caretAfter('Alpha').compose('に')
  const update = () => applyAwarenessUpdate(a.awareness, encodeAwarenessUpdate(b.awareness, [2]), network)
  b.caretAfter('beta')
  update()
  expect(a.drawn()).toBe('Alphaに beta / Delta zeta|CAN|')
  b.caretAfter('Delta')
  update()
  expect(a.drawn()).toBe('Alphaに beta / Delta|CAN| zeta')
  b.caretAfter('beta')
  update()
  a.endComposition()
  vi.advanceTimersByTime(60)
  expect(a.drawn()).toBe('Alphaに beta|CAN| / Delta zeta')
})
