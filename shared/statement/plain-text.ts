/** The one walk over a statement's text: what a block reads as, without marks. */
import type { BlockJson, DocumentJson } from './schema.ts'

/** The words of one block; a hard break reads as a line break, other atoms as nothing. */
export function blockText(block: BlockJson): string {
  return (block.content ?? [])
    .map((inline) => ('text' in inline ? inline.text : inline.type === 'hardBreak' ? '\n' : ''))
    .join('')
}

/** The words of the statement, a line for each block. */
export function plainText(document: DocumentJson): string {
  return document.content.map(blockText).join('\n')
}
