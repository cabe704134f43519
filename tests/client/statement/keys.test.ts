// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import { styleAt } from '../../../client/statement/commands.ts'
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

describe('Backspace and Delete', () => {
  test('at the start of an item move it up, then out of the list, then join', () => {
    const text = write('p above', '1> |words')
    text.press('Backspace')
    expect(text.lines()).toEqual(['p above', '1 |words'])
    text.press('Backspace')
    expect(text.lines()).toEqual(['p above', 'p |words'])
    expect(text.ids()).toEqual(['b0', 'b1'])
    text.press('Backspace')
    expect(text.lines()).toEqual(['p above|words'])
  })
  test('at the start of a quote, and of a heading that opens the text, give a paragraph', () => {
    const quote = write('p above', 'q |words')
    quote.press('Backspace')
    expect(quote.lines()).toEqual(['p above', 'p |words'])
    const heading = write('h1 |')
    heading.press('Backspace')
    expect(heading.lines()).toEqual(['p |'])
    expect(heading.ids()).toEqual(['b0'])
  })
  test('never run a note into the text or into another note', () => {
    const text = write('p words[^a]', 'fn:a |note', 'fn:b other')
    expect(text.press('Backspace')).toBe(true)
    expect(text.lines()).toEqual(['p words[^a]', 'fn:a |note', 'fn:b other'])
    text.editor.commands.setTextSelection(13)
    expect(text.press('Delete')).toBe(true)
    text.editor.commands.setTextSelection(7)
    expect(text.press('Delete')).toBe(true)
    expect(text.lines()).toEqual(['p words[^a]|', 'fn:a note', 'fn:b other'])
  })
  test('take an empty paragraph before a note away, but not the last one', () => {
    const text = write('p words', 'p |', 'fn:a note')
    text.press('Delete')
    expect(text.lines()).toEqual(['p words', 'fn:a |note'])
    const last = write('p |', 'fn:a note')
    last.press('Delete')
    expect(last.lines()).toEqual(['p |', 'fn:a note'])
  })
  test('in an empty note take it back with its reference', () => {
    const text = write('p one[^a] two', 'p three', 'fn:a |')
    text.press('Backspace')
    expect(text.lines()).toEqual(['p one| two', 'p three'])
  })
})

describe('Tab', () => {
  test('moves an item down one level below the item above it, and leaves where it cannot', () => {
    const text = write('1 first', '1 sec|ond')
    expect(text.press('Tab')).toBe(true)
    expect(text.lines()).toEqual(['1 first', '1> sec|ond'])
    expect(text.press('Tab')).toBe(false)
    expect(text.press('Tab', { shift: true })).toBe(true)
    expect(text.press('Tab', { shift: true })).toBe(false)
  })
  test('leaves the statement from a paragraph', () => {
    expect(write('p words|').press('Tab')).toBe(false)
  })
  test('moves all selected items', () => {
    const text = write('- a', '- b|b', '- c|c')
    text.press('Tab')
    expect(text.lines()).toEqual(['- a', '-> b|b', '-> c|c'])
  })
})

describe('typed styles', () => {
  test.each([
    ['# ', 'h1 |'],
    ['## ', 'h2 |'],
    ['### ', 'h3 |'],
    ['> ', 'q |'],
    ['- ', '- |'],
    ['* ', '- |'],
    ['1. ', '1 |'],
    ['1) ', '1 |'],
  ])('%j at the start of a paragraph gives %j', (typed, line) => {
    const text = write('p |')
    text.type(typed)
    expect(text.lines()).toEqual([line])
    expect(text.ids()).toEqual(['b0'])
  })
  test('a number makes an item only where the list counts so', () => {
    const fits = write('1 one', '1 two', 'p |')
    fits.type('3. ')
    expect(fits.lines()[2]).toBe('1 |')
    const next = write('1 one', 'p |')
    next.type('2. ')
    expect(next.lines()[1]).toBe('1 |')
    const deeper = write('1 one', '1> deeper', 'p |')
    deeper.type('2. ')
    expect(deeper.lines()[2]).toBe('1 |')
    const year = write('p |')
    year.type('25. ')
    expect(year.lines()).toEqual(['p 25. |'])
  })
  test('Backspace right after takes the style back and leaves what was typed', () => {
    const text = write('p |')
    text.type('- ')
    text.press('Backspace')
    expect(text.lines()).toEqual(['p - |'])
  })
  test.each([
    ['**b** ', 'p <bold>b</bold> |'],
    ['*i* ', 'p <italic>i</italic> |'],
    ['~~s~~ ', 'p <strike>s</strike> |'],
  ])('%j marks the words', (typed, line) => {
    const text = write('p |')
    text.type(typed)
    expect(text.lines()).toEqual([line])
  })
})

