/**
 * What keys and the toolbar do to the blocks of the text: styles, depth of list items, Enter, Backspace, Delete, Tab
 * and the input rules. A block keeps its id through all of it: id and role stay with the words, never with the place.
 */
import { Extension, InputRule } from '@tiptap/core'
import { baseKeymap, deleteSelection } from '@tiptap/pm/commands'
import { keymap } from '@tiptap/pm/keymap'
import type { Attrs, Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import type { Command, EditorState, Transaction } from '@tiptap/pm/state'
import type { BlockRole } from '#shared/statement/schema.ts'
import { removeEmptyNote } from './footnotes.ts'
import { deepestAfter, depthOf, listOf, ordinals } from './lists.ts'

/** The entries of the Style menu, in their order. */
export const styles = [
  { name: 'paragraph', role: 'paragraph', attrs: {} },
  { name: 'salutation', role: 'salutation', attrs: {} },
  { name: 'heading1', role: 'heading', attrs: { level: 1 } },
  { name: 'heading2', role: 'heading', attrs: { level: 2 } },
  { name: 'heading3', role: 'heading', attrs: { level: 3 } },
  { name: 'quote', role: 'quote', attrs: {} },
  { name: 'numberedItem', role: 'numberedItem', attrs: {} },
  { name: 'bulletedItem', role: 'bulletedItem', attrs: {} },
] as const satisfies readonly { name: string; role: BlockRole; attrs: Attrs }[]

export type StyleName = (typeof styles)[number]['name']

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    blocks: {
      /** Gives every selected block a role. Attributes of the role that are not named stay, or take their default. */
      setRole: (role: BlockRole, attrs?: Attrs) => ReturnType
      /** The same by the name of a style. */
      setStyle: (name: StyleName) => ReturnType
      /** Moves the selected list items one level down, where an item above them allows it. */
      indentItems: () => ReturnType
      /** Moves the selected list items one level up; false where none can move. */
      outdentItems: () => ReturnType
    }
  }
}

/** The style that all selected blocks share, or null where they differ or are notes. */
export function styleAt(state: EditorState): StyleName | null {
  const names = new Set(selectedBlocks(state).map(({ block }) => styleOf(block)))
  const [only] = names
  return names.size === 1 ? (only ?? null) : null
}

function styleOf(block: Node): StyleName | null {
  const style = styles.find(({ role, attrs }) =>
    role === 'heading' ? block.type.name === role && block.attrs.level === attrs.level : block.type.name === role,
  )
  return style?.name ?? null
}

interface SelectedBlock {
  readonly block: Node
  readonly start: number
}

/** A block is selected when something in it is. A triple click ends before the first word of the next, which is not. */
function selectedBlocks({ doc, selection: { $from, $to } }: EditorState): SelectedBlock[] {
  const selected: SelectedBlock[] = []
  doc.forEach((block, start, index) => {
    const reached = $to.pos > start + (block.content.size > 0 ? 1 : 0)
    if (index === $from.index(0) || (index > $from.index(0) && reached)) selected.push({ block, start })
  })
  return selected
}

/** Changes role and attributes of the block at `start`; its id stays, and so do attributes the new role has as well. */
function reshape(tr: Transaction, start: number, role: BlockRole, attrs: Attrs = {}): void {
  const type = tr.doc.type.schema.nodes[role]
  const block = tr.doc.nodeAt(start)
  if (!type || !block) return
  const shared = Object.entries(block.attrs).filter(([name]) => Object.hasOwn(type.spec.attrs ?? {}, name))
  const wanted = type.create({ ...Object.fromEntries(shared), ...attrs })
  if (!block.sameMarkup(wanted)) tr.setNodeMarkup(start, type, wanted.attrs)
}

const setRole =
  (role: BlockRole, attrs?: Attrs): Command =>
  (state, dispatch) => {
    // A note keeps its role: it would leave its reference alone.
    const changing = selectedBlocks(state).filter(({ block }) => block.type.name !== 'footnote')
    if (changing.length === 0) return false
    const { tr } = state
    for (const { start } of changing) reshape(tr, start, role, attrs)
    dispatch?.(tr)
    return true
  }

