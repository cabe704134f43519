/** What every card and composer of the page needs besides the threads themselves. */
import type { Editor } from '@tiptap/core'
import { createContext, useContext } from 'react'
import type { StatementId } from '#shared/people/people.ts'
import type { Mentionable } from './mentions.ts'

export interface CommentsSetting {
  readonly statementId: StatementId
  readonly editor: Editor
  readonly mentionables: readonly Mentionable[]
}

const Setting = createContext<CommentsSetting | null>(null)
export const CommentsSettingProvider = Setting.Provider

export function useCommentsSetting(): CommentsSetting {
  const setting = useContext(Setting)
  if (setting === null) throw new Error('A card stands outside of the comments.')
  return setting
}
