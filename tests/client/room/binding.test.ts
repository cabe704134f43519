// @vitest-environment happy-dom
/**
 * The binding's life: views that come and go, edits in the moment of mounting, Yjs transactions that others leave open,
 * two editors on one document, and what it does with changes that cannot be shown or must not be written.
 */
import { Schema } from '@tiptap/pm/model'
import { EditorState, Plugin, TextSelection } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'
import { describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { render } from '#shared/room/flat-text.ts'
import { textRoot } from '#shared/room/roots.ts'
import { createTextBinding } from '../../../client/room/binding.ts'
import { Client, mount, network, seedOf, sync } from '../../convergence/client.ts'
import { textSchema } from '../../text-schema.ts'

const seed = seedOf(['paragraph', 'Alpha beta'], ['paragraph', 'Delta zeta'])

const pair = (from: Uint8Array | null = seed): [Client, Client] => [new Client(1, from), new Client(2, from)]

/** How many there are who listen to the text and its document. */
function observers({ doc, text }: Client): number {
  const events = [...(doc as unknown as { _observers: Map<string, Set<unknown>> })._observers.values()]
  return events.reduce((sum, set) => sum + set.size, text._dEH.l.length)
}

describe('a view that comes and goes', () => {
  test('registerPlugin makes all plugin views anew: what is typed is written, and undo reaches behind it', () => {
    const [a, b] = pair()
    a.type('Alpha', ' one')
    const { plugins } = a.state
    a.view.updateState(a.state.reconfigure({ plugins: [...plugins, new Plugin({})] }))
    a.type('one', ' two')
    sync(a, b)
    expect(b.say()).toBe('paragraph: Alpha one two beta | paragraph: Delta zeta')
    b.type('zeta', '!')
    sync(a, b)
    a.undo().undo()
    sync(a, b)
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zeta!')
  })

  test('a new view has the history of the one before', () => {
    const [a] = pair()
    a.type('Alpha', ' one')
    a.view.destroy()
    const next = mount(a.binding)
    expect(a.binding.canUndo()).toBe(true)
    a.binding.undo()
    expect(next.state.doc.textContent).toBe('Alpha betaDelta zeta')
  })

  test('what others did while no view was there is shown by the next', () => {
    const [a, b] = pair()
    a.view.destroy()
    b.type('Alpha', ' one')
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), network)
    expect(mount(a.binding).state.doc.toJSON()).toEqual(b.state.doc.toJSON())
  })

  test('nothing listens any more when it is gone, however often it came', () => {
    const [a, b] = pair()
    const before = observers(a)
    for (let k = 0; k < 5; k++) {
      a.view.destroy()
      b.type('Alpha', '.')
      Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), network)
      Object.assign(a, { view: mount(a.binding) })
    }
    a.check()
    expect(observers(a)).toBe(before)
    a.view.destroy()
    a.binding.destroy()
    expect(observers(a)).toBeLessThan(before)
  })

  test("React's strict mode makes two and throws one away: whichever is left is bound", () => {
    for (const gone of ['first', 'second']) {
      const [a, b] = pair()
      const second = mount(a.binding)
      const [left, thrownAway] = gone === 'first' ? [second, a.view] : [a.view, second]
      thrownAway.destroy()
      left.dispatch(left.state.tr.insertText('typed ', 1))
      b.type('zeta', '!')
      Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc), network)
      Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), network)
      expect(left.state.doc.textContent).toBe('typed Alpha betaDelta zeta!')
      expect(b.state.doc.textContent).toBe('typed Alpha betaDelta zeta!')
    }
  })

  test('a view is destroyed while others type', () => {
    const [a, b] = pair()
    a.type('Alpha', ' one')
    a.view.destroy()
    b.type('zeta', '!')
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), network)
    Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc), network)
    b.check()
    expect(b.say()).toBe('paragraph: Alpha one beta | paragraph: Delta zeta!')
  })

  test('a document that is destroyed leaves nobody in trouble', () => {
    const [a] = pair()
    a.doc.destroy()
    a.type('Alpha', ' one')
    a.view.destroy()
    a.binding.destroy()
  })
})

