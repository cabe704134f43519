/**
 * Work on whole documents, off the event loop: one thread, started when it is first needed and again when it died. A
 * failure here loses nothing, since everything it reads is in the log.
 */
import { Worker } from 'node:worker_threads'
import { Refusal } from '#shared/refusal.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import type { AnchoredText, Done, Job, State, Text } from './background-worker.ts'

interface Waiting {
  readonly resolve: (done: Done) => void
  readonly reject: (error: Error) => void
}

export class Background {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0
  #closed = false

  /** The whole state that the updates make, collected and in one piece. */
  async state(parts: readonly Uint8Array[]): Promise<State> {
    const done = await this.#do('state', parts)
    if (done.done !== 'state') throw new Error(reason(done))
    return done
  }

  /** What the updates show. */
  async text(parts: readonly Uint8Array[]): Promise<Text> {
    const done = await this.#do('text', parts)
    if (done.done !== 'text') throw new Error(reason(done))
    const { document, letterhead, language, pace } = done
    return { document, letterhead, language, pace }
  }

  /** What the updates show, where the anchors stand in it, and by whose hand it came in. */
  async reading(parts: readonly Uint8Array[], anchors: readonly Anchor[]): Promise<AnchoredText> {
    const done = await this.#do('reading', parts, anchors)
    if (done.done !== 'reading') throw new Error(reason(done))
    const { document, letterhead, language, pace, stands, hands } = done
    return { document, letterhead, language, pace, stands, hands }
  }

  /** Ends the thread, whatever it does: what waits for it, and whoever asks later, gets the Refusal `restarting`. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  async #do(wanted: Job['wanted'], parts: Job['parts'], anchors: Job['anchors'] = []): Promise<Done> {
    if (this.#closed) throw new Refusal('restarting')
    const worker = (this.#worker ??= this.#start())
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, wanted, parts, anchors } satisfies Job)
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('background-worker.ts', import.meta.url))
    // What it does can be done again after the next start; the process need not stay for it.
    worker.unref()
    worker.on('message', (done: Done) => {
      this.#waiting.get(done.id)?.resolve(done)
      this.#waiting.delete(done.id)
    })
    worker.on('error', () => undefined)
    worker.on('exit', (code) => {
      this.#worker = null
      const why = this.#closed ? new Refusal('restarting') : new Error(`The background thread ended with ${code}.`)
      for (const { reject } of this.#waiting.values()) reject(why)
      this.#waiting.clear()
    })
    return worker
  }
}

/** Whether it failed only because this server stops; the next one does it. */
export const isStopped = (error: unknown): boolean => error instanceof Refusal && error.code === 'restarting'

const reason = (done: Done): string =>
  done.done === 'failed' ? done.reason : `The background thread sent ${done.done}.`
