// @vitest-environment happy-dom
/** Anchors in the positions of the editor: of selections, of whole paragraphs, and while the view lags behind the text. */
import { expect, test, vi } from 'vitest'
import { anchorBlock, anchorSelection, findAnchors } from '../../../client/room/anchors.ts'
import type { Room } from '../../../client/room/provider.ts'
import { bindingOf } from '../../../client/room/room-binding.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { Client, mount, seedOf, sync } from '../../convergence/client.ts'

/** A person in a room, whose binding is the room's own. */
function inRoom(client: Client): Room {
  const room = { doc: client.doc, text: client.text } as unknown as Room
  const view = mount(bindingOf(room))
  Object.defineProperty(client, 'view', { value: view })
  Object.defineProperty(client, 'binding', { value: bindingOf(room) })
  return room
}

const seed = seedOf(['heading', 'Title'], ['paragraph', 'Alpha beta gamma'], ['paragraph', ''], ['paragraph', 'Delta'])

function stands(room: Room, client: Client, anchor: Anchor): string | null {
  const found = findAnchors(room, new Map([['thread', anchor]]))?.get('thread')
  if (found === undefined) return null
  if (found.found === 'nowhere') return 'nowhere'
  return `${found.found} ${found.blockId}: ${client.state.doc.textBetween(found.from, found.to, '|', '*')}`
}

test('what is selected is found in the same positions, by whoever reads the text', () => {
  const a = new Client(1, seed)
  const b = new Client(2, seed)
  const [ofA, ofB] = [inRoom(a), inRoom(b)]
  a.atom('Alpha')
  const from = a.find('beta')
  const anchor = anchorSelection(ofA, a.state, from, from + 4)!
  expect(findAnchors(ofA, new Map([['thread', anchor]]))?.get('thread')).toMatchObject({ from, to: from + 4 })
  sync(a, b)
  expect(stands(ofB, b, anchor)).toBe('words block-1: beta')
  b.split('eta')
  expect(stands(ofB, b, anchor)).toBe('words block-1: b|eta')
  const across = anchorSelection(ofB, b.state, b.find('Title') + 2, b.find('gamma'))!
  expect(stands(ofB, b, across)).toBe('words block-0: tle|Alpha* b|eta ')
})

test('an empty selection makes no anchor, an empty paragraph does, in the place where one would write', () => {
  const a = new Client(1, seed)
  const room = inRoom(a)
  expect(anchorSelection(room, a.state, 3, 3)).toBeNull()
  expect(anchorBlock(room, 'none')).toBeNull()
  const anchor = anchorBlock(room, 'block-2')!
  const pos = a.find('gamma') + 'gamma'.length + 2
  const found = findAnchors(room, new Map([['thread', anchor]]))?.get('thread')
  expect(found).toMatchObject({ found: 'paragraph', blockId: 'block-2', from: pos, to: pos })
  expect(a.state.doc.resolve(pos).parent.attrs.id).toBe('block-2')
})

test('a text that begins without a marker counts as it is shown', () => {
  const a = new Client(1, null)
  const room = inRoom(a)
  a.text.insert(0, 'Headless words')
  const from = a.find('words')
  const anchor = anchorSelection(room, a.state, from, from + 5)!
  expect(stands(room, a, anchor)).toBe('words start: words')
})

test('while the view keeps changes back nothing is said, and afterwards all', () => {
  vi.useFakeTimers()
  const a = new Client(1, seed)
  const b = new Client(2, seed)
  const room = inRoom(a)
  const anchor = anchorSelection(room, a.state, a.find('gamma'), a.find('gamma') + 5)!
  Object.defineProperty(a.view, 'composing', { get: () => a.composing })
  a.caretAfter('Alpha').compose('X')
  sync(a, b)
  b.type('beta', ' more')
  sync(a, b)
  expect(stands(room, a, anchor)).toBeNull()
  a.endComposition()
  vi.advanceTimersByTime(100)
  vi.useRealTimers()
  expect(a.say()).toContain('AlphaX beta more gamma')
  expect(stands(room, a, anchor)).toBe('words block-1: gamma')
})