describe('an edit in the task in which the view was made', () => {
  test('is written', () => {
    const [a, b] = pair()
    a.view.destroy()
    const view = mount(a.binding)
    view.dispatch(view.state.tr.insertText('typed ', 1))
    expect(a.text.toString()).toContain('typed Alpha')
    sync(b)
  })

  test('is kept even where the editor was not given the text', async () => {
    const [a] = pair()
    a.view.destroy()
    const state = EditorState.create({ schema: textSchema, plugins: [a.binding.plugin] })
    const view = new EditorView(document.createElement('div'), { state })
    view.dispatch(view.state.tr.insertText('typed', 1))
    await Promise.resolve()
    expect(view.state.doc.toJSON()).toEqual(render(a.text))
    expect(view.state.doc.textContent).toContain('typed')
    expect(view.state.doc.textContent).toContain('Alpha beta')
  })
})

describe('two editors on one document', () => {
  test('show the same, and each undoes its own', () => {
    const [a] = pair()
    const other = createTextBinding(a.text, { captureTimeout: 0, newId: () => 'other-minted' })
    const view = mount(other)
    a.type('Alpha', ' one')
    view.dispatch(view.state.tr.insertText(' two', view.state.doc.content.size - 1))
    a.check()
    expect(view.state.doc.toJSON()).toEqual(a.state.doc.toJSON())
    a.undo()
    expect(view.state.doc.textContent).toBe('Alpha betaDelta zeta two')
    other.undo()
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zeta')
    a.check()
  })

  test('of which one answers what it is shown with an edit of its own', () => {
    const [a, b] = pair()
    const echo = new Plugin({
      appendTransaction: (trs, _, state) =>
        trs.some((tr) => tr.docChanged) && !state.doc.textContent.includes('echo')
          ? state.tr.insertText(' echo', state.doc.content.size - 1)
          : null,
    })
    const other = createTextBinding(a.text, { captureTimeout: 0 })
    const view = mount(other, [echo])
    // Their observers are called one after the other: the text is ahead of what the second one hears.
    const third = mount(createTextBinding(a.text, { captureTimeout: 0 }))
    b.type('Alpha', ' one')
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), network)
    a.check()
    expect(a.say()).toBe('paragraph: Alpha one beta | paragraph: Delta zeta echo')
    expect(view.state.doc.toJSON()).toEqual(a.state.doc.toJSON())
    expect(third.state.doc.toJSON()).toEqual(a.state.doc.toJSON())
  })
})

describe("in the middle of somebody's Yjs transaction", () => {
  test('an edit is written when it is over', () => {
    const [a, b] = pair()
    a.doc.transact(() => {
      a.text.insert(1, 'before ')
      a.do((tr) => tr.insertText(' typed', a.find('Delta') + 5))
      a.text.insert(1, 'long ')
    })
    a.check()
    sync(a, b)
    expect(b.say()).toBe('paragraph: long before Alpha beta | paragraph: Delta typed zeta')
  })

  test('what an observer writes before the binding was called is shown once', () => {
    const [a, b] = pair()
    a.text.observe((_, transaction) => {
      if (transaction.origin === network) a.text.delete(a.text.length - 4, 4)
      if (transaction.origin === network) a.text.insert(1, 'answer ')
    })
    b.type('Delta', '!').split('beta')
    sync(a, b)
    a.check()
    expect(a.say()).toBe('paragraph: answer Alpha  | paragraph: beta | paragraph: Delta! ')
    expect(b.say()).toBe(a.say())
  })

  test('an edit from an observer is written when all have been called', () => {
    const [a, b] = pair()
    a.text.observe((_, transaction) => {
      if (transaction.origin === network) a.do((tr) => tr.insertText('answer ', 1))
    })
    b.type('zeta', '!')
    sync(a, b)
    expect(a.say()).toBe('paragraph: answer Alpha beta | paragraph: Delta zeta!')
  })
})

