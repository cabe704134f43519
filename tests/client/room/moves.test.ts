// @vitest-environment happy-dom
/** Whoever moves words knows where they went, also where the same words stand in many places; nobody else can tell. */
import type { Slice } from '@tiptap/pm/model'
import { describe, expect, test } from 'vitest'
import { findAnchor } from '#shared/room/find-anchor.ts'
import { anchorParagraph, anchorWords, renewAnchor } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { movedRange } from '../../../client/room/moved-range.ts'
import { moveBlock } from '../../../client/statement/move-block.ts'
import { Client, seedOf, sync } from '../../convergence/client.ts'
import { copy } from '../../convergence/threads-acts.ts'

/** "I thank you." stands three times. */
const seed = seedOf(
  ['paragraph', 'One. I thank you. Two.'],
  ['paragraph', 'Three. I thank you. Four.'],
  ['paragraph', 'Five.'],
  ['paragraph', 'I thank you.'],
)
const words = 'I thank you.'
const person = (id: number): Client => new Client(id, seed)

const second = ({ text }: Client): Anchor => anchorAt(text, 1)
const last = ({ text }: Client): Anchor => anchorAt(text, 2)

function anchorAt(text: Client['text'], nth: number): Anchor {
  const reading = readText(text)
  let from = -1
  for (let k = 0; k <= nth; k++) from = reading.words.indexOf(words, from + 1)
  return anchorWords(reading, from, from + words.length)
}

function cut(client: Client, after: string): Slice {
  const from = client.find(after) + after.length
  const slice = client.state.doc.slice(from, from + words.length)
  client.do((tr) => tr.delete(from, from + words.length).setMeta('uiEvent', 'cut'))
  return slice
}

const paste = (client: Client, slice: Slice, after: string): Client =>
  client.caretAfter(after).do((tr) => tr.replaceSelection(slice).setMeta('uiEvent', 'paste'))

/** The text with the words in brackets, where this person says that they went; null when nothing is to be said. */
function wentTo(client: Client, anchor: Anchor): string | null {
  const reading = readText(client.text)
  const moved = movedRange(reading, anchor, client.binding.moves)
  if (moved === null) return null
  const said = reading.words
  return `${said.slice(1, moved.from)}[${said.slice(moved.from, moved.to)}]${said.slice(moved.to)}`.replaceAll(
    '\n',
    '|',
  )
}

describe('cut and paste', () => {
  test('takes the thread along past others that say the same, for everybody', () => {
    const [a, b] = [person(1), person(2)]
    const anchor = second(a)
    const slice = cut(a, 'Three. ')
    expect(wentTo(a, anchor)).toBeNull()
    paste(a, slice, 'Five.')
    expect(wentTo(a, anchor)).toBe('One. I thank you. Two.|Three.  Four.|Five.[I thank you.]|I thank you.')
    sync(a, b)
    expect(wentTo(b, anchor)).toBeNull()
    const reading = readText(a.text)
    const { from, to } = movedRange(reading, anchor, a.binding.moves)!
    expect(findAnchor(readText(b.text), renewAnchor(reading, anchor, from, to))).toMatchObject({
      from,
      to,
      by: 'words',
    })
  })

  test('a second time: the thread stays with the first, and goes to the next when that is gone', () => {
    const a = person(1)
    const anchor = second(a)
    const slice = cut(a, 'Three. ')
    paste(a, slice, 'Five.')
    paste(a, slice, 'Two.')
    expect(wentTo(a, anchor)).toBe('One. I thank you. Two.I thank you.|Three.  Four.|Five.[I thank you.]|I thank you.')
    a.undo().undo()
    expect(wentTo(a, anchor)).toBeNull()
    paste(a, slice, 'Four.')
    expect(wentTo(a, anchor)).toBe('One. I thank you. Two.|Three.  Four.[I thank you.]|Five.|I thank you.')
  })

  test('of what was copied since, of what was typed again, and of what comes from elsewhere moves nothing', () => {
    const a = person(1)
    const anchor = second(a)
    const slice = cut(a, 'Three. ')
    copy(a)
    paste(a, slice, 'Five.')
    a.do((tr) => tr.insertText(words, a.find('Four.')))
    a.do((tr) => tr.insertText('you thank I', a.find('Four.')).setMeta('uiEvent', 'paste'))
    expect(wentTo(a, anchor)).toBeNull()
  })

  test('taken back step by step and done again, the thread is where the words are', () => {
    const a = person(1)
    const anchor = second(a)
    paste(a, cut(a, 'Three. '), 'Five.')
    const reading = readText(a.text)
    const { from, to } = movedRange(reading, anchor, a.binding.moves)!
    const pasted = renewAnchor(reading, anchor, from, to)
    a.undo().undo()
    const there = 'One. I thank you. Two.|Three. [I thank you.] Four.|Five.|I thank you.'
    for (const one of [anchor, pasted]) expect(wentTo(a, one)).toBe(there)
    a.redo().redo()
    const elsewhere = 'One. I thank you. Two.|Three.  Four.|Five.[I thank you.]|I thank you.'
    for (const one of [anchor, pasted]) expect(wentTo(a, one)).toBe(elsewhere)
  })

  test('of most of the words takes the thread along, of a few it does not', () => {
    const a = person(1)
    const anchor = last(a)
    const from = a.state.doc.content.size - 1 - words.length
    const take = (start: number, end: number): void => {
      const slice = a.state.doc.slice(start, end)
      a.do((tr) => tr.delete(start, end).setMeta('uiEvent', 'cut'))
      paste(a, slice, 'Two.')
    }
    take(from, from + 2)
    expect(wentTo(a, anchor)).toBeNull()
    a.undo().undo()
    take(from + 2, from + words.length)
    expect(wentTo(a, anchor)).toBe('One. I thank you. Two.[thank you.]|Three. I thank you. Four.|Five.|I ')
  })

  test('of words is exact, also where others have gone from between them before', () => {
    const a = new Client(1, seedOf(['paragraph', 'Zero one two three end.']))
    const move = (said: string, after: string): void => {
      const from = a.find(said)
      const slice = a.state.doc.slice(from, from + said.length)
      a.do((tr) => tr.delete(from, from + said.length).setMeta('uiEvent', 'cut'))
      paste(a, slice, after)
    }
    move(' two', 'end.')
    const from = a.find('one') - 1
    const anchor = anchorWords(readText(a.text), from + 1, from + 1 + 'one three'.length)
    expect(anchor.quote).toBe('one three')
    move('one three', 'two')
    expect(wentTo(a, anchor)).toBe('Zero  end. two[one three]')
  })
})

