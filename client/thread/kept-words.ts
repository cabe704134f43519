/**
 * What somebody has begun to say and not sent: kept on this device under a name, so that a closed card and a reload lose
 * nothing. Where the browser keeps nothing it lives as long as its composer.
 */
import { z } from 'zod'
import { delegateId, statementId, type DelegateId, type StatementId } from '#shared/people/people.ts'
import { type Piece, piece } from '#shared/thread/thread.ts'

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
