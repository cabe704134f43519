/** The anchor of what is selected in the text. */
import type { EditorState } from '@tiptap/pm/state'
import type { Anchor } from '#shared/thread/thread.ts'
import { anchorBlock, anchorSelection } from '../room/anchors.ts'
import type { Room } from '../room/provider.ts'
import { paragraphAt } from './paragraphs.ts'

/** Of the selected words; of the paragraph with the caret as a whole, where none are selected. */
export function anchorHere(room: Room, state: EditorState): Anchor | null {
  const { empty, from, to } = state.selection
  if (!empty) return anchorSelection(room, state, from, to)
  const block = paragraphAt(state.doc, from)
  return block === undefined ? null : anchorBlock(room, block.id)
}