test('a block that is moved up, and words that are dragged, take their threads along', () => {
  const a = person(1)
  const anchor = last(a)
  a.view.dispatch(moveBlock(a.state, 3, -1)!)
  // Of the two the shorter is written anew, which is the other one: the words live.
  expect(wentTo(a, anchor)).toBeNull()
  a.do((tr) => tr.insertText(' and six and seven', a.find('Five.') + 4))
  a.view.dispatch(moveBlock(a.state, 2, 1)!)
  expect(wentTo(a, anchor)).toBe(
    'One. I thank you. Two.|Three. I thank you. Four.|Five and six and seven.|[I thank you.]',
  )
  const from = a.state.doc.content.size - 1 - words.length
  const slice = a.state.doc.slice(from, from + words.length)
  a.do((tr) => tr.delete(from, from + words.length).replace(a.find('Two.'), undefined, slice))
  expect(wentTo(a, anchor)).toBe(
    'One. I thank you. [I thank you.]Two.|Three. I thank you. Four.|Five and six and seven.|',
  )
})

test('what was deleted and brought back by undo has its thread again, and no other passage that says the same', () => {
  const a = person(1)
  const anchor = second(a)
  a.do((tr) => tr.delete(a.blockAt('Three.') + 3, a.find('Five.')))
  expect(wentTo(a, anchor)).toBeNull()
  a.undo()
  expect(wentTo(a, anchor)).toBe('One. I thank you. Two.|Three. [I thank you.] Four.|Five.|I thank you.')
  a.redo().undo()
  expect(wentTo(a, anchor)).toBe('One. I thank you. Two.|Three. [I thank you.] Four.|Five.|I thank you.')
})

test('what somebody wrote among words that are gone is not taken for them', () => {
  const a = person(1)
  const anchor = last(a)
  const start = a.state.doc.content.size - 1 - words.length
  a.do((tr) => tr.insertText('too ', start + 'I thank '.length))
  a.do((tr) => tr.delete(start, start + 'I thank '.length)).do((tr) =>
    tr.delete(start + 'too '.length, tr.doc.content.size - 1),
  )
  a.do((tr) => tr.delete(start, start + 'too '.length)).undo()
  expect(a.state.doc.lastChild!.textContent).toBe('too ')
  expect(wentTo(a, anchor)).toBeNull()
})

test('what is mostly written among the words is left to a search for them', () => {
  const a = person(1)
  const anchor = last(a)
  const start = a.state.doc.content.size - 1 - words.length
  const among = (said: string): void => {
    a.do((tr) => tr.insertText(said, start + 2))
    a.do((tr) => tr.delete(start, tr.doc.content.size - 1)).undo()
  }
  among('who is last '.repeat(3))
  expect(wentTo(a, anchor)).toContain('[I who is last')
  among('and least '.repeat(3))
  expect(wentTo(a, anchor)).toBeNull()
})

test('a thread on a whole paragraph is left to the id of the paragraph', () => {
  const a = person(1)
  const anchor = anchorParagraph(readText(a.text), 'block-3')!
  a.deleteBlock('I thank you.').undo()
  expect(wentTo(a, anchor)).toBeNull()
})