describe('what others do leaves alone', () => {
  test('the bold that is about to be typed', () => {
    const [a, b] = pair()
    a.caretAfter('Alpha').do((tr) => tr.addStoredMark(textSchema.marks.bold!.create()))
    b.type('zeta', '!')
    sync(a, b)
    a.do((tr) => tr.insertText('!'))
    expect(a.say()).toContain('Alpha<bold: !> beta')
  })

  test('a selection, which does not grow at its edges', () => {
    const [a, b] = pair()
    a.select(a.find('beta'), a.find('beta') + 4)
    b.type('Alpha ', 'X').type('beta', 'Y')
    sync(a, b)
    const { from, to } = a.state.selection
    expect(a.state.doc.textBetween(from, to)).toBe('beta')
  })

  test('a caret in an empty block, when blocks are put before and behind it', () => {
    const [a, b] = pair(seedOf(['paragraph', 'one'], ['paragraph', ''], ['paragraph', 'three']))
    a.select(6)
    const place = a.binding.relative(a.state, 6, -1)
    const { paragraph } = textSchema.nodes
    b.do((tr) => tr.insert(5, paragraph!.create(null, textSchema.text('before'))))
    b.do((tr) => tr.insert(b.find('three') - 1, paragraph!.create(null, textSchema.text('behind'))))
    sync(a, b)
    expect([a.state.selection.$head.index(0), a.state.selection.$head.parentOffset]).toEqual([2, 0])
    expect(b.binding.absolute(place)).toBe(a.state.selection.head)
  })
})

describe('places are the same in every state', () => {
  test('beside every unit, on both sides, as Yjs itself finds them', () => {
    for (const from of [seed, null]) {
      const [a] = pair(from)
      a.do((tr) => tr.insertText('xy', 1)).delete('x')
      const { doc } = a.state
      for (let pos = 0; pos <= doc.content.size; pos++)
        for (const assoc of [-1, 0] as const) {
          const linear = pos - doc.resolve(pos).index(0)
          const own = a.binding.relative(a.state, pos, assoc)
          const yjs = Y.createRelativePositionFromTypeIndex(a.text, linear, assoc)
          expect(own).toEqual(JSON.parse(JSON.stringify(Y.relativePositionToJSON(yjs))))
        }
    }
  })
})

describe('ids', () => {
  test('are minted of the crypto kind', () => {
    const doc = new Y.Doc()
    const view = mount(createTextBinding(doc.getText(textRoot)))
    view.dispatch(view.state.tr.insertText('one two', 1).split(5))
    const [first, second] = view.state.doc.children.map(({ attrs }) => attrs.id)
    expect(first).toBe('start')
    expect(second).toMatch(/^[0-9a-v]{12}$/)
  })

  test('Enter at the start of a block leaves its id with its words', () => {
    const [a, b] = pair()
    a.split('Delta')
    sync(a, b)
    expect(a.ids()).toEqual(['block-0', '1-minted-0', 'block-1'])
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph:  | paragraph: Delta zeta')
  })

  test('Enter in an empty block leaves it the first', () => {
    const [a] = pair(seedOf(['paragraph', '']))
    a.do((tr) => tr.split(1))
    expect(a.ids()).toEqual(['block-0', '1-minted-0'])
  })

  test('a copy pasted before its original does not take its id', () => {
    const [a, b] = pair()
    a.do((tr) => tr.insert(0, tr.doc.child(1)))
    sync(a, b)
    expect(a.ids()).toEqual(['1-minted-0', 'block-0', 'block-1'])
  })

  test('nobody mints for what others did', () => {
    const [a, b] = pair()
    let updates = 0
    b.doc.on('update', (_: Uint8Array, origin: unknown) => origin !== network && updates++)
    a.split('beta').split('zeta')
    sync(a, b)
    expect(updates).toBe(0)
  })
})

