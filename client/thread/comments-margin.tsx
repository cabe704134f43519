/** The margin beside the sheet: the cards of the threads at the height of their words. */
import type { Editor } from '@tiptap/core'
import type { Commenting } from './commenting.ts'

interface CommentsMarginProps {
  readonly commenting: Commenting
  readonly editor: Editor
}

export function CommentsMargin(_props: CommentsMarginProps) {
  return null
}
