/** The text as the editor takes it: all extensions of nodes, marks, keys and clipboard. The room's binding comes on top. */
import type { EditorOptions, Extensions } from '@tiptap/core'
import { Clipboard } from './clipboard.ts'
import { BaseKeys, Blocks } from './commands.ts'
import { Footnotes } from './footnotes.ts'
import { textMarks } from './marks.ts'
import { textNodes } from './nodes.ts'

export const textExtensions: Extensions = [...textNodes, ...textMarks, Blocks, BaseKeys, Footnotes, Clipboard]

/**
 * What an editor of a statement is made with, besides its element and the binding:
 * `useEditor({ ...textEditing, extensions: [...textExtensions, binding], content })`.
 *
 * Tiptap's core keymap stays out because it normalises documents that others have emptied, once on each of their
 * screens; its own copying as plain text, because ours numbers lists and notes; its deletion events, because nobody
 * listens and they replay every transaction.
 */
export const textEditing = {
  extensions: textExtensions,
  enableCoreExtensions: { keymap: false, clipboardTextSerializer: false, delete: false },
} as const satisfies Partial<EditorOptions>
