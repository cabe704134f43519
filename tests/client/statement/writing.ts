/**
 * A statement's editor without a room, for tests of keys and clipboard: documents are written and read as short lines,
 * one a block, such as `h1 Title`, `1 first item`, `1> deeper item`, `p text with |the caret`.
 */
import { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { onTestFinished } from 'vitest'
import { textEditing } from '../../../client/statement/extensions.ts'

const prefixes: Record<string, { type: string; attrs?: Record<string, unknown> }> = {
  p: { type: 'paragraph' },
  sal: { type: 'salutation' },
  h1: { type: 'heading', attrs: { level: 1 } },
  h2: { type: 'heading', attrs: { level: 2 } },
  h3: { type: 'heading', attrs: { level: 3 } },
  q: { type: 'quote' },
  '1': { type: 'numberedItem' },
  '-': { type: 'bulletedItem' },
}

export interface Writing {
  readonly editor: Editor
  /** Presses a key through the page's own door, as the browser would; answers whether the editor took it. */
  press(key: string, modifiers?: { shift?: boolean; ctrl?: boolean }): boolean
  /** Types as the browser does: each character is offered to the input rules, then inserted. */
  type(text: string): void
  /** The document as lines, with the caret or the selection as `|`. */
  lines(): string[]
  /** The ids of the blocks, in their order. */
  ids(): string[]
}

/** Opens an editor on the lines. `|` once is the caret, twice the selection; footnotes: `fn:name text` and `[^name]`. */
export function write(...lines: string[]): Writing {
  const editor = new Editor({
    element: document.createElement('div'),
    ...textEditing,
    extensions: [...textEditing.extensions],
  })
  // A view that is left behind looks at the DOM some 20 ms later, when the test's document may be gone.
  onTestFinished(() => editor.destroy())
  const places: number[] = []
  const { schema } = editor
  let open = 0
  const blocks = lines.map((line, index) => {
    const [prefix = 'p', ...rest] = line.split(' ')
    const { node, marks } = readInline(schema, rest.join(' '))
    const footnote = prefix.startsWith('fn:')
    const depth = prefix.length - prefix.replaceAll('>', '').length
    const { type, attrs } = footnote
      ? { type: 'footnote', attrs: { note: prefix.slice(3) } }
      : prefixes[prefix.replaceAll('>', '')]!
    const given = { ...attrs, ...(depth > 0 ? { depth } : {}), id: `b${index}` }
    const block = schema.nodes[type]!.create(given, node)
    for (const mark of marks) places.push(open + 1 + mark)
    open += block.nodeSize
    return block
  })
  const doc = schema.topNodeType.create(null, blocks)
  const tr = editor.state.tr.replaceWith(0, editor.state.doc.content.size, doc.content)
  tr.setSelection(TextSelection.create(tr.doc, places[0] ?? 1, places[1] ?? places[0] ?? 1))
  editor.view.dispatch(tr)
  return {
    editor,
    press(key, { shift = false, ctrl = false } = {}) {
      const codes: Record<string, number> = { Enter: 13, Backspace: 8, Delete: 46, Tab: 9, '7': 55, '8': 56 }
      const event = new KeyboardEvent('keydown', {
        key,
        shiftKey: shift,
        ctrlKey: ctrl,
        bubbles: true,
        cancelable: true,
        keyCode: codes[key] ?? 0,
      } as KeyboardEventInit)
      return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)) === true
    },
    type(text) {
      for (const character of text) {
        const { from, to } = editor.state.selection
        const plain = () => editor.state.tr.insertText(character, from, to)
        if (!editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, character, plain)))
          editor.view.dispatch(plain())
      }
    },
    lines: () => show(editor.state.doc, editor.state.selection.anchor, editor.state.selection.head),
    ids: () => editor.state.doc.content.content.map((block) => String(block.attrs.id)),
  }
}

function readInline(schema: Editor['schema'], source: string) {
  const marks: number[] = []
  const node: Node[] = []
  let at = 0
  for (const token of source.split(/(\||\[\^\w+\]|⏎)/)) {
    if (token === '') continue
    if (token === '|') marks.push(at)
    else {
      const reference = /^\[\^(\w+)\]$/.exec(token)
      const inline = reference
        ? schema.nodes.footnoteReference!.create({ note: reference[1] })
        : token === '⏎'
          ? schema.nodes.hardBreak!.create()
          : schema.text(token)
      node.push(inline)
      at += inline.nodeSize
    }
  }
  return { node, marks }
}

/** A document as lines; marks are written as `<bold>words</bold>`. */
export function show(doc: Node, ...carets: number[]): string[] {
  const lines: string[] = []
  doc.forEach((block, start) => {
    let line = ''
    const caret = (pos: number) => {
      if (carets.includes(pos)) line += '|'
    }
    block.forEach((inline, offset) => {
      const from = start + 1 + offset
      if (inline.type.name === 'footnoteReference') {
        caret(from)
        line += `[^${inline.attrs.note}]`
        return
      }
      if (inline.type.name === 'hardBreak') {
        caret(from)
        line += '⏎'
        return
      }
      const names = inline.marks.map((mark) => (mark.type.name === 'link' ? `link ${mark.attrs.href}` : mark.type.name))
      line += names.map((name) => `<${name}>`).join('')
      for (const [index, unit] of inline.text!.split('').entries()) {
        caret(from + index)
        line += unit
      }
      line += names
        .toReversed()
        .map((name) => `</${name.split(' ')[0]}>`)
        .join('')
    })
    caret(start + 1 + block.content.size)
    lines.push(`${prefixOf(block)} ${line}`)
  })
  return lines
}

function prefixOf(block: Node): string {
  const depth = '>'.repeat(Number(block.attrs.depth ?? 0))
  switch (block.type.name) {
    case 'heading':
      return `h${block.attrs.level}`
    case 'numberedItem':
      return `1${depth}`
    case 'bulletedItem':
      return `-${depth}`
    case 'quote':
      return 'q'
    case 'salutation':
      return 'sal'
    case 'footnote':
      return `fn:${block.attrs.note}`
    default:
      return 'p'
  }
}
