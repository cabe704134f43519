/**
 * Snapshots, so that loading a statement does not replay its life. One at a time, made beside the event loop out of the
 * log alone; a crash at any moment leaves the old snapshot or the new one.
 */
import type { StatementId } from '#shared/people/people.ts'
import type { Storage } from '../storage/storage.ts'
import type { Background } from './background.ts'
import { lastOf, partsOf, readLog } from './log.ts'

/** A snapshot is due when this much has come since the last one. */
export const dueUpdates = 500
export const dueBytes = 256 * 1024
/** When a room is unloaded a few updates are not worth one. */
export const dueUpdatesOnUnload = 50

export class Compaction {
  readonly #storage: Storage
  readonly #background: Background
  #running: Promise<unknown> = Promise.resolve()

  constructor({ storage, background }: { storage: Storage; background: Background }) {
    this.#storage = storage
    this.#background = background
  }

  /** Saves the state of now; answers up to which update it reaches and its size. Waits for the one that runs. */
  compact(statementId: StatementId): Promise<{ readonly seq: number; readonly bytes: number }> {
    const mine = this.#running.then(() => this.#save(statementId))
    this.#running = mine.catch(() => undefined)
    return mine
  }

  /** Resolves when none is being made any more. */
  async settled(): Promise<void> {
    await this.#running
  }

  async #save(statementId: StatementId): Promise<{ readonly seq: number; readonly bytes: number }> {
    const recorded = await readLog(this.#storage.updates, statementId)
    const last = recorded.updates.at(-1)
    if (last === undefined) return { seq: lastOf(recorded), bytes: recorded.snapshot?.state.length ?? 0 }
    const { seq, epoch } = last
    const { state, stateVector } = await this.#background.state(partsOf(recorded))
    await this.#storage.updates.saveSnapshot({ statementId, seq, epoch, state, stateVector })
    return { seq, bytes: state.length }
  }
}
