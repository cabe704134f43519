/**
 * What this device keeps of the statements, so that a page that was closed without a connection opens again as it was:
 * the text, and apart from it what the server has not answered for. Several tabs may keep one text; nothing here is lost
 * or doubled by that, since updates may come twice and in any order.
 */
import * as Y from 'yjs'
import { z } from 'zod'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { answerOf, transact, wipeDatabase } from './device-database.ts'

/** What a copy holds when it is opened. */
export interface Kept {
  /** Everything, in no order. */
  readonly updates: readonly Uint8Array[]
  /** How many changes of this person the server has not answered for. */
  readonly changes: number
  /** By client id: the clock of the first unit among them. */
  readonly unsentFrom: ReadonlyMap<number, number>
}

const bytes = z.instanceof(Uint8Array)
const textRecord = z.object({ update: bytes })
const unsentRecord = z.object({ update: bytes, changes: z.int() })
const recordKey = z.int()

/** As many records are read in a moment; more of them are made one. */
const mostRecords = 200

/** A database that has not answered by then (ms) is not waited for. */
const patience = 2000

const late = (): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), patience))

/** Rises when this device forgets: what was opened before keeps nothing any more. */
let generation = 0

const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('penholder: forget')
otherTabs?.addEventListener('message', () => forget())

const forgetful = new Set<() => void>()

/** Calls when this device forgets, in whichever tab, until the answer is called. */
export function onForget(forgotten: () => void): () => void {
  forgetful.add(forgotten)
  return () => forgetful.delete(forgotten)
}

function forget(): void {
  generation += 1
  for (const forgotten of forgetful) forgotten()
}

/** Wipes everything that this device keeps, in all its tabs. To be called when somebody signs out. */
export async function forgetDevice(): Promise<void> {
  forget()
  otherTabs?.postMessage('forget')
  await wipeDatabase().catch(() => undefined)
}

/** Changes of this person: how many, and the count of all with them. */
interface Own {
  readonly changes: number
  readonly upTo: number
}

interface Waiting {
  readonly update: Uint8Array
  /** Null for what came from the server. */
  readonly own: Own | null
}

/** One person's copy of one text. After a failure it keeps nothing more, and says so by `safe`. */
export class DeviceCopy {
  readonly #name: string
  readonly #generation = generation
  #waiting: readonly Waiting[] = []
  /** Unsent records of this page, and up to which change they go. */
  #unsent: { readonly key: number; readonly upTo: number }[] = []
  #sentUpTo = 0
  #lastText = 0
  #written = 0
  #working: Promise<void> | null = null
  #ended = false

  /** A text from before a restore is another text: its epoch is another. */
  constructor(person: DelegateId, statementId: StatementId, epoch: number) {
    this.#name = [person, statementId, epoch].join('/')
  }

  /** True when everything that was given to it is on this device. */
  get safe(): boolean {
    return !this.#ended && this.#generation === generation && this.#waiting.length === 0 && this.#working === null
  }

