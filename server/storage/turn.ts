/**
 * Who may use the one connection now. Kysely's statements and transactions and the update log take turns here, so that
 * no append ever runs inside somebody else's open transaction. First come, first served.
 */
export class Turn {
  #taken = false
  readonly #waiting: (() => void)[] = []

  /** True, and the turn is taken, when nobody has it: an append need not give up the thread of control for it. */
  takeNow(): boolean {
    if (this.#taken) return false
    this.#taken = true
    return true
  }

  async take(): Promise<void> {
    if (this.takeNow()) return
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken = false
    else next()
  }
}
