/**
 * One person at one text: a Yjs document, the real binding and a real EditorView, with the acts of a person as methods.
 * Words are named by what they say: `split('beta')` presses Enter before "beta".
 */
import { joinBackward, setBlockType, splitBlock } from '@tiptap/pm/commands'
import type { Node } from '@tiptap/pm/model'
import { EditorState, type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { type BindingOptions, createTextBinding, type TextBinding } from '../../client/room/binding.ts'
import { render, write } from '#shared/room/flat-text.ts'
import { textRoot } from '#shared/room/roots.ts'
import type { BlockJson, BlockRole, DocumentJson } from '#shared/statement/schema.ts'
import { textSchema } from '../text-schema.ts'

/** The origin of what arrives from others. */
export const network = { name: 'network' }

export interface ClientOptions extends BindingOptions {
  readonly plugins?: readonly Plugin[]
  readonly gc?: boolean
}

export class Client {
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly binding: TextBinding
  readonly view: EditorView
  /** Stands for a composition of the browser's. */
  composing = false

  constructor(id: number, seed: Uint8Array | null, { plugins = [], gc = true, ...options }: ClientOptions = {}) {
    this.doc = new Y.Doc({ gc })
    this.doc.clientID = id
    if (seed !== null) Y.applyUpdate(this.doc, seed, network)
    this.text = this.doc.getText(textRoot)
    let minted = 0
    const newId = () => `${id}-minted-${minted++}`
    this.binding = createTextBinding(this.text, { captureTimeout: 0, newId, ...options })
    this.view = mount(this.binding, plugins)
    // A view that is left behind looks at the DOM some 20 ms later, when the test's document may be gone.
    onTestFinished(() => this.view.destroy())
    const browser = Object.getOwnPropertyDescriptor(EditorView.prototype, 'composing')!.get!
    Object.defineProperty(this.view, 'composing', { get: () => this.composing || browser.call(this.view) })
  }

  get state(): EditorState {
    return this.view.state
  }

  do(act: (tr: Transaction) => Transaction): this {
    this.view.dispatch(act(this.state.tr))
    return this
  }

  /** The position before these words. */
  find(words: string): number {
    let found = -1
    this.state.doc.forEach((block, start) => {
      const at = block.textBetween(0, block.content.size, '\n', '\ufffc').indexOf(words)
      if (found < 0 && at >= 0) found = start + 1 + at
    })
    if (found < 0) throw new Error(`"${words}" is not in ${this.say()}`)
    return found
  }

  blockAt(words: string): number {
    return this.state.doc.resolve(this.find(words)).before()
  }

  select(from: number, to = from): this {
    return this.do((tr) => tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to))))
  }

  caretAfter(words: string): this {
    return this.select(this.find(words) + words.length)
  }

  type(after: string, typed: string): this {
    return this.do((tr) => tr.insertText(typed, this.find(after) + after.length))
  }

  split(before: string): this {
    this.select(this.find(before))
    splitBlock(this.state, this.view.dispatch)
    return this
  }

  /** Joins the block of these words to the one before. */
  join(words: string): this {
    this.select(this.blockAt(words) + 1)
    joinBackward(this.state, this.view.dispatch)
    return this
  }

  role(words: string, role: BlockRole, attrs: Record<string, unknown> = {}): this {
    this.select(this.find(words))
    setBlockType(textSchema.nodes[role]!, (node: Node) => ({ ...node.attrs, ...attrs }))(this.state, this.view.dispatch)
    return this
  }

  attribute(words: string, name: string, value: unknown): this {
    return this.do((tr) => tr.setNodeAttribute(this.blockAt(words), name, value))
  }

  mark(words: string, mark: string): this {
    const from = this.find(words)
    return this.do((tr) => tr.addMark(from, from + words.length, textSchema.marks[mark]!.create()))
  }

  atom(after: string, atom = 'hardBreak'): this {
    return this.do((tr) => tr.insert(this.find(after) + after.length, textSchema.nodes[atom]!.create()))
  }

  delete(words: string): this {
    const from = this.find(words)
    return this.do((tr) => tr.delete(from, from + words.length))
  }

  deleteBlock(words: string): this {
    const before = this.blockAt(words)
    return this.do((tr) => tr.delete(before, before + tr.doc.nodeAt(before)!.nodeSize))
  }

  /** Cuts the block of these words and pastes it before the block of others. */
  move(words: string, beforeWords: string): this {
    const block = this.state.doc.nodeAt(this.blockAt(words))!
    this.deleteBlock(words)
    return this.do((tr) => tr.insert(this.blockAt(beforeWords), block))
  }

  undo(): this {
    this.binding.undo()
    return this
  }

  redo(): this {
    this.binding.redo()
    return this
  }

  /** Writes composed words at the caret, as the browser's mutations would. */
  compose(words: string, over = 0): this {
    this.composing = true
    const { head } = this.state.selection
    return this.do((tr) => tr.insertText(words, head - over, head))
  }

  /** Ends the composition; the event is what the binding waits for. */
  endComposition(): this {
    this.composing = false
    this.view.dom.dispatchEvent(new CompositionEvent('compositionend'))
    return this
  }

  /** The document in short: `heading[level 2]: Alpha <bold: beta> | paragraph: Delta`. */
  say(): string {
    return sayDocument(this.state.doc.toJSON())
  }

  ids(): string[] {
    const ids: string[] = []
    this.state.doc.forEach(({ attrs }) => ids.push(attrs.id))
    return ids
  }

  /** Throws unless the view, its schema and the text agree, and every block has an id of its own. */
  check(): void {
    const shown = textSchema.nodeFromJSON(render(this.text))
    if (!this.state.doc.eq(shown))
      throw new Error(`The editor shows ${this.say()}\nbut the text says ${sayDocument(shown.toJSON())}`)
    this.state.doc.check()
    const ids = this.ids()
    if (ids.includes('') || new Set(ids).size < ids.length) throw new Error(`The ids are ${ids.join(', ')}`)
  }

  destroy(): void {
    this.view.destroy()
    this.binding.destroy()
    this.doc.destroy()
  }
}

