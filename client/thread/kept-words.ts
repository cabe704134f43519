/**
 * What somebody has begun to say and not sent: kept on this device under a name, so that a closed card and a reload lose
 * nothing. Where the browser keeps nothing it lives as long as its composer.
 */
import { z } from 'zod'
import { delegateId, statementId, type DelegateId, type StatementId } from '#shared/people/people.ts'
import { type Anchor, type Piece, piece } from '#shared/thread/thread.ts'

/** The name of an answer, by the key of its thread. */
export const answerName = (statement: StatementId, person: DelegateId, thread: string): string =>
  `${statement}/${person}/${thread}`

/** The name of a new comment: another one on the same words goes on with what was begun there. */
export const commentName = (statement: StatementId, person: DelegateId, anchor: Anchor): string => {
  const { paragraphId, whole, quote } = anchor
  return `${statement}/${person}/new/${whole ? paragraphId : `${paragraphId}/${quote.slice(0, 80)}`}`
}

const prefix = 'penholder: words/'
const kept = z.array(piece)

/** Nothing to say is nothing to keep. */
export function keepWords(name: string, pieces: readonly Piece[]): void {
  try {
    if (pieces.length === 0) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, JSON.stringify(pieces))
  } catch {
    // A private window, or a full disk: the words are still in the composer.
  }
}

export function readWords(name: string): readonly Piece[] {
  try {
    const { success, data } = kept.safeParse(JSON.parse(localStorage.getItem(prefix + name) ?? '[]'))
    return success ? data : []
  } catch {
    return []
  }
}

interface Begun {
  readonly statementId: StatementId
  readonly person: DelegateId
  readonly text: readonly Piece[]
}

/** A name begins with the statement and the person; what comes after it is the composer's. */
const owned = z.tuple([statementId, delegateId], z.string())

/** All that is kept, of everybody who has used this device. */
export function begunComments(): readonly Begun[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
      .flatMap((name) => {
        const { data } = owned.safeParse(name.split('/'))
        const text = readWords(name)
        return data === undefined || text.length === 0 ? [] : [{ statementId: data[0], person: data[1], text }]
      })
  } catch {
    return []
  }
}

/** To be called when somebody signs out. */
export function forgetWords(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
  } catch {
    // Nothing was kept.
  }
}
