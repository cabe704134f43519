/** The anchor of what is selected in the text. */
import type { EditorState } from '@tiptap/pm/state'
import { type Anchor, longestQuote, surroundings } from '#shared/thread/thread.ts'
import type { Room } from '../room/provider.ts'
import { bindingOf } from '../room/room-binding.ts'
import { paragraphAt } from './paragraphs.ts'

/** Of the selected words; of the paragraph with the caret as a whole, where none are selected. */
export function anchorHere(room: Room, state: EditorState): Anchor {
  const { selection, doc } = state
  const block = paragraphAt(doc, selection.from)
  const start = block === undefined ? 0 : block.start + 1
  const end = block === undefined ? 0 : block.end - 1
  const [from, to] = selection.empty ? [start, end] : [selection.from, selection.to]
  const between = (a: number, b: number): string => doc.textBetween(a, b, '\n', '\uFFFC')
  return {
    paragraphId: block?.id ?? '',
    whole: selection.empty,
    range: from < to ? bindingOf(room).anchor(state, from, to) : null,
    quote: between(from, to).slice(0, longestQuote),
    prefix: between(0, from).slice(-surroundings),
    suffix: between(to, doc.content.size).slice(0, surroundings),
  }
}
