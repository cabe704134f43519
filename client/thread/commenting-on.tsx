/**
 * Commenting for the parts of the page that show it. What stands around them, the bar, the letterhead, the notices, is
 * made outside of this and so is not drawn anew when a comment comes.
 */
import type { Editor } from '@tiptap/core'
import { createContext, type ReactNode, useContext } from 'react'
import type { Present } from '#shared/people/people.ts'
import type { Room } from '../room/provider.ts'
import { type Commenting, useCommentingOn } from './commenting.ts'

const Here = createContext<Commenting | null>(null)

interface CommentingOnProps {
  readonly room: Room
  readonly editor: Editor | null
  readonly you: Present
  readonly mayComment: boolean
  readonly mayTakeOut: boolean
  readonly children: ReactNode
}

export function CommentingOn({ room, editor, you, mayComment, mayTakeOut, children }: CommentingOnProps) {
  return <Here value={useCommentingOn(room, editor, { you, mayComment, mayTakeOut })}>{children}</Here>
}

/** Draws whoever asks anew at each comment. */
export function useCommenting(): Commenting {
  const commenting = useContext(Here)
  if (commenting === null) throw new Error('Comments are shown outside of a statement.')
  return commenting
}
