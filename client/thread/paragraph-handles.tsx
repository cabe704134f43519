/** The handle at the paragraph under the pointer or the caret, from which to comment on it, and its menu. */
import type { Editor } from '@tiptap/core'
import type { Commenting } from './commenting.ts'

interface ParagraphHandlesProps {
  readonly commenting: Commenting
  readonly editor: Editor
}

export function ParagraphHandles(_props: ParagraphHandlesProps) {
  return null
}
