/**
 * When somebody was last in a room: noted when their socket opens and when it closes, and written together a moment
 * later, so that two hundred people who lose the Wi-Fi at once cost one flush of the disk.
 */
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import type { Runtime } from '../runtime.ts'
import { findPen } from './rows/pen.ts'
import { markSeen } from './rows/redemptions.ts'

const waitMs = 500

interface Sighting {
  readonly statementId: StatementId
  readonly delegateId: DelegateId
  readonly at: number
}

interface Parts extends Pick<Runtime, 'storage' | 'clock' | 'logger'> {
  /** Tells the delegation that holds the pen, which is shown the seats, that somebody there was seen anew. */
  readonly tell: (statementId: StatementId, penholder: DelegationId) => void
}

export class Sightings {
  readonly #parts: Parts
  readonly #unwritten = new Map<string, Sighting>()
  #timer: NodeJS.Timeout | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  note(statementId: StatementId, delegateId: DelegateId): void {
    this.#unwritten.set(`${statementId} ${delegateId}`, { statementId, delegateId, at: this.#parts.clock.now() })
    this.#timer ??= setTimeout(() => void this.write(), waitMs).unref()
  }

  /** Writes what was noted. It is not worth stopping anything for: where it cannot be written, the log says so. */
  async write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const sightings = [...this.#unwritten.values()]
    this.#unwritten.clear()
    if (sightings.length === 0) return
    const { storage, logger, tell } = this.#parts
    try {
      await storage.transaction(async (db) => {
        for (const { statementId, delegateId, at } of sightings) await markSeen(db, statementId, delegateId, at)
      })
      for (const statementId of new Set(sightings.map((sighting) => sighting.statementId))) {
        const pen = await findPen(storage.db, statementId)
        if (pen !== null) tell(statementId, pen.penholder)
      }
    } catch (error) {
      logger.error({ err: error }, 'who was here could not be written down')
    }
  }
}
