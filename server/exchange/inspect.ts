/** What a source would become, for whoever wants to know before it does. */
import { type Found, longestPreview } from '#shared/exchange/sources.ts'
import type { DelegationId } from '#shared/people/people.ts'
import type { Draft } from './draft.ts'
import { authorOf, fitThreads, isHeardBy, withLost } from './fit-threads.ts'

/**
 * The most bytes of a request that carries a source: the largest Word file as base64 is 13.4 MB, the largest archive with
 * each of its quotation marks escaped some 14 MB, the longest text in three bytes a character 6 MB.
 */
export const sourceBody = 16_000_000

/** What is said of a source that was read; `own` is the delegation of whoever asks, null for the operator. */
export function foundIn(draft: Draft, own: DelegationId | null): Found {
  const { letterhead, document, language, threads, lost, changes } = fitThreads(draft)
  const heard = threads.filter((thread) => isHeardBy(own, thread))
  const unheard = threads.filter((thread) => !isHeardBy(own, thread)).flatMap(({ comments }) => comments)
  const comments = heard.flatMap((thread) => thread.comments)
  return {
    title: letterhead.title ?? '',
    language,
    preview: document.content.slice(0, longestPreview),
    blocks: document.content.length,
    threads: heard.length,
    comments: comments.length,
    authors: [...new Set(comments.map(({ author }) => author))],
    changes: { ...changes, authors: changes.authors.map(authorOf) },
    lost: [...withLost(lost, unheard.length)],
  }
}
