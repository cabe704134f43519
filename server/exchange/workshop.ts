/**
 * A few processes beside the server for work that nobody who types should wait for. Bounded in number, time and memory;
 * one that crashes takes nobody along, which a thread that runs out of memory does.
 */
import { Refusal } from '#shared/refusal.ts'
import { Abandoned, Process, type Refusals } from './workshop-process.ts'

export interface Bounds {
  /** Jobs at once. */
  readonly atOnce: number
  /** Of these, jobs of one person. */
  readonly atOncePerPerson: number
  /** Jobs that wait for a place. */
  readonly waiting: number
  /** Jobs of one person, at work and waiting. */
  readonly perPerson: number
  readonly timeMs: number
  /** Jobs that one process does in its life. */
  readonly perProcess: number
  /** A process that has had nothing to do for so long ends. */
  readonly idleMs: number
}

export interface Order<Job> {
  /** Who asks: a session or an address, whatever tells people apart. */
  readonly person: string
  /** Asked for once there is a place for it, so that what waits takes no memory. */
  readonly job: () => Promise<Job>
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal
  /** Where it has less time than others, ms. */
  readonly timeMs?: number
  /** Of the process that does it, where it is not the usual one: a process has its heap from its birth. */
  readonly heapMb?: number
}

interface Waiting {
  readonly person: string
  readonly turn: () => void
}

export class Workshop<Job extends object, Done extends object> {
  readonly #program: URL
  readonly #bounds: Bounds
  readonly #refusals: Refusals
  readonly #heapMb: number
  readonly #idle: Process<Job, Done>[] = []
  readonly #busy = new Set<Process<Job, Done>>()
  readonly #queue: Waiting[] = []
  /** Jobs at work and waiting, and those at work, by person. */
  readonly #asked = new Tally()
  readonly #atWork = new Tally()
  #closed = false

  /** `program` is what its processes run: it answers each message, a job, with what it has `Told`. */
  constructor(program: URL, bounds: Bounds, refusals: Refusals, heapMb: number) {
    this.#program = program
    this.#bounds = bounds
    this.#refusals = refusals
    this.#heapMb = heapMb
  }

  /**
   * Throws what it was given as Refusals: too many at once, too slow after its time, failed when its process ends; and
   * whatever `job` throws. Throws `Abandoned` when the signal is aborted.
   */
  async make(order: Order<Job>): Promise<Done> {
    const { person, signal } = order
    const { perPerson, waiting } = this.#bounds
    if (this.#closed) throw new Refusal('restarting')
    if (this.#asked.of(person) >= perPerson || (!this.#hasPlace(person) && this.#queue.length >= waiting))
      throw new Refusal(this.#refusals.tooMany)
    this.#asked.add(person, 1)
    try {
      await this.#place(person, signal)
      try {
        return await this.#run(order, await order.job())
      } finally {
        this.#atWork.add(person, -1)
        this.#callNext()
      }
    } finally {
      this.#asked.add(person, -1)
    }
  }

  /** Ends all processes; what is at work is given up. */
  close(): void {
    this.#closed = true
    for (const process of [...this.#idle, ...this.#busy]) process.end()
  }

  /** How many processes there are. */
  get size(): number {
    return this.#idle.length + this.#busy.size
  }

  #hasPlace(person: string): boolean {
    return this.#atWork.sum < this.#bounds.atOnce && this.#atWork.of(person) < this.#bounds.atOncePerPerson
  }

  async #place(person: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Abandoned()
    if (this.#hasPlace(person)) {
      this.#atWork.add(person, 1)
      return
    }
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const waiting = { person, turn }
      const giveUp = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1)
        reject(new Abandoned())
      }
      this.#queue.push(waiting)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** A place is taken here for the next in the queue, or somebody new could take it first. */
  #callNext(): void {
    const at = this.#queue.findIndex(({ person }) => this.#hasPlace(person))
    const [next] = at < 0 ? [] : this.#queue.splice(at, 1)
    if (next === undefined) return
    this.#atWork.add(next.person, 1)
    next.turn()
  }

  async #run({ signal, timeMs = this.#bounds.timeMs, heapMb = this.#heapMb }: Order<Job>, job: Job): Promise<Done> {
    if (signal.aborted) throw new Abandoned()
    if (this.#closed) throw new Refusal('restarting')
    const at = this.#idle.findLastIndex((idle) => idle.heapMb === heapMb)
    const [rested] = at < 0 ? [] : this.#idle.splice(at, 1)
    const process = rested ?? new Process<Job, Done>(this.#program, heapMb, this.#refusals, () => this.#drop(process))
    this.#busy.add(process)
    const told = await process.make(job, signal, timeMs)
    if (told.spent || process.made >= this.#bounds.perProcess) process.end()
    if (this.#busy.delete(process)) {
      this.#idle.push(process)
      process.rest(this.#bounds.idleMs)
    }
    if (told.done === 'refused') throw new Refusal(told.code, told.reason)
    return told.made
  }

  #drop(process: Process<Job, Done>): void {
    this.#busy.delete(process)
    const at = this.#idle.indexOf(process)
    if (at >= 0) this.#idle.splice(at, 1)
  }
}

/** How many jobs people have. */
class Tally {
  readonly #people = new Map<string, number>()
  sum = 0

  of(person: string): number {
    return this.#people.get(person) ?? 0
  }

  add(person: string, count: 1 | -1): void {
    this.sum += count
    const left = this.of(person) + count
    if (left > 0) this.#people.set(person, left)
    else this.#people.delete(person)
  }
}
