/**
 * The text on the sheet: Tiptap on the room's binding. The editor lives from mount to unmount of its element; text,
 * history and binding live in the room and outlast it.
 */
import { Editor, Extension, type JSONContent } from '@tiptap/core'
import { type EditorState, Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { TextBinding } from '../room/binding.ts'
import { createCarets } from '../room/carets.ts'
import { readLanguage } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { readSelectionBeforeKeys } from '../room/read-selection.ts'
import { bindingOf, restoreCaret } from '../room/room-binding.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { words } from '../language/en.ts'
import { createThreadHighlights } from '../thread/thread-highlights.ts'
import { createAuthorsShown } from './authors-shown.ts'
import { textEditing, textExtensions } from './extensions.ts'
import { createFinding } from './finding.ts'
import { spareSelectionWalk } from './selection-walk.ts'
import { createTypesetting } from './typesetting.ts'
import '../thread/thread-highlights.css'
import './editor.css'
import './text.css'

interface Editing {
  /** False until the whole text has come: an editor on half a text would show it as the whole. */
  readonly loaded: boolean
  readonly editable: boolean
}

/** Mounts an editor into the element that takes the ref; null until it stands. */
export function useTextEditor(
  room: Room,
  { loaded, editable }: Editing,
): [Editor | null, RefObject<HTMLDivElement | null>] {
  const host = useRef<HTMLDivElement>(null)
  const [mounted, setMounted] = useState<{ readonly room: Room; readonly editor: Editor } | null>(null)
  // When another room takes the place of this one, nobody is to touch the editor of the last.
  const editor = mounted?.room === room ? mounted.editor : null
  useEffect(() => {
    if (!loaded || !host.current) return
    const opened = openEditor(room, host.current)
    setMounted({ room, editor: opened })
    return () => {
      setMounted(null)
      opened.destroy()
    }
  }, [room, loaded])
  useEffect(() => {
    if (!editor || editor.isDestroyed || editor.isEditable === editable) return
    editor.setEditable(editable, false)
    if (editable) restoreCaret(room, editor.view)
  }, [room, editor, editable])
  return [editor, host]
}

/** One primitive of the editor's state: React draws again when it changes, and not at every key. */
export function useSelected<Value extends string | number | boolean | null>(
  editor: Editor,
  select: (state: EditorState) => Value,
): Value {
  return useSyncExternalStore(
    (changed) => {
      editor.on('transaction', changed)
      return () => editor.off('transaction', changed)
    },
    () => select(editor.state),
  )
}

function openEditor(room: Room, element: HTMLElement): Editor {
  const binding = bindingOf(room)
  const editor = new Editor({
    ...textEditing,
    element,
    extensions: [...textExtensions, ...roomExtensions(room, binding)],
    content: contentOf(binding.firstDocument()),
    editable: false,
    injectCSS: false,
    onFocus: () => binding.stopCapturing(),
  })
  spareSelectionWalk(editor.view.dom)
  return editor
}

/** The same document as Tiptap's type wants it, whose lists may be written to. */
const contentOf = ({ type, content }: DocumentJson): JSONContent => ({
  type,
  content: content.map((block) => ({
    ...block,
    content: (block.content ?? []).map((inline) => ({ ...inline, marks: [...(inline.marks ?? [])] })),
  })),
})

const roomExtensions = (room: Room, binding: TextBinding): Extension[] => [
  Extension.create({
    name: 'room',
    addProseMirrorPlugins() {
      return [
        readSelectionBeforeKeys(),
        binding.plugin,
        createCarets(binding, room.awareness),
        createAuthorsShown(),
        createFinding(binding),
        createThreadHighlights(),
        createTypesetting(binding, () => readLanguage(room)),
        currentBlock(),
        describe(() => this.editor.isEditable),
      ]
    },
    addKeyboardShortcuts: () => ({
      'Mod-z': () => binding.undo() || true,
      'Mod-y': () => binding.redo() || true,
      'Mod-Shift-z': () => binding.redo() || true,
    }),
  }),
]

/** What the text is to a screen reader, and the words that stand in it while it is empty. */
const describe = (isEditable: () => boolean): Plugin =>
  new Plugin({
    props: {
      attributes: ({ doc }) => ({
        'aria-multiline': 'true',
        'aria-label': words.statement.text,
        'aria-readonly': String(!isEditable()),
        tabindex: '0',
        spellcheck: 'true',
        class: doc.childCount === 1 && doc.content.size === 2 ? 'empty' : '',
        'data-placeholder': words.statement.placeholder,
      }),
    },
  })

/** Marks the block with the caret, whose number stands bold. */
const currentBlock = (): Plugin =>
  new Plugin({
    props: {
      decorations: ({ doc, selection: { $head } }) =>
        $head.depth === 0
          ? null
          : DecorationSet.create(doc, [Decoration.node($head.before(1), $head.after(1), { class: 'current' })]),
    },
  })
