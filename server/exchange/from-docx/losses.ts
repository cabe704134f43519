/** What a file holds and a statement cannot, counted as it is met. */
import type { Lost, LostKind } from '#shared/exchange/sources.ts'
import { lostKind } from '#shared/exchange/sources.ts'

export class Losses {
  readonly #counts = new Map<LostKind, number>()

  count(kind: LostKind, times = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + times)
  }

  /** In the order of the kinds. */
  get all(): Lost[] {
    return lostKind.options.flatMap((kind) => {
      const count = this.#counts.get(kind) ?? 0
      return count > 0 ? [{ kind, count }] : []
    })
  }
}
