/** Moves a block past its neighbour. Its id goes with it, and with the id what others say about it. */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'

/** Null where there is no block to move past: notes keep the end of the text for themselves. */
export function moveBlock({ tr, selection }: EditorState, index: number, step: 1 | -1): Transaction | null {
  const { doc } = tr
  const upper = Math.min(index, index + step)
  if (upper < 0 || upper + 1 >= doc.childCount) return null
  const [above, below] = [doc.child(upper), doc.child(upper + 1)]
  if (above.type.name === 'footnote' || below.type.name === 'footnote') return null
  const start = startOf(doc, upper)
  // The words of the shorter one are written anew; those of the other stay the same to whoever holds to them.
  if (above.nodeSize <= below.nodeSize) {
    tr.delete(start, start + above.nodeSize).insert(start + below.nodeSize, above)
  } else {
    tr.delete(start + above.nodeSize, start + above.nodeSize + below.nodeSize).insert(start, below)
  }
  const moved = (pos: number): number => {
    if (pos > start && pos < start + above.nodeSize) return pos + below.nodeSize
    if (pos > start + above.nodeSize && pos < start + above.nodeSize + below.nodeSize) return pos - above.nodeSize
    return pos
  }
  const { anchor, head } = selection
  return tr.setSelection(TextSelection.between(tr.doc.resolve(moved(anchor)), tr.doc.resolve(moved(head))))
}

function startOf(doc: Node, index: number): number {
  let start = 0
  for (let k = 0; k < index; k++) start += doc.child(k).nodeSize
  return start
}
