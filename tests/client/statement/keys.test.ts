// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import { write } from './writing.ts'

describe('Enter', () => {
  test('in an item opens the next item of the same depth', () => {
    const text = write('1 first', '1> deeper|')
    expect(text.press('Enter')).toBe(true)
    expect(text.lines()).toEqual(['1 first', '1> deeper', '1> |'])
  })
  test('in an empty item moves up a level, then ends the list, keeping the id', () => {
    const text = write('- first', '-> |')
    text.press('Enter')
    expect(text.lines()).toEqual(['- first', '- |'])
    text.press('Enter')
    expect(text.lines()).toEqual(['- first', 'p |'])
    expect(text.ids()).toEqual(['b0', 'b1'])
  })
  test.each(['h1', 'h3', 'sal'])('at the end of %s opens a paragraph', (prefix) => {
    const text = write(`${prefix} words|`)
    text.press('Enter')
    expect(text.lines()).toEqual([`${prefix} words`, 'p |'])
    expect(text.ids()).toEqual(['b0', ''])
  })
  test.each([
    ['h2', 'p'],
    ['sal', 'p'],
    ['q', 'q'],
    ['1>', '1>'],
    ['p', 'p'],
  ])('at the start of %s opens an empty %s before it: id and role stay with the words', (prefix, before) => {
    const text = write('1 above', `${prefix} |words`)
    text.press('Enter')
    expect(text.lines()).toEqual(['1 above', `${before} `, `${prefix} |words`])
    expect(text.ids()).toEqual(['b0', '', 'b1'])
  })
  test('in the middle leaves the id with the first half', () => {
    const text = write('h2 One|Two')
    text.press('Enter')
    expect(text.lines()).toEqual(['h2 One', 'h2 |Two'])
    expect(text.ids()).toEqual(['b0', ''])
  })
  test('over a selection of several blocks leaves one split', () => {
    const text = write('p One|Two', 'q Three', '- Fo|ur')
    text.press('Enter')
    expect(text.lines()).toEqual(['p One', 'p |ur'])
  })
  test('in a note is a line break', () => {
    const text = write('p words[^a]', 'fn:a first|second')
    text.press('Enter')
    expect(text.lines()).toEqual(['p words[^a]', 'fn:a first⏎|second'])
  })
  test('carries bold into the new paragraph', () => {
    const text = write('p |words|')
    text.editor.commands.toggleBold()
    text.editor.commands.setTextSelection(6)
    text.press('Enter')
    text.type('on')
    expect(text.lines()).toEqual(['p <bold>words</bold>', 'p <bold>on</bold>|'])
  })
})
