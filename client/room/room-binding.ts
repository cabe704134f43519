/**
 * The one binding of a room: the statement's text and its letterhead, undone in one order by whoever typed here. Made
 * with the room's first editor and kept as long as the room, so that no remounting costs the history.
 */
import { letterheadRoots } from '#shared/room/roots.ts'
import { type TextBinding, createTextBinding } from './binding.ts'
import type { Room } from './provider.ts'

/** Somebody deleted the paragraph this person was writing in; their words stand in the block of this id. */
export interface TextMoved {
  readonly blockId: string
}

interface Bound {
  readonly binding: TextBinding
  readonly hearers: Set<(moved: TextMoved) => void>
}

const bound = new WeakMap<Room, Bound>()

export const bindingOf = (room: Room): TextBinding => boundTo(room).binding

/** Calls back until the answer is called. */
export function onTextMoved(room: Room, heard: (moved: TextMoved) => void): () => void {
  const { hearers } = boundTo(room)
  hearers.add(heard)
  return () => hearers.delete(heard)
}

function boundTo(room: Room): Bound {
  const known = bound.get(room)
  if (known) return known
  const hearers: Bound['hearers'] = new Set()
  const binding = createTextBinding(room.text, {
    alsoUndo: [...letterheadRoots.keys()].map((root) => room.doc.getText(root)),
    onTextMoved: (moved) => {
      for (const heard of hearers) heard(moved)
    },
    // Without it the binding compares the document with the text after every change and throws: right for development.
    ...(import.meta.env.PROD && { onTrouble: reportError }),
  })
  room.doc.on('destroy', () => binding.destroy())
  bound.set(room, { binding, hearers })
  return { binding, hearers }
}
