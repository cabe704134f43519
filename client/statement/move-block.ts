/** Moves a block past its neighbour. Its id goes with it, and with the id what others say about it. */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'

/** False where there is no block to move past: notes keep the end of the text for themselves. */
export function canMoveBlock(doc: Node, index: number, step: 1 | -1): boolean {
  const [block, other] = [doc.maybeChild(index), doc.maybeChild(index + step)]
  return [block, other].every((one) => one !== null && one.type.name !== 'footnote')
}

/** Null where it cannot be moved. */
export function moveBlock({ tr, selection }: EditorState, index: number, step: 1 | -1): Transaction | null {
  const { doc } = tr
  if (!canMoveBlock(doc, index, step)) return null
  const upper = Math.min(index, index + step)
  const [above, below] = [doc.child(upper), doc.child(upper + 1)]
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