describe('what the schema does not allow is neither written nor shown', () => {
  test('a link to a script', () => {
    const [a, b] = pair()
    const from = a.find('beta')
    a.do((tr) => tr.addMark(from, from + 4, textSchema.marks.link!.create({ href: 'javascript:steal()' })))
    sync(a, b)
    expect(JSON.stringify(a.text.toDelta())).not.toContain('javascript')
    expect(a.say()).toBe('paragraph: Alpha beta | paragraph: Delta zeta')
  })

  test('a level that headings do not have', () => {
    const [a, b] = pair()
    a.role('Alpha', 'heading', { level: 9 })
    sync(a, b)
    expect(a.say()).toBe('heading: Alpha beta | paragraph: Delta zeta')
  })

  test('half a surrogate pair, and a change of one half', () => {
    const [a, b] = pair(seedOf(['paragraph', 'x😀y']))
    a.do((tr) => tr.replaceWith(2, 4, textSchema.text('😁')))
    sync(a, b)
    expect(b.say()).toBe('paragraph: x😁y')
    a.do((tr) => tr.replaceWith(3, 4, textSchema.text('\ude42')))
    sync(a, b)
    expect(b.say()).toBe('paragraph: x\ud83d\ude42y')
    a.do((tr) => tr.delete(2, 3))
    sync(a, b)
    expect(b.say()).toBe('paragraph: x\ufffdy')
  })
})

describe('in trouble', () => {
  test('a change that cannot be shown step by step is shown as a whole, and told', () => {
    const told = vi.fn()
    const a = new Client(1, seed, { onTrouble: told })
    const b = new Client(2, seed)
    // A view that drifted from the text, as no view should: it shows a block that the text does not have.
    a.do((tr) => tr.insert(0, tr.doc.child(0)).setMeta(a.binding.plugin, 'shown'))
    const drifted = a.binding as unknown as { shown: object }
    drifted.shown = { ...drifted.shown, doc: a.state.doc }
    b.split('beta')
    sync(a, b)
    expect(told).toHaveBeenCalledOnce()
    expect(a.say()).toBe('paragraph: Alpha  | paragraph: beta | paragraph: Delta zeta')
    a.type('zeta', '!')
    sync(a, b)
    expect(b.say()).toContain('zeta!')
  })

  test('what could not be written is not shown either, and told', () => {
    const told = vi.fn()
    const a = new Client(1, seed, { onTrouble: told })
    const insert = vi.spyOn(a.text, 'insert').mockImplementationOnce(() => {
      throw new Error('broken')
    })
    a.type('Alpha', ' lost')
    insert.mockRestore()
    expect(told).toHaveBeenCalledOnce()
    a.check()
    a.type('Alpha', ' kept')
    a.check()
    expect(a.text.toString()).toContain('Alpha kept beta')
  })

  test('a schema that cannot show every text is refused when it is mounted', () => {
    const { nodes, marks } = textSchema.spec
    const broken: readonly (readonly [string, Schema])[] = [
      ['excludes', new Schema({ nodes, marks: marks.update('bold', { ...marks.get('bold'), excludes: '_' }) })],
      ['forbids marks', new Schema({ nodes: nodes.update('quote', { ...nodes.get('quote'), marks: '' }), marks })],
      ['no textblock', new Schema({ nodes: nodes.remove('footnote'), marks })],
      ['no mark', new Schema({ nodes, marks: marks.remove('strike') })],
      [
        'has the attributes',
        new Schema({ nodes, marks: marks.update('link', { attrs: { href: {}, target: { default: '_blank' } } }) }),
      ],
      ['cannot stand anywhere', new Schema({ nodes: nodes.update('doc', { content: 'heading paragraph*' }), marks })],
    ]
    for (const [complaint, schema] of broken) {
      const { plugin } = createTextBinding(new Y.Doc().getText(textRoot))
      const state = EditorState.create({ schema, plugins: [plugin] })
      expect(() => new EditorView(document.createElement('div'), { state }), complaint).toThrow(complaint)
    }
  })

  test('a selection of a whole document, and of one atom, goes with it', () => {
    const [a, b] = pair()
    a.do((tr) => tr.setSelection(TextSelection.create(tr.doc, 1, tr.doc.content.size - 1)))
    b.type('Alpha', ' one').deleteBlock('Delta')
    sync(a, b)
    expect([a.state.selection.from, a.state.selection.to]).toEqual([1, a.state.doc.content.size - 1])
  })
})