const moveItems =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const { tr } = state
    for (const { block, start } of selectedBlocks(state)) {
      if (listOf(block) === null) continue
      const depth = depthOf(block) + by
      const previous = tr.doc.resolve(start).nodeBefore
      if (depth >= 0 && (by < 0 || depth <= deepestAfter(previous))) tr.setNodeAttribute(start, 'depth', depth)
    }
    if (!tr.docChanged) return false
    dispatch?.(tr)
    return true
  }

/**
 * Enter. The new block is always the one without the words: at the start of a block an empty one opens before it, so
 * that the block's id, and what others say about it, stays with its text. An empty item moves up a level and ends the
 * list at the first; after a heading or a salutation comes a paragraph; a note is one block and takes a line break.
 */
const enter: Command = (state, dispatch) => {
  const { tr, schema } = state
  const { paragraph, hardBreak } = schema.nodes
  if (!paragraph || !hardBreak) return false
  const marks = state.storedMarks ?? state.selection.$from.marks()
  if (!tr.selection.empty) tr.deleteSelection()
  const { $from } = tr.selection
  const block = $from.parent
  if (!block.isTextblock) return false
  const same = { type: block.type, attrs: { ...block.attrs, id: '' } }
  const plain = { type: paragraph, attrs: null }
  const one = block.type.name === 'heading' || block.type.name === 'salutation'

  if (block.type.name === 'footnote') {
    tr.replaceSelectionWith(hardBreak.create())
  } else if (block.content.size === 0 && block.type !== paragraph) {
    if (depthOf(block) > 0) tr.setNodeAttribute($from.before(), 'depth', depthOf(block) - 1)
    else reshape(tr, $from.before(), 'paragraph')
  } else if ($from.parentOffset === 0 && block.content.size > 0) {
    const { type, attrs } = one ? plain : same
    tr.insert($from.before(), type.create(attrs))
  } else {
    const atEnd = $from.parentOffset === block.content.size
    tr.split($from.pos, 1, [one && atEnd ? plain : same])
    tr.ensureMarks(marks.filter((mark) => mark.type.name !== 'link'))
  }
  dispatch?.(tr.scrollIntoView())
  return true
}

/** Backspace at the start of an item moves it up a level, then makes it a paragraph; so it does with a quote. */
const loosen: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0) return false
  const block = $from.parent
  const first = $from.index(0) === 0
  const loose = listOf(block) !== null || block.type.name === 'quote' || (first && block.type.name !== 'paragraph')
  if (!loose || block.type.name === 'footnote') return false
  const { tr } = state
  if (depthOf(block) > 0) tr.setNodeAttribute($from.before(), 'depth', depthOf(block) - 1)
  else reshape(tr, $from.before(), 'paragraph')
  dispatch?.(tr.scrollIntoView())
  return true
}

/** Neither Backspace nor Delete lets a note run into the text or into another note; an empty block before one goes. */
const guardNotes =
  (towards: 'before' | 'after'): Command =>
  (state, dispatch) => {
    const { $from, empty } = state.selection
    const atEdge = towards === 'before' ? $from.parentOffset === 0 : $from.parentOffset === $from.parent.content.size
    if (!empty || !$from.parent.isTextblock || !atEdge) return false
    const { doc, tr } = state
    const index = $from.index(0)
    const other = doc.maybeChild(towards === 'before' ? index - 1 : index + 1)
    const notes = [$from.parent, other].filter((block) => block?.type.name === 'footnote')
    if (!other || notes.length === 0) return false
    const bare = $from.parent.content.size === 0 && $from.parent.type.name !== 'footnote'
    if (bare && bodyCount(doc) > 1) {
      tr.delete($from.before(), $from.after())
      const edge = tr.doc.resolve(Math.min($from.before(), tr.doc.content.size))
      tr.setSelection(TextSelection.near(edge, towards === 'before' ? -1 : 1))
      dispatch?.(tr.scrollIntoView())
    }
    return true
  }

