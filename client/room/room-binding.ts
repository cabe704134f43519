/**
 * The one binding of a room: the statement's text and its letterhead, undone in one order by whoever typed here. Made
 * with the room's first editor and kept as long as the room, so that no remounting costs the history.
 */
import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { letterheadRoots } from '#shared/room/roots.ts'
import { type TextBinding, createTextBinding } from './binding.ts'
import type { Room } from './provider.ts'
import type { Caret } from './undo.ts'

/** Somebody deleted the paragraph this person was writing in; their words stand in the block of this id. */
export interface TextMoved {
  readonly blockId: string
}

interface Bound {
  readonly binding: TextBinding
  readonly hearers: Set<(moved: TextMoved) => void>
  /** Where the person was writing in the room before this one. */
  arriving: Caret | null
}

const bound = new WeakMap<Room, Bound>()

export const bindingOf = (room: Room): TextBinding => boundTo(room).binding

/** Calls back until the answer is called. */
export function onTextMoved(room: Room, heard: (moved: TextMoved) => void): () => void {
  const { hearers } = boundTo(room)
  hearers.add(heard)
  return () => hearers.delete(heard)
}

/** Writes what waits for the end of a composition, and answers where this person is writing; null when nowhere. */
export function leaveText(room: Room): Caret | null {
  const { binding } = boundTo(room)
  binding.flush()
  return binding.focusedCaret()
}

/** The caret is put there once the room has an editor that can be written in. */
export function arriveInText(room: Room, caret: Caret): void {
  boundTo(room).arriving = caret
}

/** Puts the caret of a person who came from another room to where it was there. */
export function restoreCaret(room: Room, view: EditorView): void {
  const { arriving, binding } = boundTo(room)
  boundTo(room).arriving = null
  const anchor = arriving && binding.absolute(arriving.anchor)
  const head = arriving && binding.absolute(arriving.head)
  if (anchor === null || head === null) return
  const { doc, tr } = view.state
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))))
  view.focus()
}

function boundTo(room: Room): Bound {
  const known = bound.get(room)
  if (known) return known
  const hearers: Bound['hearers'] = new Set()
  const binding = createTextBinding(room.text, {
    alsoUndo: [...letterheadRoots.keys()].map((root) => room.doc.getText(root)),
    onWithheld: () => room.withhold(),
    onTextMoved: (moved) => {
      for (const heard of hearers) heard(moved)
    },
    // Without it the binding compares the document with the text after every change and throws: right for development.
    ...(import.meta.env.PROD && { onTrouble: reportError }),
  })
  room.doc.on('destroy', () => binding.destroy())
  const made: Bound = { binding, hearers, arriving: null }
  bound.set(room, made)
  return made
}
