/** What every card and composer of the page needs besides the threads themselves. */
import type { Editor } from '@tiptap/core'
import { createContext, useContext } from 'react'
import type { StatementId } from '#shared/people/people.ts'
import type { Mentionable } from './mentions.ts'
import type { ShownComment, ShownThread } from './threads.ts'

export interface CommentsSetting {
  readonly statementId: StatementId
  readonly editor: Editor
  readonly mentionables: readonly Mentionable[]
  /** The person has just done this: offers to undo it. */
  readonly onUndoable: (done: Undoable) => void
}

/** With the thread as it was before. */
export type Undoable =
  | { readonly deed: 'deleted'; readonly thread: ShownThread; readonly comment: ShownComment }
  | { readonly deed: 'attached'; readonly thread: ShownThread }

const Setting = createContext<CommentsSetting | null>(null)
export const CommentsSettingProvider = Setting.Provider

export function useCommentsSetting(): CommentsSetting {
  const setting = useContext(Setting)
  if (setting === null) throw new Error('A card stands outside of the comments.')
  return setting
}
