/** What somebody said, from the inline content in which a reader finds it. */
import type { InlineJson } from '#shared/statement/schema.ts'
import { type CommentText, type Piece, plainComment } from '#shared/thread/thread.ts'

/** Formats that a comment has no place for are left out, and no word; of a comment without words, as of a picture, nothing is left. */
export function commentPieces(inline: readonly InlineJson[]): CommentText {
  const pieces = inline.flatMap(pieceOf)
  return plainComment(pieces).trim() === '' ? [] : pieces
}

function pieceOf(node: InlineJson): Piece[] {
  if (!('text' in node)) return node.type === 'hardBreak' ? [{ type: 'break' }] : []
  const wears = (type: 'bold' | 'italic'): boolean => (node.marks ?? []).some((mark) => mark.type === type)
  const leads = node.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
  return [
    {
      type: 'text',
      text: node.text,
      ...(wears('bold') ? { bold: true } : {}),
      ...(wears('italic') ? { italic: true } : {}),
      ...(leads === undefined ? {} : { href: leads }),
    },
  ]
}
