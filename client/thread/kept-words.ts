/**
 * What somebody has begun to say and not sent: kept on this device under a name, so that a closed card and a reload lose
 * nothing. Where the browser keeps nothing it lives as long as its composer.
 */
import { z } from 'zod'
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

/** To be called when somebody signs out. */
export function forgetWords(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
  } catch {
    // Nothing was kept.
  }
}
