/**
 * Checkpoints beside the event loop: in SQLite's own way the commit that finds the log long writes all of it into the
 * database file and waits for that flush too (4 MB: 12 to 30 ms in which nobody's typing is saved).
 */
import { Worker } from 'node:worker_threads'

const everyMs = 2000

export class Checkpoint {
  readonly #file: string
  #worker: Worker | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(file: string) {
    this.#file = file
  }

  /** The log has grown: a checkpoint follows soon. A thread that fails is no loss, since SQLite steps in far later. */
  due(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#worker ??= this.#start()
      this.#worker.postMessage('checkpoint')
    }, everyMs).unref()
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL('checkpoint-worker.ts', import.meta.url), { workerData: this.#file })
    worker.unref()
    worker.on('error', () => undefined)
    worker.on('exit', () => (this.#worker = null))
    return worker
  }
}
