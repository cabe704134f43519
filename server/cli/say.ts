/** How the commands say times, sizes and what a disk refuses. */
import { Refusal } from '#shared/refusal.ts'

/** "2026-06-25 14:05 UTC". */
export const readableTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** "1.4 MB". */
export function readableSize(bytes: number): string {
  const megabytes = bytes / 1_000_000
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
}

/** A disk that cannot be written, as an Error of one sentence. */
export async function sentenceOf<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal)
      throw new Error(`${error.ruling.sentence.slice(0, -1)}: ${error.detail ?? error.code}.`)
    throw error
  }
}
