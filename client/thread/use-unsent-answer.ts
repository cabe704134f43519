/** An answer whose thread is deleted while it is written: it goes on as a comment of its own on the same words. */
import { useEffect, useRef } from 'react'
import type { Present, StatementId } from '#shared/people/people.ts'
import { answerName, commentName, keepWords, readWords } from './kept-words.ts'
import type { Draft, ShownThread, ThreadKey, Threads } from './threads.ts'

/** `write` opens the composer; what was written is in it. */
export function useUnsentAnswer(
  statementId: StatementId,
  { delegateId }: Present,
  { all, loaded }: Threads,
  active: ThreadKey | null,
  write: (draft: Draft) => void,
): void {
  const last = useRef<ShownThread | null>(null)
  useEffect(() => {
    if (!loaded) return
    const before = last.current
    last.current = all.find(({ key }) => key === active) ?? null
    if (before === null || before.key !== active || last.current !== null) return
    const { key, anchor, audience, comments } = before
    // Whoever deletes their own thread is done with it.
    if (comments.every(({ author }) => author.delegateId === delegateId)) return
    const [answer, comment] = [answerName(statementId, delegateId, key), commentName(statementId, delegateId, anchor)]
    const words = readWords(answer)
    if (words.length === 0) return
    keepWords(comment, [...readWords(comment), ...words])
    keepWords(answer, [])
    write({ anchor, answered: audience })
  }, [statementId, delegateId, all, loaded, active, write])
}