function bodyCount(doc: Node): number {
  let count = 0
  doc.forEach((block) => {
    if (block.type.name !== 'footnote') count += 1
  })
  return count
}

interface TypedStyle {
  readonly typed: RegExp
  readonly role: BlockRole
  readonly attrs?: Attrs
}

const typedStyles: readonly TypedStyle[] = [
  { typed: /^# $/, role: 'heading', attrs: { level: 1 } },
  { typed: /^## $/, role: 'heading', attrs: { level: 2 } },
  { typed: /^### $/, role: 'heading', attrs: { level: 3 } },
  { typed: /^> $/, role: 'quote' },
  { typed: /^[-*\u2022] $/, role: 'bulletedItem' },
  { typed: /^(\d{1,3})[.)] $/, role: 'numberedItem' },
]

/** `2. ` makes an item only where it would be the second one: the list counts for itself, and must not say 1 instead. */
function typedNumberFits({ doc, schema }: EditorState, index: number, typed: string | undefined): boolean {
  const item = schema.nodes.numberedItem?.create()
  if (typed === undefined || !item) return true
  return ordinals([...doc.content.content.slice(0, index), item]).at(-1) === Number(typed)
}

const typedStyleRules = typedStyles.map(
  ({ typed, role, attrs }) =>
    new InputRule({
      find: typed,
      handler: ({ state, range, match }) => {
        const $start = state.doc.resolve(range.from)
        const block = $start.parent
        if ($start.parentOffset > 0 || block.type.name === 'footnote' || listOf(block) !== null) return null
        if (!typedNumberFits(state, $start.index(0), match[1])) return null
        state.tr.delete(range.from, range.to)
        reshape(state.tr, $start.before(), role, attrs)
        return undefined
      },
    }),
)

/**
 * The keys stand before all others. Below them stand ProseMirror's own; the core keymap of Tiptap is left out (see
 * extensions.ts).
 */
export const Blocks = Extension.create({
  name: 'blocks',
  priority: 1000,

  addCommands: () => ({
    setRole:
      (role, attrs) =>
      ({ state, dispatch }) =>
        setRole(role, attrs)(state, dispatch),
    setStyle:
      (name) =>
      ({ state, dispatch }) => {
        const style = styles.find((candidate) => candidate.name === name)
        return style !== undefined && setRole(style.role, style.attrs)(state, dispatch)
      },
    indentItems:
      () =>
      ({ state, dispatch }) =>
        moveItems(1)(state, dispatch),
    outdentItems:
      () =>
      ({ state, dispatch }) =>
        moveItems(-1)(state, dispatch),
  }),

  addKeyboardShortcuts() {
    const run = (...commands: Command[]) =>
      commands.some((command) => command(this.editor.state, this.editor.view.dispatch, this.editor.view))
    const backspace = () =>
      this.editor.commands.undoInputRule() || run(deleteSelection, removeEmptyNote, loosen, guardNotes('before'))
    const remove = () => run(deleteSelection, guardNotes('after'))
    return {
      Enter: () => run(enter),
      Backspace: backspace,
      'Shift-Backspace': backspace,
      'Mod-Backspace': backspace,
      Delete: remove,
      'Mod-Delete': remove,
      // Where nothing can move, Tab leaves the statement: no key is a trap.
      Tab: () => run(moveItems(1)),
      'Shift-Tab': () => run(moveItems(-1)),
      'Mod-Shift-7': () => run(setRole('numberedItem')),
      'Mod-Shift-8': () => run(setRole('bulletedItem')),
    }
  },

  addInputRules: () => [...typedStyleRules],
})

/** ProseMirror's own keys, below all others. */
export const BaseKeys = Extension.create({
  name: 'baseKeys',
  priority: 1,
  addProseMirrorPlugins: () => [keymap(baseKeymap)],
})
