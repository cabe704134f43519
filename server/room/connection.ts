/**
 * One socket in one room: reads its frames, answers them, and keeps two promises. A barrier comes back only when all
 * that was received before it is on disk; and a reader that cannot keep up costs a bounded amount of memory.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Logger } from 'pino'
import { may, type Standing } from '#shared/people/rights.ts'
import type { Present } from '#shared/people/people.ts'
import { Refusal, type RefusalCode, rulings } from '#shared/refusal.ts'
import { decodeFrame } from '#shared/room/wire.ts'
import { Acknowledgement } from './acknowledgement.ts'
import { type FrameSink, longMessage, type Message, message } from './frame-sink.ts'
import type { Metrics } from './metrics.ts'
import type { Room } from './room.ts'

/** Who stands behind a connection, as the server recognises them. */
export interface Person {
  readonly present: Present
  readonly standing: Standing
  /** When they have to be recognised anew since their session may have ended, epoch ms. */
  readonly until: number
}

/** Above this a reader gets no single updates any more, but all of them as one when it has caught up. */
const lagBytes = 256 * 1024
const awarenessBytes = 1024 * 1024
const tooSlowBytes = 4 * 1024 * 1024
const mostGaps = 64
/** Whole-document answers: a burst, then one a second. */
const mostAsks = 30

export class Connection {
  readonly #room: Room
  readonly #sink: FrameSink
  readonly #recognise: () => Promise<Person>
  readonly #metrics: Metrics
  readonly #logger: Logger
  readonly #now: () => number
  #person: Person
  #open = true
  readonly #owed = new Acknowledgement()
  #asked = false
  #gaps = 0
  #asks = mostAsks
  #askedAt = 0
  /** The state vector of what this reader was last sent, while it lags behind. */
  #lag: Uint8Array | null = null
  #awarenessDropped = false
  #largestAnswer = 0
  #sentAt: number

  constructor(parts: {
    room: Room
    sink: FrameSink
    person: Person
    recognise: () => Promise<Person>
    metrics: Metrics
    logger: Logger
    now: () => number
  }) {
    this.#room = parts.room
    this.#sink = parts.sink
    this.#person = parts.person
    this.#recognise = parts.recognise
    this.#metrics = parts.metrics
    this.#logger = parts.logger
    this.#now = parts.now
    this.#sentAt = parts.now()
  }

  get present(): Present {
    return this.#person.present
  }

  /** Why this person may not write; null: may. */
  get barred(): RefusalCode | null {
    const { standing } = this.#person
    if (may('edit', standing)) return null
    if (standing.archived) return 'archived'
    return standing.role === 'drafter' ? 'drafting-closed' : 'read-only'
  }

