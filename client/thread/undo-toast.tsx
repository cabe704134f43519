/** Offers to undo what the person has just done to a comment, and does it. */
import { useState } from 'react'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { Toast } from '../design/toast.tsx'
import { words } from '../language/en.ts'
import type { Undoable } from './comments-context.ts'
import { focusCard } from './focus-card.ts'
import type { ThreadKey, Threads } from './threads.ts'

interface UndoToastProps {
  readonly threads: Threads
  readonly done: Undoable | null
  readonly activate: (key: ThreadKey) => void
  readonly onEnd: () => void
}

export function UndoToast({ threads, done, activate, onEnd }: UndoToastProps) {
  const { comments: say } = words
  const [refused, setRefused] = useState<{ readonly of: Undoable; readonly code: RefusalCode } | null>(null)
  const undo = async (): Promise<void> => {
    if (done === null) return
    try {
      const key = await undone(threads, done)
      onEnd()
      activate(key)
      focusCard(key)
    } catch (error) {
      setRefused({ of: done, code: error instanceof Refusal ? error.code : 'failed' })
    }
  }
  return (
    <Toast
      name={words.threadNews.notification}
      // It stands beside a text of any language.
      lang={words.language}
      dir={words.direction}
      shown={
        done && {
          id: done.deed === 'deleted' ? done.comment.key : `${done.thread.key} ${done.thread.anchorVersion}`,
          content:
            refused?.of === done
              ? words.refusal(refused.code)
              : done.deed === 'deleted'
                ? say.commentDeleted
                : say.attached,
        }
      }
      action={words.history.undo}
      onAction={() => void undo()}
      close={words.close}
      onClose={onEnd}
    />
  )
}

/** Answers the key of the thread that is as it was. Throws Refusal. */
async function undone(threads: Threads, done: Undoable): Promise<ThreadKey> {
  const { anchor, audience, key } = done.thread
  const now = threads.all.find((thread) => thread.key === key)
  if (done.deed === 'attached') {
    if (now !== undefined) await threads.mend(now, anchor)
    return key
  }
  // What is deleted is gone from the server: the same words are said once more.
  const text = [...(done.comment.text ?? [])]
  if (now === undefined) return threads.open({ anchor, audience, text })
  threads.reply(now, text)
  return key
}
