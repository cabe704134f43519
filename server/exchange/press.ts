/**
 * Where files are made: a few processes beside the server, so that nobody's typing waits for a paper. Bounded in number,
 * time and memory, and replaced before what a writer leaks adds up.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { Refusal } from '#shared/refusal.ts'
import type { Job, Made, Told } from './press-worker.ts'

export interface Bounds {
  /** Papers made at once. */
  readonly atOnce: number
  /** Papers that wait for one of these places. */
  readonly waiting: number
  /** Papers of one person, made and waiting. */
  readonly perPerson: number
  readonly timeMs: number
  /** Papers that one process makes in its life. */
  readonly perProcess: number
  /** A process that has had nothing to do for so long ends. */
  readonly idleMs: number
}

export const usualBounds: Bounds = {
  atOnce: 2,
  waiting: 24,
  perPerson: 6,
  timeMs: 60_000,
  // Typst keeps some 3 MB of each compile.
  perProcess: 50,
  idleMs: 60_000,
}

/** Heap of a process; what stands outside it is watched by press-watch.ts. */
const heapMb = 512

export interface Order {
  /** Who asks: a session or an address, whatever tells people apart. */
  readonly person: string
  /** Asked for once there is a place for it, so that what waits takes no memory. */
  readonly job: () => Promise<Job>
  /** Aborted when nobody waits for the file any more. */
  readonly signal: AbortSignal
}

/** Nobody waits for the file any more. */
export class Abandoned extends Error {}

/** Makes files. Each server has one. */
export class Press {
  readonly #bounds: Bounds
  readonly #program: URL
  readonly #idle: Process[] = []
  readonly #busy = new Set<Process>()
  readonly #queue: (() => void)[] = []
  readonly #people = new Map<string, number>()
  #taken = 0
  #closed = false

  /** `program` is what its processes run. */
  constructor(bounds: Partial<Bounds> = {}, program = new URL('./press-worker.ts', import.meta.url)) {
    this.#bounds = { ...usualBounds, ...bounds }
    this.#program = program
  }

  /**
   * Throws Refusal `too-many-exports` at once, `export-too-slow` after its time, `export-failed` when the writer fails or
   * takes too much memory, and whatever `job` throws. Throws `Abandoned` when the signal is aborted.
   */
  async make({ person, job, signal }: Order): Promise<Made> {
    const mine = this.#people.get(person) ?? 0
    const { atOnce, waiting, perPerson } = this.#bounds
    if (this.#closed) throw new Refusal('restarting')
    if (mine >= perPerson || (this.#taken >= atOnce && this.#queue.length >= waiting))
      throw new Refusal('too-many-exports')
    this.#people.set(person, mine + 1)
    try {
      await this.#place(signal)
      try {
        return await this.#run(await job(), signal)
      } finally {
        // The place goes to the next in the queue, or somebody new could take it first.
        const next = this.#queue.shift()
        if (next === undefined) this.#taken -= 1
        else next()
      }
    } finally {
      const left = (this.#people.get(person) ?? 1) - 1
      if (left > 0) this.#people.set(person, left)
      else this.#people.delete(person)
    }
  }

  /** Ends all processes; what is being made is given up. */
  close(): void {
    this.#closed = true
    for (const process of [...this.#idle, ...this.#busy]) process.end()
  }

  /** How many processes there are. */
  get size(): number {
    return this.#idle.length + this.#busy.size
  }

  async #place(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Abandoned()
    if (this.#taken < this.#bounds.atOnce) {
      this.#taken += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = (): void => {
        this.#queue.splice(this.#queue.indexOf(turn), 1)
        reject(new Abandoned())
      }
      this.#queue.push(turn)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  async #run(job: Job, signal: AbortSignal): Promise<Made> {
    if (signal.aborted) throw new Abandoned()
    if (this.#closed) throw new Refusal('restarting')
    const process = this.#idle.pop() ?? new Process(this.#program, () => this.#drop(process))
    this.#busy.add(process)
    const made = await process.make(job, signal, this.#bounds.timeMs)
    if (process.made >= this.#bounds.perProcess) process.end()
    if (!this.#busy.delete(process)) return made
    this.#idle.push(process)
    process.rest(this.#bounds.idleMs)
    return made
  }

  #drop(process: Process): void {
    this.#busy.delete(process)
    const at = this.#idle.indexOf(process)
    if (at >= 0) this.#idle.splice(at, 1)
  }
}

/** One that fails, or that nobody waits for, is ended: whatever it is at. */
class Process {
  readonly #child: ChildProcess
  readonly #onGone: () => void
  readonly #gone: Promise<never>
  #resting: NodeJS.Timeout | undefined
  made = 0

  /** `onGone` is told once it takes no more work. */
  constructor(program: URL, onGone: () => void) {
    this.#onGone = onGone
    this.#child = fork(program, {
      // Nothing of the server's environment: a writer needs none of it.
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#gone = new Promise((_, reject) => {
      const gone = (): void => {
        onGone()
        reject(new Refusal('export-failed', 'the process that wrote it ended'))
      }
      this.#child.once('exit', gone)
      this.#child.once('error', gone)
    })
    // Nobody may be waiting when it ends.
    this.#gone.catch(() => undefined)
  }

  async make(job: Job, signal: AbortSignal, timeMs: number): Promise<Made> {
    clearTimeout(this.#resting)
    this.made += 1
    const stop = (): void => this.end()
    let late: NodeJS.Timeout | undefined
    signal.addEventListener('abort', stop, { once: true })
    try {
      const done = await Promise.race([
        this.#gone,
        this.#answer(job),
        new Promise<never>((_, reject) => {
          late = setTimeout(() => reject(new Refusal('export-too-slow')), timeMs)
        }),
      ])
      if (done.done === 'failed') throw new Refusal(done.code, done.reason)
      return done
    } catch (error) {
      this.end()
      throw signal.aborted ? new Abandoned() : error
    } finally {
      clearTimeout(late)
      signal.removeEventListener('abort', stop)
    }
  }

  /** Ends it when it gets nothing to do for so long, ms. */
  rest(idleMs: number): void {
    this.#resting = setTimeout(() => this.end(), idleMs).unref()
  }

  end(): void {
    clearTimeout(this.#resting)
    this.#onGone()
    this.#child.kill('SIGKILL')
  }

  #answer(job: Job): Promise<Told> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (done: Told) => resolve(done))
      this.#child.send(job, (error) => error !== null && reject(error))
    })
  }
}
