/** One process of a workshop: it does one job after the other, and may be ended at any moment. */
import { type ChildProcess, fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'

/** What is said when a job is not done. */
export interface Refusals {
  readonly tooMany: RefusalCode
  readonly tooSlow: RefusalCode
  /** Its process ended, which it does when it takes too much memory. */
  readonly failed: RefusalCode
}

/** What a process answers to a job. */
export type Told<Done> =
  | Settled<Done>
  /** The process is ended. */
  | { readonly done: 'failed'; readonly code: RefusalCode; readonly reason: string }

/** The process is as good as before, unless it is spent: it has grown and wants to be replaced. */
export type Settled<Done> =
  | { readonly done: 'made'; readonly made: Done; readonly spent: boolean }
  | {
      readonly done: 'refused'
      readonly code: RefusalCode
      readonly reason: string | undefined
      readonly spent: boolean
    }

/** How a process ends that took too much of a core; one that took too much memory is killed, by us or by the system. */
export const lateSignal = 'SIGALRM'
/** What a process tells its watch: how many ms of a core it may take from now on; null for as many as it likes. */
export type TimeLeft = number | null

/** Nobody waits for it any more. */
export class Abandoned extends Error {}

/** One that fails, or that nobody waits for, is ended: whatever it is at. */
export class Process<Job extends object, Done extends object> {
  readonly heapMb: number
  readonly #refusals: Refusals
  readonly #child: ChildProcess
  readonly #onGone: () => void
  readonly #gone: Promise<never>
  #resting: NodeJS.Timeout | undefined
  made = 0

  /** `onGone` is told once it takes no more work. */
  constructor(program: URL, heapMb: number, refusals: Refusals, onGone: () => void) {
    this.heapMb = heapMb
    this.#refusals = refusals
    this.#onGone = onGone
    this.#child = fork(program, {
      env: environment(),
      execArgv: [`--max-old-space-size=${heapMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#gone = new Promise((_, reject) => {
      const gone = (code: RefusalCode): void => {
        onGone()
        reject(new Refusal(code, 'the process that was at it ended'))
      }
      this.#child.once('exit', (_, signal) => gone(signal === lateSignal ? refusals.tooSlow : refusals.failed))
      this.#child.once('error', () => gone(refusals.failed))
    })
    // Nobody may be waiting when it ends.
    this.#gone.catch(() => undefined)
  }

  async make(job: Job, signal: AbortSignal, timeMs: number): Promise<Settled<Done>> {
    clearTimeout(this.#resting)
    this.#child.ref()
    this.#child.channel?.ref()
    this.made += 1
    const stop = (): void => this.end()
    let late: NodeJS.Timeout | undefined
    signal.addEventListener('abort', stop, { once: true })
    try {
      const told = await Promise.race([
        this.#gone,
        this.#answer(job),
        new Promise<never>((_, reject) => {
          late = setTimeout(() => reject(new Refusal(this.#refusals.tooSlow)), timeMs)
        }),
      ])
      if (told.done === 'failed') throw new Refusal(told.code, told.reason)
      return told
    } catch (error) {
      this.end()
      throw signal.aborted ? new Abandoned() : error
    } finally {
      clearTimeout(late)
      signal.removeEventListener('abort', stop)
    }
  }

  /** Ends it when it gets nothing to do for so long, ms. The server may end without it. */
  rest(idleMs: number): void {
    this.#resting = setTimeout(() => this.end(), idleMs).unref()
    this.#child.unref()
    this.#child.channel?.unref()
  }

  end(): void {
    clearTimeout(this.#resting)
    this.#onGone()
    this.#child.kill('SIGKILL')
  }

  #answer(job: Job): Promise<Told<Done>> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (told: Told<Done>) => resolve(told))
      this.#child.send(job, (error) => {
        if (error !== null) reject(new Refusal(this.#refusals.failed, 'the process that was to do it ended'))
      })
    })
  }
}

/**
 * Nothing of the server's own. Only where Node keeps what it has compiled, if this server has it do so: a process then
 * starts with half the work and 35 MB less, since nobody has to take the types out of its sources again.
 */
function environment(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  // Node adds a folder for its version to the one that it is told.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}
