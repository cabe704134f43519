// @vitest-environment happy-dom
/** Undo takes back what this person did, in the steps they think in, and puts the caret where it was. */
import { TextSelection } from '@tiptap/pm/state'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { textRoot } from '#shared/room/roots.ts'
import { createTextBinding } from '../../../client/room/binding.ts'
import { Client, mount, seedOf, sync } from '../../convergence/client.ts'

const seed = seedOf(['paragraph', 'Alpha beta'], ['paragraph', 'Delta zeta'])
const pair = (captureTimeout: number): [Client, Client] => [
  new Client(1, seed, { captureTimeout }),
  new Client(2, seed),
]
/** Longer than any test: only what the binding decides divides one step from the next. */
const forever = 1e9

const typeHere = (client: Client, typed: string) => {
  for (const character of typed) client.do((tr) => tr.insertText(character))
}

describe('one step', () => {
  test('is what was typed without a pause, whatever others do between', () => {
    const [a, b] = pair(forever)
    a.caretAfter('Alpha')
    typeHere(a, ' one')
    b.type('zeta', '!')
    sync(a, b)
    typeHere(a, ' two')
    a.undo()
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zeta!')
    a.binding.redo()
    expect(a.say()).toBe('paragraph: Alpha one two beta | paragraph: Delta zeta!')
  })

  test('ends where the caret jumps', () => {
    const [a] = pair(forever)
    a.caretAfter('Alpha')
    typeHere(a, ' one')
    a.caretAfter('zeta')
    typeHere(a, ' two')
    a.undo()
    expect(a.say()).toBe('paragraph: Alpha one beta | paragraph: Delta zeta')
    a.undo()
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zeta')
  })

  test('ends where it is told to', () => {
    const [a] = pair(forever)
    a.caretAfter('Alpha')
    typeHere(a, ' one')
    a.binding.stopCapturing()
    typeHere(a, ' two')
    a.undo()
    expect(a.say()).toBe('paragraph: Alpha one beta | paragraph: Delta zeta')
  })

  test('does not end while the caret moves within a composition', () => {
    const [a] = pair(forever)
    a.caretAfter('Alpha')
    for (const shown of ['n', 'に', 'にほ']) {
      a.compose(shown, a.composing ? 1 : 0)
      a.select(a.state.selection.head - 1).select(a.state.selection.head + 1)
    }
    a.endComposition()
    a.undo()
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zeta')
  })
})

test('there is something to undo, then to redo, then nothing', () => {
  const [a] = pair(0)
  const can = () => [a.binding.canUndo(), a.binding.canRedo()]
  expect([...can(), a.binding.undo(), a.binding.redo()]).toEqual([false, false, false, false])
  a.type('Alpha', '!')
  expect(can()).toEqual([true, false])
  expect(a.binding.undo()).toBe(true)
  expect(can()).toEqual([false, true])
  expect(a.binding.redo()).toBe(true)
  expect(can()).toEqual([true, false])
})

describe('the caret', () => {
  test('returns to where it was, by its words and not by its number', () => {
    const [a, b] = pair(0)
    a.caretAfter('Alpha')
    typeHere(a, '!')
    a.caretAfter('zeta')
    b.type('Al', 'HIS')
    sync(a, b)
    a.undo()
    expect(a.say()).toBe('paragraph: AlHISpha beta | paragraph: Delta zeta')
    expect(a.state.selection.head).toBe(a.find('pha') + 3)
    a.caretAfter('Delta')
    a.binding.redo()
    expect(a.state.selection.head).toBe(a.find('zeta') + 4)
  })

  test('is a selection again when a selection was deleted', () => {
    const [a, b] = pair(0)
    a.select(1, a.state.doc.content.size - 1).do((tr) => tr.deleteSelection())
    b.type('Alpha', ' his')
    sync(a, b)
    a.undo()
    sync(a, b)
    const { from, to } = a.state.selection
    expect(from).toBe(1)
    expect(to).toBeGreaterThan(a.find('zeta'))
    expect(a.say()).toContain('Alpha')
    expect(a.say()).toContain(' his')
  })
})

test("others' steps are never taken back", () => {
  const [a, b] = pair(0)
  b.type('zeta', ' theirs')
  sync(a, b)
  expect(a.binding.undo()).toBe(false)
  a.role('Alpha', 'heading')
  b.role('Delta', 'quote')
  sync(a, b)
  a.undo()
  sync(a, b)
  expect(b.say()).toBe('paragraph: Alpha beta | quote: Delta zeta theirs')
})

test('everything deleted, undone, redone and undone again while another types', () => {
  const [a, b] = pair(0)
  a.select(0, a.state.doc.content.size).do((tr) => tr.delete(0, tr.doc.content.size))
  sync(a, b)
  b.do((tr) => tr.insertText('theirs', 1))
  sync(a, b)
  a.undo()
  sync(a, b)
  for (const words of ['Alpha beta', 'Delta zeta', 'theirs']) expect(b.say()).toContain(words)
  a.binding.redo()
  sync(a, b)
  expect(b.say()).toContain('theirs')
  expect(b.say()).not.toContain('Alpha')
  a.undo()
  sync(a, b)
  for (const words of ['Alpha beta', 'Delta zeta', 'theirs']) expect(b.say()).toContain(words)
})

test('a letterhead that is written with the origin of the binding is undone in the same order', () => {
  const doc = new Y.Doc()
  const title = doc.getText('letterhead.title')
  const binding = createTextBinding(doc.getText(textRoot), { alsoUndo: [title], captureTimeout: 0 })
  const view = mount(binding)
  const setTitle = (value: string, origin?: object) => doc.transact(() => title.insert(title.length, value), origin)
  view.dispatch(view.state.tr.insertText('one', 1))
  setTitle('Title', binding.origin)
  setTitle(' of another')
  view.dispatch(view.state.tr.insertText(' two', 4))
  const said = () => [view.state.doc.textContent, String(title)]
  binding.undo()
  expect(said()).toEqual(['one', 'Title of another'])
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 2)))
  binding.undo()
  expect(said()).toEqual(['one', ' of another'])
  // The caret in the text has nothing to do with the title.
  expect(view.state.selection.head).toBe(2)
  binding.undo()
  expect(said()).toEqual(['', ' of another'])
})

test('a mark, an atom and an attribute are steps like any other', () => {
  const [a, b] = pair(0)
  a.mark('beta', 'bold').atom('zeta').role('Delta', 'heading', { level: 2 }).attribute('Delta', 'level', 3)
  sync(a, b)
  const said = [a.say()]
  while (a.binding.undo()) {
    sync(a, b)
    said.push(b.say())
  }
  expect(said).toEqual([
    'paragraph: Alpha <bold: beta> | heading[level 3]: Delta zeta⏎',
    'paragraph: Alpha <bold: beta> | heading[level 2]: Delta zeta⏎',
    'paragraph: Alpha <bold: beta> | paragraph: Delta zeta⏎',
    'paragraph: Alpha <bold: beta> | paragraph: Delta zeta',
    'paragraph: Alpha beta | paragraph: Delta zeta',
  ])
})
