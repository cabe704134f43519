/** Offers to undo what the person has just done to a comment, and does it. */
import { useState } from 'react'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { Toast } from '../design/toast.tsx'
import { words } from '../language/en.ts'
import { useCommenting } from './commenting-on.tsx'
import { focusCard } from './focus-card.ts'
import type { ThreadKey, Threads, Undoable } from './threads.ts'

export function UndoToast() {
  const { comments: say } = words
  const { threads, undoable: done, offerUndo, activate } = useCommenting()
  const end = (): void => offerUndo(null)
  const [refused, setRefused] = useState<{ readonly of: Undoable; readonly code: RefusalCode } | null>(null)
  const undo = async (): Promise<void> => {
    if (done === null) return
    try {
      const key = await undone(threads, done)
      end()
      activate(key)
      focusCard(key)
    } catch (error) {
      setRefused({ of: done, code: error instanceof Refusal ? error.code : 'failed' })
    }
  }
  return (
    <Toast
      name={say.notification}
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
      onClose={end}
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
