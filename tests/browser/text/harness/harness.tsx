/**
 * Two people at one text in one page: each has a Y.Doc, the real binding and the real editor, as React mounts it. There
 * is no server; `linked` says whether what one does reaches the other at once or waits.
 */
import { Extension } from '@tiptap/core'
import type { Editor } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { EditorContent, useEditor } from '@tiptap/react'
import { StrictMode, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import * as Y from 'yjs'
import { createTextBinding } from '../../../../client/room/binding.ts'
import type { TextBinding } from '../../../../client/room/binding.ts'
import { textEditing } from '../../../../client/statement/extensions.ts'
import '../../../../client/statement/text.css'
import { render, write } from '#shared/room/flat-text.ts'
import type { BlockJson, BlockRole } from '#shared/statement/schema.ts'

export type Name = 'a' | 'b'

/**
 * What one of the two does, without the keyboard. Places are a block and an offset in it, or -1 for its end, -2 for the
 * place before that, and so on: the other sees what is being composed, and offsets behind it move.
 */
export type Act =
  | { readonly kind: 'type'; readonly block: number; readonly at: number; readonly text: string }
  | { readonly kind: 'split'; readonly block: number; readonly at: number }
  | { readonly kind: 'join'; readonly block: number }
  | { readonly kind: 'bold'; readonly block: number; readonly from: number; readonly to: number }
  | { readonly kind: 'style'; readonly block: number; readonly role: BlockRole }
  | { readonly kind: 'delete'; readonly block: number; readonly from: number; readonly to: number }
  | { readonly kind: 'remove'; readonly block: number }

class Person {
  readonly doc = new Y.Doc()
  readonly text = this.doc.getText('text')
  readonly binding: TextBinding
  readonly root: Root
  editor: Editor | null = null
  moved: string[] = []
  setMounted: ((mounted: boolean) => void) | null = null

  constructor(name: Name, clientId: number) {
    this.doc.clientID = clientId
    this.binding = createTextBinding(this.text, { onTextMoved: ({ blockId }) => this.moved.push(blockId) })
    const element = document.createElement('div')
    document.getElementById(name)?.replaceChildren(element)
    this.root = createRoot(element)
  }

  mount(): void {
    flushSync(() =>
      this.root.render(
        <StrictMode>
          <Mount binding={this.binding} onMade={(editor) => (this.editor = editor)} onSwitch={this.hearSwitch} />
        </StrictMode>,
      ),
    )
  }

  private readonly hearSwitch = (turn: (mounted: boolean) => void): void => {
    this.setMounted = turn
  }
}

interface TextProps {
  readonly binding: TextBinding
  readonly onMade: (editor: Editor) => void
}

/** The editor, and a switch that takes it off the page and puts a new one there. */
function Mount({ onSwitch, ...text }: TextProps & { onSwitch: (turn: (mounted: boolean) => void) => void }) {
  const [mounted, setMounted] = useState(true)
  useLayoutEffect(() => {
    onSwitch((value) => flushSync(() => setMounted(value)))
  }, [onSwitch])
  return mounted ? <Text {...text} /> : null
}

function Text({ binding, onMade }: TextProps) {
  const editor = useEditor({
    ...textEditing,
    extensions: [
      ...textEditing.extensions,
      Extension.create({
        name: 'room',
        addProseMirrorPlugins: () => [binding.plugin],
        addKeyboardShortcuts: () => ({ 'Mod-z': () => binding.undo(), 'Mod-Shift-z': () => binding.redo() }),
      }),
    ],
    content: JSON.parse(JSON.stringify(binding.firstDocument())),
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Statement' } },
  })
  useLayoutEffect(() => {
    onMade(editor)
  }, [editor, onMade])
  return <EditorContent editor={editor} />
}

const people = new Map<Name, Person>()
const waiting: (() => void)[] = []
let linked = true
let observer: MutationObserver | null = null
let compositions = 0
let compositionEnds = 0

const of = (name: Name): Person => {
  const person = people.get(name)
  if (!person) throw new Error(`open first: ${name} is not here`)
  return person
}
const editorOf = (name: Name): Editor => {
  const { editor } = of(name)
  if (!editor || editor.isDestroyed) throw new Error(`${name} has no editor`)
  return editor
}
const other = (name: Name): Name => (name === 'a' ? 'b' : 'a')

const harness = {
  /** Opens the text for both; a line is a block such as `p words` or `h1 words`. `first` has the lower client id. */
  open(lines: readonly string[], first: Name = 'a'): void {
    harness.close()
    for (const name of ['a', 'b'] as const) people.set(name, new Person(name, name === first ? 1 : 2))
    const seed = new Y.Doc()
    seed.clientID = 3
    if (lines.length > 0) write(seed.getText('text'), { type: 'doc', content: lines.map(readBlock) })
    for (const [name, { doc }] of people) {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed), 'seed')
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'network' || origin === 'seed') return
        const deliver = () => {
          const { doc: theirs } = of(other(name))
          if (!theirs.isDestroyed) Y.applyUpdate(theirs, update, 'network')
        }
        if (linked) deliver()
        else waiting.push(deliver)
      })
    }
    for (const person of people.values()) person.mount()
    const { dom } = editorOf('a').view
    compositions = 0
    compositionEnds = 0
    dom.addEventListener('compositionstart', () => (compositions += 1))
    dom.addEventListener('compositionend', () => (compositionEnds += 1))
  },

  close(): void {
    for (const person of people.values()) {
      person.root.unmount()
      person.binding.destroy()
      person.doc.destroy()
    }
    people.clear()
    waiting.length = 0
    linked = true
  },

  /** Whether what one does reaches the other at once. Linking again delivers what waits. */
  link(now: boolean): void {
    linked = now
    if (now) for (const deliver of waiting.splice(0)) deliver()
  },

  act(name: Name, act: Act): void {
    const { state, view } = editorOf(name)
    const start = startOf(name, act.block)
    const { tr, schema } = state
    const place = (offset: number) =>
      start + (offset < 0 ? state.doc.child(act.block).content.size + 1 + offset : offset)
    switch (act.kind) {
      case 'type':
        tr.insertText(act.text, place(act.at))
        break
      case 'split': {
        const block = state.doc.child(act.block)
        tr.split(place(act.at), 1, [{ type: block.type, attrs: { ...block.attrs, id: '' } }])
        break
      }
      case 'join':
        tr.join(start - 1)
        break
      case 'bold':
        tr.addMark(place(act.from), place(act.to), schema.marks.bold!.create())
        break
      case 'style':
        tr.setNodeMarkup(start - 1, schema.nodes[act.role]!, { id: state.doc.child(act.block).attrs.id })
        break
      case 'delete':
        tr.delete(place(act.from), place(act.to))
        break
      case 'remove':
        tr.delete(start - 1, start - 1 + state.doc.child(act.block).nodeSize)
        break
    }
    view.dispatch(tr)
  },

  /** Selects in one block, or from one to another, and focuses. */
  select(name: Name, block: number, at: number, toBlock = block, to = at): void {
    const editor = editorOf(name)
    editor.view.focus()
    editor.commands.setTextSelection({ from: startOf(name, block) + at, to: startOf(name, toBlock) + to })
  },

  command(name: Name, command: 'insertFootnote' | 'toggleBold' | 'selectAll'): boolean {
    return editorOf(name).commands[command]()
  },

  undo: (name: Name): boolean => of(name).binding.undo(),
  redo: (name: Name): boolean => of(name).binding.redo(),

  mounted(name: Name, value: boolean): void {
    of(name).setMounted?.(value)
  },

  /** Registers and removes a plugin, as a bubble menu does: ProseMirror makes all plugin views anew. */
  registerPlugin(name: Name): void {
    const editor = editorOf(name)
    const plugin = new Plugin({})
    editor.registerPlugin(plugin)
    editor.unregisterPlugin(plugin.spec.key ?? 'plugin$')
  },

  paste(name: Name, data: Readonly<Record<string, string>>): void {
    const transfer = new DataTransfer()
    for (const [type, value] of Object.entries(data)) transfer.setData(type, value)
    const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
    editorOf(name).view.dom.dispatchEvent(event)
  },

  /** Begins to watch the DOM of one block; `touched` answers how often it changed since. */
  watch(name: Name, block: number): void {
    observer?.disconnect()
    observer = new MutationObserver(() => undefined)
    observer.observe(editorOf(name).view.dom.children[block]!, { childList: true, characterData: true, subtree: true })
  },
  touched: (): number => observer?.takeRecords().length ?? 0,

  compositions: () => ({ begun: compositions, ended: compositionEnds, composing: editorOf('a').view.composing }),

  /** The text of each block as `name`'s document has it. */
  lines: (name: Name): string[] =>
    editorOf(name).state.doc.content.content.map(
      (block) => `${block.type.name} ${block.textBetween(0, block.content.size, undefined, '\uFFFC')}`,
    ),
  html: (name: Name): string => editorOf(name).getHTML(),
  moved: (name: Name): readonly string[] => of(name).moved,
  numbers: (name: Name): string[] =>
    [...editorOf(name).view.dom.querySelectorAll<HTMLElement>('[data-number]')].map((shown) => shown.dataset.number!),

  /** Everything that must hold once nobody composes and all is delivered; an empty list when it does. */
  wrongs(): string[] {
    const wrongs: string[] = []
    const texts = [...people].map(([name, { text, editor }]) => {
      const json = stable(render(text))
      if (!editor || editor.isDestroyed) return json
      const { doc, selection } = editor.state
      const shown = stable(doc.toJSON())
      if (shown !== json) wrongs.push(`${name}: the document is not what the text shows:\n${shown}\n${json}`)
      doc.check()
      const dom = [...editor.view.dom.children].map((block) => words(block))
      const blocks = doc.content.content.map((block) => block.textBetween(0, block.content.size))
      if (stable(dom) !== stable(blocks)) wrongs.push(`${name}: the page shows ${stable(dom)}, not ${stable(blocks)}`)
      const ids = doc.content.content.map((block) => String(block.attrs.id))
      if (new Set(ids).size < ids.length || ids.includes('')) wrongs.push(`${name}: ids ${ids.join(' ')}`)
      const drawn = getSelection()
      if (editor.view.hasFocus() && drawn?.focusNode && editor.view.dom.contains(drawn.focusNode)) {
        const head = editor.view.posAtDOM(drawn.focusNode, drawn.focusOffset)
        if (head !== selection.head)
          wrongs.push(`${name}: the caret is drawn at ${head}, and stands at ${selection.head}`)
      }
      return json
    })
    if (texts[0] !== texts[1]) wrongs.push(`the texts differ:\n${texts.join('\n')}`)
    return wrongs
  },
}

