/** What can be done with a comment, as buttons at the end of its first line. */
import { Icon, type IconName } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { words } from '../language/en.ts'
import view from './comment-view.module.css'
import type { ShownComment, ShownThread } from './threads.ts'

interface DeedProps {
  readonly name: string
  readonly icon: IconName
  readonly onPress: () => void
}

export const Deed = ({ name, icon, onPress }: DeedProps) => (
  <button type="button" className={view.deed} aria-label={name} title={name} onClick={onPress}>
    <Icon name={icon} />
  </button>
)

interface CommentDeedsProps {
  readonly thread: ShownThread
  readonly comment: ShownComment
  readonly yours: boolean
  /** It is not theirs, and they may delete it. There is no way back, so that it is one step further away. */
  readonly takesOut: boolean
  readonly onEdit: () => void
  readonly onDelete: () => void
  readonly onCopyLink: () => void
}

/** A comment that waits is given up by the buttons below it, and has no address yet. */
export function CommentDeeds({ thread, comment, yours, takesOut, onEdit, onDelete, onCopyLink }: CommentDeedsProps) {
  const { comments: say } = words
  if (comment.waiting !== null || thread.id === null) return null
  const own = yours && comment.text !== null
  const out = takesOut && comment.text !== null
  return (
    <>
      {own && <Deed name={say.delete} icon="trash" onPress={onDelete} />}
      {(own || out || comment === thread.comments[0]) && (
        <MenuButton
          label={say.options(comment.author.name)}
          className={view.deed}
          face={<Icon name="more" />}
          placement="bottom end"
        >
          {own && <MenuEntry name={say.edit} icon="pencil" onAction={onEdit} />}
          {out && <MenuEntry name={say.delete} icon="trash" onAction={onDelete} />}
          <MenuEntry name={say.copyLink} icon="link" onAction={onCopyLink} />
        </MenuButton>
      )}
    </>
  )
}
