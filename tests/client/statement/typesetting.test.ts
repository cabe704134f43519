// @vitest-environment happy-dom
/** Typographic signs in the editor with its binding: what one Ctrl+Z or Backspace brings back, and what is left alone. */
import { describe, expect, test } from 'vitest'
import type { Language } from '#shared/statement/statement.ts'
import { createTextBinding } from '../../../client/room/binding.ts'
import { createTypesetting } from '../../../client/statement/typesetting.ts'
import { Client, seedOf, sync } from '../../convergence/client.ts'

const seed = seedOf(['paragraph', 'Alpha '], ['paragraph', 'Delta zeta'])

function open(language: Language, id = 1): Client {
  let client: Client | null = null
  const binding = {
    get composing() {
      return client?.binding.composing ?? false
    },
    stopCapturing: () => client?.binding.stopCapturing(),
  } as ReturnType<typeof createTextBinding>
  // Whatever is typed without a pause is one step, so that only the plugin divides it.
  client = new Client(id, seed, { captureTimeout: 1e9, plugins: [createTypesetting(binding, () => language)] })
  return client.caretAfter('Alpha ')
}

function type(client: Client, text: string): void {
  for (const sign of text) {
    const { from, to } = client.state.selection
    const plain = () => client.state.tr.insertText(sign, from, to)
    const taken = client.view.someProp('handleTextInput', (handle) => handle(client.view, from, to, sign, plain))
    if (!taken) client.view.dispatch(plain())
  }
}

function backspace(client: Client): void {
  const event = new KeyboardEvent('keydown', { key: 'Backspace' })
  const { from } = client.state.selection
  if (!client.view.someProp('handleKeyDown', (handle) => handle(client.view, event)))
    client.do((tr) => tr.delete(from - 1, from))
}

const first = (client: Client): string => client.state.doc.child(0).textContent

describe('a sign that was typeset', () => {
  test('is plain again after one undo, and the words before it stay', () => {
    const a = open('fr')
    type(a, 'dit "')
    expect(first(a)).toBe('Alpha dit «\u202f')
    a.undo()
    expect(first(a)).toBe('Alpha dit "')
    a.undo()
    expect(first(a)).toBe('Alpha ')
  })
  test('is plain again after Backspace at once, and typed on it stays plain', () => {
    const a = open('fr')
    type(a, 'fin !')
    expect(first(a)).toBe('Alpha fin\u202f!')
    backspace(a)
    expect(first(a)).toBe('Alpha fin !')
    backspace(a)
    expect(first(a)).toBe('Alpha fin ')
  })
  test('is deleted as any other once something was typed behind it', () => {
    const a = open('en')
    type(a, '"x')
    backspace(a)
    backspace(a)
    expect(first(a)).toBe('Alpha ')
  })
  test('is brought back also when others wrote elsewhere meanwhile', () => {
    const [a, b] = [open('en'), new Client(2, seed)]
    type(a, '"')
    sync(a, b)
    b.type('Delta', ' new').type('Al', 'ter ')
    sync(a, b)
    backspace(a)
    expect(first(a)).toBe('Alter pha "')
    expect(b.say()).not.toBe(a.say())
    sync(a, b)
    expect(b.say()).toBe(a.say())
  })
  test('is none while an input method composes', () => {
    const a = open('en')
    a.composing = true
    type(a, '"')
    expect(first(a)).toBe('Alpha "')
  })
  test('is what others see', () => {
    const [a, b] = [open('en'), new Client(2, seed)]
    type(a, `"the Group's"`)
    sync(a, b)
    expect(b.say()).toContain('Alpha “the Group’s”')
  })
})
