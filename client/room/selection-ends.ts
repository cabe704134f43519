/** Where the selection stands when others write around it: at a caret their words go behind it, at ends they stay outside. */
import { type EditorState, type Selection, TextSelection, type Transaction } from '@tiptap/pm/state'

/** The ends of a selection of text. */
export interface Ends {
  readonly anchor: number
  readonly head: number
}

/** Others' insertions at a caret go behind it; at the ends of a selection they stay outside. */
export function mapEnds({ anchor, head, empty }: Selection, map: (pos: number, side: -1 | 1) => number): Ends {
  const last = Math.max(anchor, head)
  const side = (pos: number) => (empty || pos === last ? -1 : 1)
  return { anchor: map(anchor, side(anchor)), head: map(head, side(head)) }
}

/** Null for a selection that is not of text. */
export const endsAfter = (tr: Transaction, { selection }: EditorState): Ends | null =>
  selection instanceof TextSelection ? mapEnds(selection, (pos, side) => tr.mapping.map(pos, side)) : null

/** The block of the caret. */
export const blockOf = ({ doc, selection: { $head } }: EditorState): number =>
  Math.min($head.index(0), doc.childCount - 1)

/** True when a block that the selection is in was changed. */
export function touchesSelection(tr: Transaction, { doc, selection: { $from, $to } }: EditorState): boolean {
  for (let k = $from.index(0); k <= $to.index(0) && k < doc.childCount; k++)
    if (tr.doc.nodeAt(tr.mapping.map($from.posAtIndex(k, 0), 1)) !== doc.child(k)) return true
  return false
}
