/** The fields of a thread's card: to reply, and to write a comment of one's own anew. */
import type { Present } from '#shared/people/people.ts'
import type { CommentText } from '#shared/thread/thread.ts'
import { words } from '../language/en.ts'
import { useCommentsSetting } from './comments-context.ts'
import { Composer } from './composer.tsx'
import { answerName, keepWords } from './kept-words.ts'
import type { ShownComment, ShownThread } from './threads.ts'

interface ReplyFormProps {
  readonly thread: ShownThread
  readonly you: Present
  readonly focuses: number
  readonly onSend: (text: CommentText) => void
  readonly onLeave: () => void
}

export function ReplyForm({ thread, you, focuses, onSend, onLeave }: ReplyFormProps) {
  const { comments: say } = words
  const { statementId, mentionables } = useCommentsSetting()
  return (
    <Composer
      label={say.reply}
      placeholder={say.replyAs(you.delegation)}
      send={say.send}
      look="line"
      keptAs={answerName(statementId, you.delegateId, thread.key)}
      mentionables={mentionables}
      only={readersOf(thread, you)}
      focuses={focuses}
      onSend={onSend}
      onLeave={onLeave}
    />
  )
}

interface EditFormProps {
  readonly thread: ShownThread
  readonly comment: ShownComment
  /** True when the server has it. */
  readonly onSave: (text: CommentText) => Promise<boolean>
  readonly onLeave: () => void
}

export function EditForm({ thread, comment, onSave, onLeave }: EditFormProps) {
  const { comments: say } = words
  const { statementId, mentionables } = useCommentsSetting()
  const keptAs = `${statementId}/${comment.author.delegateId}/edit/${comment.key}`
  const forget = (): void => {
    keepWords(keptAs, [])
    onLeave()
  }
  return (
    <Composer
      label={say.edit}
      placeholder={say.edit}
      send={say.save}
      look="box"
      keptAs={keptAs}
      begin={comment.text ?? []}
      mentionables={mentionables}
      only={readersOf(thread, comment.author)}
      focuses={1}
      onSend={async (text) => {
        if (await onSave(text)) forget()
      }}
      onLeave={onLeave}
      onCancel={forget}
    />
  )
}

/** What is said within a delegation is only ever shown to it: whoever answers is of it, whoever opened the thread. */
const readersOf = ({ audience }: ShownThread, { delegationId }: Present) =>
  audience === 'delegation' ? delegationId : null
