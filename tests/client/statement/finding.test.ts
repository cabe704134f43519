// @vitest-environment happy-dom
/** Find and replace in the editor with its binding, while others write. */
import type { Editor } from '@tiptap/core'
import { expect, test } from 'vitest'
import type { TextBinding } from '../../../client/room/binding.ts'
import {
  countOf,
  createFinding,
  currentMatch,
  endFinding,
  find,
  goToMatch,
  replaceAllMatches,
  replaceMatch,
} from '../../../client/statement/finding.ts'
import { Client, seedOf, sync } from '../../convergence/client.ts'

const seed = seedOf(
  ['paragraph', 'The organisation met. An organisation can.'],
  ['heading', 'Organisations', { level: 2 }],
  ['footnote', 'See the organisation.'],
)

function open(id: number): { client: Client; editor: Editor; binding: TextBinding } {
  let client: Client | null = null
  const plugin = createFinding({
    get composing() {
      return client?.binding.composing ?? false
    },
  } as TextBinding)
  client = new Client(id, seed, { captureTimeout: 1e9, plugins: [plugin] })
  return { client, editor: { view: client.view } as unknown as Editor, binding: client.binding }
}
const query = (words: string) => ({ words, matchCase: false, wholeWords: false })
const found = ({ client }: { client: Client }): string[] =>
  [...client.view.dom.querySelectorAll('.found')].map(
    (match) => `${match.textContent}${match.classList.contains('current') ? '*' : ''}`,
  )

test('highlights follow what anybody writes, and the current match stays the current one', () => {
  const [a, b] = [open(1), new Client(2, seed)]
  find(a.editor, query('organisation'))
  expect(countOf(a.client.state)).toBe('1/4')
  goToMatch(a.editor, 1)
  b.type('The', ' big organisation and the').delete('Organisations')
  sync(a.client, b)
  expect(countOf(a.client.state)).toBe('3/4')
  expect(found(a)).toEqual(['organisation', 'organisation', 'organisation*', 'organisation'])
  goToMatch(a.editor, 1)
  goToMatch(a.editor, 1)
  expect(countOf(a.client.state)).toBe('1/4')
  endFinding(a.editor)
  expect(found(a)).toEqual([])
  expect(countOf(a.client.state)).toBe(null)
})

test('Replace all is one step of undo, keeps the first letter’s marks and what others write in the match meanwhile', () => {
  const [a, b] = [open(1), new Client(2, seed)]
  a.client.mark('organisation met', 'bold')
  sync(a.client, b)
  find(a.editor, query('organisation'))
  // Both at once: b writes into a match before either has heard of the other.
  b.type('An organ', 'XY')
  expect(replaceAllMatches(a.editor, a.binding, 'organization')).toBe(4)
  sync(a.client, b)
  expect(a.client.say()).toBe(
    'paragraph: The <bold: organization met>. An organXYization can. | heading[level 2]: organizations | footnote: See the organization.',
  )
  expect(b.say()).toBe(a.client.say())
  a.binding.undo()
  sync(a.client, b)
  expect(b.say()).toBe(
    'paragraph: The <bold: organisation met>. An organXYisation can. | heading[level 2]: Organisations | footnote: See the organisation.',
  )
})

test('Replace goes on behind what it put in, and also takes words away', () => {
  const a = open(1)
  find(a.editor, query('organisation'))
  replaceMatch(a.editor, a.binding, 'organisation of organisations')
  expect(countOf(a.client.state)).toBe('3/5')
  replaceMatch(a.editor, a.binding, '')
  expect(a.client.say()).toContain('paragraph: The organisation of organisations met. An  can.')
  expect(replaceAllMatches(a.editor, a.binding, 'body')).toBe(4)
  expect(a.client.say()).toBe(
    'paragraph: The body of bodys met. An  can. | heading[level 2]: bodys | footnote: See the body.',
  )
})

test('nothing is drawn under an input method; at its end it is', async () => {
  const a = open(1)
  find(a.editor, query('met'))
  a.client.caretAfter('organisation met').compose(' met')
  expect(found(a)).toHaveLength(1)
  a.client.endComposition()
  await expect.poll(() => found(a)).toEqual(['met*', 'met'])
  expect(currentMatch(a.client.state)).not.toBe(null)
})
