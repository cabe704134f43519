/** Six people, their editors and a server between them; what they do to a text, and what became of its threads. */
import type { Slice } from '@tiptap/pm/model'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { findAnchor } from '#shared/room/find-anchor.ts'
import { anchorParagraph, anchorWords, renewAnchor } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import { textRoot } from '#shared/room/roots.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { type Seeded, seeded } from '../random.ts'
import { movedRange } from '../../client/room/moved-range.ts'
import { Client, network } from './client.ts'
import { Identities, stranger } from './identities.ts'
import { type Act, paste, type Span, type Stage } from './threads-acts.ts'
import { firstText } from './threads-text.ts'
import { type Count, countOf, type Thread } from './threads-truth.ts'

const people = 6
export const threadsOpened = 200

export interface Person {
  readonly client: Client
  online: boolean
}

export class Meeting implements Stage {
  readonly random: Seeded
  readonly threads: Thread[] = []
  readonly identities: Identities
  readonly people: Person[]
  /** How many anchors were found anew and reported. */
  mends = 0
  /** How many were reported by the client that moved the words. */
  moves = 0
  private readonly server = new Y.Doc()
  private readonly threadsOf = new Map<number, Thread[]>()

  constructor(seed: number) {
    this.random = seeded(seed)
    const first = firstText(this.random)
    Y.applyUpdate(this.server, first)
    const text = this.server.getText(textRoot)
    this.identities = new Identities(text)
    this.people = Array.from({ length: people }, (_, k) => {
      const trouble = (error: unknown): never => {
        throw new Error(`seed ${seed}`, { cause: error })
      }
      return { client: new Client(k + 1, first, { onTrouble: trouble, gc: k % 2 === 0 }), online: true }
    })
    this.openThreads(text)
  }

  run(length: number, acts: readonly Act[]): void {
    for (let k = 0; k < length; k++) {
      const person = this.random.pick(this.people)
      this.random.pick(acts)(this, person)
      if (k % 500 === 0) person.client.check()
      if (this.random.chance(0.01)) person.online = !person.online
      if (this.random.chance(0.02)) for (const other of this.people) other.online ||= this.random.chance(0.5)
      if (this.random.chance(0.3)) this.exchange(this.random.pick(this.people))
      if (this.random.chance(0.05)) this.mend(this.random.pick(this.people))
    }
    for (const person of this.people) person.online = true
    for (let round = 0; round < 2; round++) for (const person of this.people) this.exchange(person)
    const said = this.people[0]!.client.say()
    for (const { client } of this.people) {
      client.check()
      expect(client.say()).toBe(said)
    }
  }

  exchange({ client, online }: Person): void {
    if (!online) return
    Y.applyUpdate(this.server, Y.encodeStateAsUpdate(client.doc, Y.encodeStateVector(this.server)), network)
    Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(client.doc)), network)
    this.tellMoves(client)
  }

  /** What a person's client says of the words that it moved itself, once the server has these. */
  private tellMoves({ text, binding }: Client): void {
    if (binding.moves.none) return
    const reading = readText(text)
    for (const thread of this.threads) {
      const moved = movedRange(reading, thread.anchor, binding.moves)
      if (moved === null) continue
      thread.anchor = renewAnchor(reading, thread.anchor, moved.from, moved.to)
      this.moves++
    }
  }

  /** A person's client reports what it found anew, as it knows it; the server takes it unless it was mended meanwhile. */
  mend({ client, online }: Person): void {
    if (!online) return
    const reading = readText(client.text)
    for (const thread of this.threads) {
      const { anchor } = thread
      const found = findAnchor(reading, anchor)
      if (found.found === 'nowhere' || !found.sure) continue
      thread.anchor = renewAnchor(reading, anchor, found.from, found.to)
      this.mends++
    }
  }

  placeOfThread({ client }: Person): Span | null {
    const { numbers, positions } = this.identities.read(client.text)
    const there = this.random.int(numbers.length)
    const threads = this.threadsOf.get(numbers[there]!)
    if (threads === undefined) return null
    const { own } = this.random.pick(threads)
    let from = there
    let to = there + 1
    while (own.has(numbers[from - 1]!)) from--
    while (own.has(numbers[to]!)) to++
    return { from: positions[from]!, to: positions[to - 1]! + 1 }
  }

  broughtBack({ client }: Person): void {
    this.identities.broughtBack(client.text)
  }

  anyPlace({ client }: Person): number {
    return this.random.pick(this.identities.read(client.text).positions) + 1
  }

  put({ client }: Person, { from, to }: Span, slice: Slice, numbers: readonly number[]): void {
    const units = this.identities.read(client.text)
    const kept = (keeps: (pos: number) => boolean): number[] =>
      units.numbers.filter((_, k) => units.said[k] !== '\n' && keeps(units.positions[k]!))
    const expected = [...kept((pos) => pos < from), ...numbers, ...kept((pos) => pos >= to)]
    const since = Y.getState(client.doc.store, client.doc.clientID)
    paste(client, { from, to }, slice)
    this.identities.put(client.text, expected, since)
    const after = this.identities.read(client.text).numbers.filter((number) => number !== stranger)
    if (after.join() !== expected.filter((number) => number !== stranger).join())
      throw new Error('The test does not know any more what went where.')
  }

  numbersBetween({ client }: Person, { from, to }: Span): number[] {
    const { said, numbers, positions } = this.identities.read(client.text)
    return numbers.filter((_, k) => said[k] !== '\n' && positions[k]! >= from && positions[k]! < to)
  }

  /** Where everybody finds the threads: by the anchors with which they were opened, or by those they have now. */
  count(by: 'opened' | 'anchor'): Count {
    const [first, ...others] = this.people.map(({ client }) => {
      const reading = readText(client.text)
      return this.threads.map((thread) => findAnchor(reading, thread[by]))
    })
    for (const found of others) expect(found).toEqual(first)
    return countOf(this.threads, first!, this.identities.read(this.people[0]!.client.text))
  }

  private openThreads(text: Y.Text): void {
    const reading = readText(text)
    const { words, blocks } = reading
    const open = (name: string, anchor: Anchor, from: number, to: number): void => {
      const order = Array.from({ length: to - from }, (_, k) => (words[from + k] === '\n' ? stranger : from + k))
      const own = new Set(order.filter((number) => number !== stranger))
      const thread = { name, opened: anchor, anchor, own, order }
      this.threads.push(thread)
      for (const number of own) this.threadsOf.set(number, [...(this.threadsOf.get(number) ?? []), thread])
    }
    while (this.threads.length < threadsOpened) {
      const block = this.random.pick(blocks)
      const starts = Array.from(
        words.slice(block.start, block.end).matchAll(/\S+/g),
        ({ index }) => block.start + index,
      )
      const from = this.random.pick(starts)
      const kind = this.random.int(20)
      if (kind < 3) {
        open('paragraph', anchorParagraph(reading, block.id)!, block.start, block.end)
        continue
      }
      const length = kind < 12 ? 1 + this.random.int(4) : kind < 16 ? 6 + this.random.int(12) : 1000
      const ends = Array.from(words.matchAll(/\S+/g), ({ index, 0: word }) => index + word.length).filter(
        (k) => k > from,
      )
      const to = kind < 16 ? Math.min(ends[length - 1] ?? block.end, block.end) : ends[20 + this.random.int(60)]
      if (to !== undefined) open(kind < 16 ? 'words' : 'blocks', anchorWords(reading, from, to), from, to)
    }
  }
}