describe('links', () => {
  test('a typed address is linked when a space or Enter ends it, without the punctuation of the sentence', () => {
    const text = write('p |')
    text.type('see https://un.org/a, and www.un.org ')
    expect(text.lines()).toEqual(['p see https://un.org/a, and <link https://www.un.org>www.un.org</link> |'])
    const end = write('p |')
    end.type('https://un.org')
    end.press('Enter')
    expect(end.lines()).toEqual(['p <link https://un.org>https://un.org</link>', 'p |'])
  })
  test.each([
    ['https://un.org', 'https://un.org'],
    ['un.org/path', 'https://un.org/path'],
    ['a@un.org', 'mailto:a@un.org'],
    ['javascript:alert(1)', null],
    ['ftp://un.org', null],
    ['not a link', null],
  ])('setLink(%j) gives %j', (words, href) => {
    const text = write('p |words|')
    expect(text.editor.commands.setLink({ href: words })).toBe(href !== null)
    expect(text.editor.getAttributes('link').href ?? null).toBe(href)
  })
  test('unsetLink takes the whole link around the caret off', () => {
    const text = write('p |words|')
    text.editor.commands.setLink({ href: 'https://un.org' })
    text.editor.commands.setTextSelection(3)
    text.editor.commands.unsetLink()
    expect(text.lines()).toEqual(['p wo|rds'])
  })
})

describe('styles', () => {
  test('setRole over several blocks keeps each id, and leaves notes alone', () => {
    const text = write('p o|ne', 'h2 two[^a]', 'fn:a no|te')
    text.editor.commands.setStyle('numberedItem')
    expect(text.lines()).toEqual(['1 o|ne', '1 two[^a]', 'fn:a no|te'])
    expect(text.ids()).toEqual(['b0', 'b1', 'b2'])
  })
  test('a selection that ends before the first word of a block leaves that block as it is', () => {
    const text = write('p |one', 'p |two')
    text.editor.commands.setStyle('quote')
    expect(text.lines()).toEqual(['q |one', 'p |two'])
  })
  test('a style that stands already changes nothing', () => {
    const text = write('h2 wo|rds')
    const { doc } = text.editor.state
    text.editor.commands.setStyle('heading2')
    expect(text.editor.state.doc).toBe(doc)
  })
  test('a change between the kinds of list keeps the depth', () => {
    const text = write('1 one', '1> tw|o')
    text.editor.commands.setStyle('bulletedItem')
    expect(text.lines()).toEqual(['1 one', '-> tw|o'])
  })
  test('styleAt names the style that all selected blocks share', () => {
    expect(styleAt(write('h2 wo|rds').editor.state)).toBe('heading2')
    expect(styleAt(write('p on|e', 'p tw|o').editor.state)).toBe('paragraph')
    expect(styleAt(write('p on|e', 'q tw|o').editor.state)).toBe(null)
  })
  test('raised and lowered take each other off', () => {
    const text = write('p |words|')
    text.editor.commands.toggleSuperscript()
    text.editor.commands.toggleSubscript()
    expect(text.lines()).toEqual(['p <subscript>|words</subscript>|'])
  })
})

describe('footnotes', () => {
  test('insertFootnote puts the reference after the selection and the caret into a note in the order of the text', () => {
    const text = write('p one|', 'p two[^b]', 'fn:b of two')
    expect(text.editor.commands.insertFootnote()).toBe(true)
    const [first, second, note, last] = text.lines()
    const name = /\[\^(\w+)\]/.exec(first!)![1]
    expect([first, second, note, last]).toEqual([`p one[^${name}]`, 'p two[^b]', `fn:${name} |`, 'fn:b of two'])
  })
  test('numbers follow the references; an orphan of either kind is shown', () => {
    const text = write('p a[^y] b[^x] c[^lost]', 'fn:x note x', 'fn:y note y', 'fn:z orphan')
    const numbers = [...text.editor.view.dom.querySelectorAll('sup')].map((sup) => sup.dataset.number)
    expect(numbers).toEqual(['1', '2', '3'])
    const notes = [...text.editor.view.dom.querySelectorAll<HTMLElement>('[data-role="footnote"]')]
    expect(notes.map((note) => note.dataset.number ?? 'orphan')).toEqual(['2', '1', 'orphan'])
  })
  test('no note inside a note', () => {
    expect(write('p a[^y]', 'fn:y no|te').editor.commands.insertFootnote()).toBe(false)
  })
})
