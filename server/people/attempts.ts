/** How often somebody may try: a leaky bucket for each key. Who may try what how often is said in limits.ts. */
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { Clock } from '../runtime.ts'

export interface Allowance {
  /** Tries at once. */
  readonly burst: number
  /** One more after each of these, ms. */
  readonly every: number
}

/** Buckets kept at once; when there are more, those that have drained are dropped first, then the oldest. */
const mostKeys = 10_000

export class Attempts {
  readonly #allowance: Allowance
  readonly #clock: Clock
  readonly #code: RefusalCode
  /** When the bucket of a key will have drained, epoch ms; the order of insertion is the order of the last try. */
  readonly #drainedAt = new Map<string, number>()

  /** `code`: with what is refused. */
  constructor(allowance: Allowance, clock: Clock, code: RefusalCode = 'too-many-tries') {
    this.#allowance = allowance
    this.#clock = clock
    this.#code = code
  }

  /** Counts one try. Throws the Refusal when it is one too many; that one is not counted. */
  take(key: string): void {
    const now = this.#clock.now()
    const { burst, every } = this.#allowance
    const drainedAt = Math.max(this.#drainedAt.get(key) ?? now, now) + every
    if (drainedAt - now > burst * every) throw new Refusal(this.#code)
    this.#drainedAt.delete(key)
    this.#drainedAt.set(key, drainedAt)
    if (this.#drainedAt.size > mostKeys) this.#makeRoom(now)
  }

  /** Forgets the tries of a key: it turned out to be its owner. */
  forget(key: string): void {
    this.#drainedAt.delete(key)
  }

  /** Takes the last try back: it was right. Unlike `forget` it does not excuse those before it. */
  giveBack(key: string): void {
    const drainedAt = this.#drainedAt.get(key)
    if (drainedAt !== undefined) this.#drainedAt.set(key, drainedAt - this.#allowance.every)
  }

  #makeRoom(now: number): void {
    for (const [key, drainedAt] of this.#drainedAt) {
      if (drainedAt <= now) this.#drainedAt.delete(key)
    }
    for (const key of this.#drainedAt.keys()) {
      if (this.#drainedAt.size <= mostKeys) return
      this.#drainedAt.delete(key)
    }
  }
}