  /** Null when there is nothing, or the browser keeps nothing. */
  async load(): Promise<Kept | null> {
    try {
      const reading = transact('readwrite', async (store) => {
        const written = await recordsOf(store('texts'), this.#name)
        if (written.values.length > mostRecords) await this.#merge(store('texts'), written)
        const waiting = await recordsOf(store('unsent'), this.#name)
        return {
          texts: z.array(textRecord).parse(written.values),
          unsent: z.array(unsentRecord).parse(waiting.values),
          keys: waiting.keys,
          last: written.keys.at(-1) ?? 0,
        }
      })
      const read = await Promise.race([reading, late()])
      if (read === null) throw new Error('The database does not answer.')
      const { texts, unsent, keys, last } = read
      this.#lastText = Math.max(this.#lastText, last)
      let changes = 0
      const unsentFrom = new Map<number, number>()
      unsent.forEach((record, k) => {
        changes += record.changes
        this.#unsent.push({ key: keys[k] ?? 0, upTo: changes })
        for (const [client, clock] of Y.parseUpdateMeta(record.update).from)
          unsentFrom.set(client, Math.min(clock, unsentFrom.get(client) ?? clock))
      })
      const updates = [...texts, ...unsent].map(({ update }) => update)
      return updates.length > 0 ? { updates, changes, unsentFrom } : null
    } catch {
      this.#ended = true
      return null
    }
  }

  /** Keeps an update; `own` is null for the server's. */
  keep(update: Uint8Array, own: Own | null): void {
    if (this.#ended || this.#generation !== generation) return
    this.#waiting = [...this.#waiting, { update, own }]
    this.#work()
  }

  /** The server has answered for so many of this person's changes. */
  sent(upTo: number): void {
    this.#sentUpTo = upTo
    this.#work()
  }

  /** Another copy takes its place, or nobody is to read it any more. */
  async end(): Promise<void> {
    this.#ended = true
    this.#waiting = []
    await this.#working
    if (this.#generation !== generation) return
    const unsent = this.#unsent.map(({ key }) => key)
    await transact('readwrite', async (store) => {
      const { keys } = await recordsOf(store('texts'), this.#name)
      // What came later is of the copy that takes its place.
      for (const key of keys.filter((text) => text <= this.#lastText)) store('texts').delete(key)
      for (const key of unsent) store('unsent').delete(key)
    }).catch(() => undefined)
  }

  #work(): void {
    this.#working ??= this.#writeAll()
      .catch(() => {
        this.#ended = true
      })
      .finally(() => {
        this.#working = null
        // What was given since the last look would wait for what comes next.
        if (this.#owes) this.#work()
      })
  }

  get #owes(): boolean {
    const current = !this.#ended && this.#generation === generation
    return current && (this.#waiting.length > 0 || this.#unsent.some(({ upTo }) => upTo <= this.#sentUpTo))
  }

  async #writeAll(): Promise<void> {
    // What is done in this turn goes in together.
    await Promise.resolve()
    while (this.#owes) {
      const batch = this.#waiting
      const sent = this.#unsent.filter(({ upTo }) => upTo <= this.#sentUpTo)
      this.#unsent = this.#unsent.filter(({ upTo }) => upTo > this.#sentUpTo)
      await this.#write(
        batch,
        sent.map(({ key }) => key),
      )
      this.#waiting = this.#waiting.slice(batch.length)
    }
  }

  async #write(batch: readonly Waiting[], sent: readonly number[]): Promise<void> {
    const copy = this.#name
    const unsent = batch.filter(({ own }) => own !== null && own.upTo > this.#sentUpTo)
    await transact('readwrite', async (store) => {
      for (const key of sent) store('unsent').delete(key)
      if (batch.length === 0) return
      const key = await answerOf(store('texts').add({ copy, update: merged(batch) }))
      this.#lastText = recordKey.parse(key)
      this.#written += 1
      if (unsent.length > 0) {
        const changes = unsent.reduce((sum, { own }) => sum + (own?.changes ?? 0), 0)
        const record = await answerOf(store('unsent').add({ copy, update: merged(unsent), changes }))
        this.#unsent.push({ key: recordKey.parse(record), upTo: unsent.at(-1)?.own?.upTo ?? 0 })
      }
      if (this.#written % mostRecords === 0)
        await this.#merge(store('texts'), await recordsOf(store('texts'), this.#name))
    })
  }

  /** Makes many records one. */
  async #merge(texts: IDBObjectStore, { keys, values }: Records): Promise<void> {
    const update = merged(z.array(textRecord).parse(values))
    for (const key of keys) texts.delete(key)
    this.#lastText = recordKey.parse(await answerOf(texts.add({ copy: this.#name, update })))
  }
}

interface Records {
  readonly keys: readonly number[]
  readonly values: readonly unknown[]
}

async function recordsOf(store: IDBObjectStore, copy: string): Promise<Records> {
  const index = store.index('copy')
  const [keys, values] = await Promise.all([answerOf(index.getAllKeys(copy)), answerOf<unknown[]>(index.getAll(copy))])
  return { keys: z.array(recordKey).parse(keys), values }
}

const merged = (records: readonly { readonly update: Uint8Array }[]): Uint8Array =>
  Y.mergeUpdates(records.map(({ update }) => update))
