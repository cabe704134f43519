/**
 * What the server owes one connection an answer for. It promises one thing: a barrier is released only when every frame
 * with an update that came before it is on disk, or held nothing new. Pure bookkeeping, no socket in sight.
 */
import type { RefusalCode } from '#shared/refusal.ts'

/** What was sent here and has not been stored: nothing; something the client still has; something refused for good. */
type Debt =
  | { readonly debt: 'none' }
  /** `since`: the newest frame that was not stored. A complete answer to syncStep1 received after it pays. */
  | { readonly debt: 'resend'; readonly since: number }
  | { readonly debt: 'refused'; readonly code: RefusalCode }

const mostHeld = 1024

export class Acknowledgement {
  #debt: Debt = { debt: 'none' }
  /** Frames with updates, counted as they come. */
  #received = 0
  /** Up to here every frame is on disk, held nothing new, or is part of the debt. */
  #settled = 0
  readonly #held: { readonly token: number; readonly after: number }[] = []

  /** Numbers a frame that has come. */
  receive(): number {
    this.#received += 1
    return this.#received
  }

  /** Why an earlier update was refused; null: none was. */
  get refused(): RefusalCode | null {
    return this.#debt.debt === 'refused' ? this.#debt.code : null
  }

  hold(token: number): void {
    if (this.#debt.debt === 'refused') return
    if (this.#held.length >= mostHeld) this.#held.shift()
    this.#held.push({ token, after: this.#received })
  }

  /** The frame is safe. True when it pays a debt: `complete` says that it holds all that the client has and we had not. */
  store(frame: number, complete: boolean): boolean {
    this.#settled = Math.max(this.#settled, frame)
    if (!complete || this.#debt.debt !== 'resend' || frame <= this.#debt.since) return false
    this.#debt = { debt: 'none' }
    return true
  }

  /** What has come and is not safe will not be; the client has to send it again. */
  lose(): void {
    this.#settled = this.#received
    if (this.#debt.debt !== 'refused') this.#debt = { debt: 'resend', since: this.#received }
  }

  /** An update was refused: nothing here is answered for any more. */
  refuse(code: RefusalCode): void {
    this.#debt = { debt: 'refused', code }
    this.#held.length = 0
  }

  /** Tokens that may go back now, in their order; each is handed out once. */
  release(): readonly number[] {
    if (this.#debt.debt !== 'none') return []
    const waiting = this.#held.findIndex(({ after }) => after > this.#settled)
    const released = this.#held.splice(0, waiting === -1 ? this.#held.length : waiting)
    return released.map(({ token }) => token)
  }
}
