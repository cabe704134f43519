/**
 * Tells what a text says when it has come to rest, so that lists and search can follow it. It tells late rather than
 * often, of one text at a time, and never from the live document.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { StatementId } from '#shared/people/people.ts'
import { isStopped } from './background.ts'
import type { Text } from './background-worker.ts'
import type { Room } from './room.ts'

const quietMs = 1000
/** People who type without a pause must be found in lists too. */
const longestUnquietMs = 15_000
/**
 * Between two tellings passes this many times what the first took. What is written down takes the turn of the log: a
 * thousand texts that come to rest at once would otherwise stand, all of them, before the next keystroke.
 */
const breather = 2

export type OnQuiet = (statementId: StatementId, quiet: Text & { readonly changedAt: number }) => Promise<void>

export class Quiet {
  readonly #read: (statementId: StatementId) => Promise<Text>
  readonly #onQuiet: OnQuiet
  readonly #logger: Logger
  readonly #waiting = new Map<Room, { readonly timer: NodeJS.Timeout; readonly latest: number }>()

  /** Texts that rest and have not been told of, in the order in which they came to rest. */
  readonly #resting = new Set<Room>()
  #telling = false
  /** What is being told at the moment. */
  readonly #running = new Set<Promise<void>>()

  constructor(parts: { read: (statementId: StatementId) => Promise<Text>; onQuiet: OnQuiet; logger: Logger }) {
    this.#read = parts.read
    this.#onQuiet = parts.onQuiet
    this.#logger = parts.logger
  }

  /** The text has changed: it is told of when nothing has followed for a while. */
  expect(room: Room): void {
    const now = performance.now()
    const waiting = this.#waiting.get(room)
    if (waiting === undefined) {
      const timer = setTimeout(() => void this.#rest(room), quietMs).unref()
      this.#waiting.set(room, { timer, latest: now + longestUnquietMs })
    } else if (now + quietMs <= waiting.latest) waiting.timer.refresh()
  }

  /** Tells now, if there is anything that has not been told. Resolves when it is heard; a failure is for the log only. */
  async tell(room: Room): Promise<void> {
    this.forget(room)
    const changedAt = room.takeChange()
    if (changedAt === null) return
    const running = this.#tell(room.statementId, changedAt)
    this.#running.add(running)
    await running
    this.#running.delete(running)
  }

  /** Resolves when nothing that was begun is being told any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#running)
  }

  forget(room: Room): void {
    clearTimeout(this.#waiting.get(room)?.timer)
    this.#waiting.delete(room)
    this.#resting.delete(room)
  }

  async #tell(statementId: StatementId, changedAt: number): Promise<void> {
    try {
      await this.#onQuiet(statementId, { ...(await this.#read(statementId)), changedAt })
    } catch (error) {
      if (isStopped(error)) this.#logger.info({ statementId }, 'a changed text is told of when it is next opened')
      else this.#logger.error({ err: error, statementId }, 'a changed text could not be told of')
    }
  }

  async #rest(room: Room): Promise<void> {
    this.#waiting.delete(room)
    this.#resting.add(room)
    if (this.#telling) return
    this.#telling = true
    // A set gives out what is added meanwhile, too.
    for (const next of this.#resting) {
      const began = performance.now()
      await this.tell(next)
      await pause(breather * (performance.now() - began), undefined, { ref: false })
    }
    this.#telling = false
  }
}