/** JSON in one order of keys and without what is not said, so that two writings of one document are one string. */
function stable(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'marks' && Array.isArray(inner)) {
      return inner
        .map((mark: { type: string; attrs?: object }) => (mark.attrs ? mark : { type: mark.type }))
        .toSorted((one, two) => one.type.localeCompare(two.type))
    }
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    const entries = Object.entries(inner).filter(([, of]) => of !== undefined && stableEmpty(of) === false)
    return Object.fromEntries(entries.toSorted(([one], [two]) => one.localeCompare(two)))
  })
}
const stableEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** What a reader sees of a block: ProseMirror's own helpers (a break for the caret, an image beside an atom) are none. */
function words(block: Element): string {
  const copy = block.cloneNode(true) as Element
  for (const helper of copy.querySelectorAll('.ProseMirror-trailingBreak, .ProseMirror-separator, .caret'))
    helper.remove()
  return copy.textContent ?? ''
}

function startOf(name: Name, index: number): number {
  const { doc } = editorOf(name).state
  let start = 1
  for (let block = 0; block < index; block += 1) start += doc.child(block).nodeSize
  return start
}

function readBlock(line: string, index: number): BlockJson {
  const [prefix = '', ...rest] = line.split(' ')
  const text = rest.join(' ')
  const roles: Record<string, BlockRole> = {
    p: 'paragraph',
    h1: 'heading',
    '1': 'numberedItem',
    '-': 'bulletedItem',
    q: 'quote',
  }
  const type = roles[prefix] ?? 'paragraph'
  const attrs = { id: `block-${index}`, ...(type === 'heading' && { level: 1 }) }
  return { type, attrs, ...(text !== '' && { content: [{ type: 'text' as const, text }] }) }
}

export type Harness = typeof harness

declare global {
  interface Window {
    harness: Harness
  }
}
window.harness = harness
