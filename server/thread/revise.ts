/** Rewording and deleting what one has said oneself; and the pen takes out what was imported, whose authors are not here. */
import type { Person } from '#shared/people/contract.ts'
import { isImported } from '#shared/people/imported.ts'
import type { DelegateId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { CommentId, CommentText, Thread } from '#shared/thread/thread.ts'
import type { Runtime } from '../runtime.ts'
import type { WholeThread } from './change.ts'
import { changeThread } from './change.ts'
import type { ThreadLimits } from './limits.ts'
import { mentionsIn, nameMentions } from './mentions.ts'
import { readThread } from './read.ts'
import { deleteAnchors } from './rows/anchors.ts'
import type { FoundComment } from './rows/comments.ts'
import { deleteComment, eraseComment, rewriteComment } from './rows/comments.ts'
import { spendKey } from './rows/keys.ts'
import { deleteMentions, insertMentions } from './rows/mentions.ts'
import type { Which } from './rows/reader.ts'
import { forgetSeen } from './rows/seen.ts'
import { deleteThread, updateThread } from './rows/threads.ts'
import { findVoices } from './rows/voices.ts'

/**
 * The same text again changes nothing. Throws Refusal `unknown-thread`, `unknown-comment`, `not-its-author`,
 * `too-many-comments` or `mention-outside`.
 */
export function editComment(
  runtime: Pick<Runtime, 'storage' | 'rooms' | 'clock'>,
  limits: ThreadLimits,
  at: Required<Which>,
  id: CommentId,
  person: Person,
  text: CommentText,
): Promise<Thread> {
  return changeThread(runtime, at, person, async (db, thread) => {
    const { number, author, text: before } = sayingComment(thread, id)
    if (author !== person.delegate.id) throw new Refusal('not-its-author')
    const { statementId } = at
    const after = await nameMentions(db, text, { statementId, audience: thread.audience, before })
    const changed = JSON.stringify(after) !== JSON.stringify(before)
    if (changed) {
      limits.comment(person.delegate.id)
      const now = runtime.clock.now()
      await rewriteComment(db, number, after, now)
      await deleteMentions(db, number)
      await insertMentions(db, mentionsIn(after, number))
      await updateThread(db, at.threadId, { changed_at: now })
    }
    return { changed, result: await readThread(db, at, person) }
  })
}

/**
 * Answers the thread without the comment, or null when that was the last of it. Where something was said after it, a
 * comment without words is left in its place. `takesOut` is for whoever may delete imported comments as if they were
 * theirs. Throws Refusal `unknown-thread`, `unknown-comment` or `not-its-author`.
 */
export function removeComment(
  runtime: Pick<Runtime, 'storage' | 'rooms'>,
  at: Required<Which>,
  id: CommentId,
  person: Person,
  takesOut: boolean,
): Promise<Thread | null> {
  return changeThread(runtime, at, person, async (db, thread) => {
    const own = sayingComment(thread, id)
    const voices = await findVoices(db, at.statementId, [...new Set(thread.comments.map(({ author }) => author))])
    const cameAlong = (author: DelegateId): boolean => {
      const voice = voices.get(author)
      return voice !== undefined && isImported(voice)
    }
    if (own.author !== person.delegate.id && !(takesOut && cameAlong(own.author))) throw new Refusal('not-its-author')
    await deleteMentions(db, own.number)
    const leaves = thread.comments.some((comment) => comment.id !== id && comment.text !== null)
    const going = leaves ? [own] : thread.comments
    if (leaves && thread.comments.at(-1) !== own) {
      await eraseComment(db, own.number)
    } else {
      for (const { number, author, key } of going) {
        await deleteComment(db, number)
        // No device has the key of what was imported.
        if (!cameAlong(author)) await spendKey(db, author, key)
      }
    }
    if (!leaves) {
      await forgetSeen(db, at.threadId)
      await deleteAnchors(db, at.threadId)
      await deleteThread(db, at.threadId)
    }
    return { changed: true, result: leaves ? await readThread(db, at, person) : null }
  })
}

function sayingComment({ comments }: WholeThread, id: CommentId): FoundComment {
  const found = comments.find((comment) => comment.id === id)
  if (found === undefined || found.text === null) throw new Refusal('unknown-comment')
  return found
}