export function mount(binding: TextBinding, plugins: readonly Plugin[] = []): EditorView {
  const doc = textSchema.nodeFromJSON(binding.firstDocument())
  const place = document.body.appendChild(document.createElement('div'))
  return new EditorView(place, { state: EditorState.create({ doc, plugins: [binding.plugin, ...plugins] }) })
}

/** The update that makes a text of these blocks, written by client 7. */
export function seedOf(
  ...blocks: readonly (readonly [BlockRole, string, Record<string, string | number>?])[]
): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 7
  write(doc.getText(textRoot), {
    type: 'doc',
    content: blocks.map(([type, text, attrs], k): BlockJson => ({
      type,
      attrs: { id: `block-${k}`, ...attrs },
      ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
    })),
  })
  return Y.encodeStateAsUpdate(doc)
}

/** Everything that one of them has, all of them have. Whoever holds changes back is not asked whether he shows them. */
export function sync(...clients: readonly Client[]): void {
  for (let round = 0; round < 2; round++)
    for (const from of clients)
      for (const to of clients) {
        if (from === to) continue
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), network)
        if (!to.composing) to.check()
      }
}

function sayDocument(json: DocumentJson): string {
  return json.content
    .map(({ type, attrs, content = [] }) => {
      const plain = textSchema.nodes[type]!.create().attrs
      const said = Object.entries(attrs).filter(([name, value]) => name !== 'id' && plain[name] !== value)
      const words = content.map((node) => {
        const word = node.type === 'text' ? node.text : node.type === 'hardBreak' ? '⏎' : `(${node.type})`
        return node.marks ? `<${node.marks.map((mark) => mark.type).join('+')}: ${word}>` : word
      })
      return `${type}${said.map(([name, value]) => `[${name} ${value}]`).join('')}: ${words.join('')}`
    })
    .join(' | ')
}