  /** Takes one frame. Whatever is wrong with it ends this connection and nothing else. */
  receive(bytes: Uint8Array): void {
    if (!this.#open || !this.#room.taking) return
    try {
      this.#take(bytes)
    } catch (error) {
      this.#end(error, 'a frame could not be handled')
    }
  }

  /** The socket has taken what was buffered. */
  drained(): void {
    if (!this.#open) return
    if (this.#lag !== null) {
      const update = this.#room.stateSince(this.#lag)
      this.#lag = null
      this.#write(longMessage({ type: 'update', update }, this.#sink))
    }
    if (this.#awarenessDropped) {
      this.#awarenessDropped = false
      this.#write(message({ type: 'awareness', update: this.#room.awarenessFor(this) }))
    }
  }

  /** The socket is gone. */
  closed(): void {
    if (!this.#open) return
    this.#open = false
    this.#room.leave(this)
  }

  refuse(code: RefusalCode, detail?: string): void {
    this.#metrics.refused.inc({ code })
    this.#logger.info({ code, detail }, 'connection refused')
    this.close(rulings[code].close, code)
  }

  close(code: number, reason: RefusalCode | 'internal'): void {
    if (!this.#open) return
    this.#sink.close(code, reason)
    this.closed()
  }

  /**
   * Asks who this is and what they may, anew, and goes by the answer from then on. Closes when they may not read any more.
   * True when they are still here and anything about them has changed.
   */
  async reassess(): Promise<boolean> {
    const before = this.#person
    try {
      this.#person = await this.#recognise()
    } catch (error) {
      if (this.#open) this.#end(error, 'a person could not be recognised')
      return false
    }
    const { present, standing } = this.#person
    return (
      this.#open && !isDeepStrictEqual({ present, standing }, { present: before.present, standing: before.standing })
    )
  }

  /** Sends what must not be lost: answers, notices, barriers. */
  answer(bytes: Message): void {
    if (this.#sink.buffered > tooSlowBytes + this.#largestAnswer) return this.refuse('too-slow')
    this.#write(bytes)
  }

  /** True for a reader that gets no single updates until it has caught up. */
  get lags(): boolean {
    return this.#lag !== null
  }

  /** Sends an update of others, or remembers that it is due. */
  deliver(update: Message, vector: () => Uint8Array): void {
    if (this.#lag !== null) return
    this.#write(update)
    if (this.#sink.buffered > lagBytes) this.#lag = vector()
  }

  deliverAwareness(awareness: Message): void {
    if (this.#sink.buffered > awarenessBytes) this.#awarenessDropped = true
    else this.#write(awareness)
  }

  /** Stock clients give up a connection on which they hear nothing for 30 s; awareness of nobody is harmless. */
  keepAlive(silentMs: number): void {
    if (this.#open && this.#now() - this.#sentAt >= silentMs) this.#write(nobody)
  }

  /** The session may have ended by itself. */
  get hasExpired(): boolean {
    return this.#now() >= this.#person.until
  }

  /** Asks for whatever the client has and the server has not, unless it has been asked and has not answered. */
  ask(): void {
    if (this.#asked) return
    this.#asked = true
    this.answer(message({ type: 'syncStep1', stateVector: this.#room.stateVector() }))
  }

  /** Asks also who has been asked: an answer that is on its way may have been sent while nothing could be stored. */
  askAnew(): void {
    this.#asked = false
    this.ask()
  }

  /** A frame of this connection is on disk, or held nothing new. */
  stored(frame: number, complete: boolean): void {
    if (this.#owed.store(frame, complete)) this.#gaps = 0
    this.#answerBarriers()
  }

  /** What was not stored so far never will be; the client is asked for it later. */
  lost(): void {
    this.#owed.lose()
  }

  #end(error: unknown, words: string): void {
    if (error instanceof Refusal) return this.refuse(error.code, error.detail)
    this.#logger.error({ err: error }, words)
    this.close(1011, 'internal')
  }

  #take(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    switch (frame.type) {
      case 'syncStep1':
        return this.#answerState(frame.stateVector)
      case 'syncStep2':
        this.#asked = false
        return this.#takeUpdate(frame.update, true)
      case 'update':
        return this.#takeUpdate(frame.update, false)
      case 'awareness':
        return this.#room.hear(frame.update, this)
      case 'queryAwareness':
        return this.answer(message({ type: 'awareness', update: this.#room.awarenessFor(this) }))
      case 'barrier':
        this.#owed.hold(frame.token)
        return this.#answerBarriers()
      case 'auth':
      case 'notice':
      case 'refused':
      case 'storage':
      case 'part':
      case 'unknown':
        throw new Refusal('malformed', `a client does not send ${frame.type}`)
    }
  }

  #answerState(stateVector: Uint8Array): void {
    const now = this.#now()
    this.#asks = Math.min(mostAsks, this.#asks + (now - this.#askedAt) / 1000) - 1
    this.#askedAt = now
    if (this.#asks < 0) throw new Refusal('too-many-requests', 'syncStep1')
    const answer = this.#room.answerTo(stateVector, this.#sink)
    this.answer(answer)
    this.#largestAnswer = Math.max(this.#largestAnswer, answer.length)
  }

  /** `complete`: it answers syncStep1, so it holds all that the client has and the server had not. */
  #takeUpdate(update: Uint8Array, complete: boolean): void {
    const frame = this.#owed.receive()
    const outcome = this.#room.admit(update, { connection: this, frame, complete })
    switch (outcome.verdict) {
      // The room says `stored` or `lost` when it knows, also of what held nothing new: that may be on its way to the disk.
      case 'new':
      case 'nothing':
        return
      case 'unsaved':
        return this.#owed.lose()
      case 'gap':
        return this.#missGap()
      case 'refused':
        return this.#refuseUpdate(outcome.code, outcome.detail)
    }
  }

  #missGap(): void {
    const { refused } = this.#owed
    if (refused !== null) return this.#tellRefused(refused)
    this.#owed.lose()
    this.#gaps += 1
    if (this.#gaps > mostGaps) throw new Refusal('gap-too-long')
    this.ask()
  }

  #refuseUpdate(code: RefusalCode, detail: string | undefined): void {
    if (code === 'malformed') throw new Refusal('malformed', detail)
    this.#metrics.refused.inc({ code })
    // Once: whoever goes on sending must not fill the log.
    if (this.#owed.refused === null) this.#logger.info({ code, detail }, 'update refused')
    this.#owed.refuse(code)
    this.#tellRefused(code)
  }

  #tellRefused(code: RefusalCode): void {
    this.answer(message({ type: 'refused', code }))
  }

  #answerBarriers(): void {
    for (const token of this.#owed.release()) this.answer(message({ type: 'barrier', token }))
  }

  #write(bytes: Message): void {
    if (!this.#open) return
    this.#sink.write(bytes)
    this.#sentAt = this.#now()
    this.#metrics.sent(bytes.length)
  }
}

/** An awareness update of no client: type 1, one byte of content, no entries. */
const nobody = message({ type: 'awareness', update: Uint8Array.of(0) })
