/**
 * Six people, a text in which no word stands twice, and threads on its words: where these are is told by reading, with
 * any binding and any way of keeping threads.
 */
import type { Node, Slice } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { type Seeded, seeded } from '../random.ts'
import { network } from './client.ts'
import { type Act, type Desk, paste, type Span, type Stage } from './threads-acts.ts'

export const people = 6
export const threadsOpened = 200

export interface Seat<AnyDesk extends Desk> {
  readonly client: AnyDesk & { readonly doc: Y.Doc }
  online: boolean
}

/** Words of the text, by where they stand in it. */
export interface OpenedThread {
  readonly opened: { readonly quote: string }
  readonly words: readonly string[]
  readonly from: number
}

/** A word: as no other begins with a capital, none stands within two others, and nobody types one. */
const word = /[A-Z][b-dfgkmpvz]{3}/g

/** The paragraphs of a text in which each word stands once, some of 70 paragraphs short ones. */
export function textOfRareWords(random: Seeded): string[] {
  const said = new Set<string>()
  const rare = (): string => {
    const letter = (letters: string): string => random.pick(letters.split(''))
    const one = letter('BCDFGKMPVZ') + letter('bcdfgkmpvz') + letter('bcdfgkmpvz') + letter('bcdfgkmpvz')
    return said.has(one) ? rare() : (said.add(one), one)
  }
  return Array.from({ length: 70 }, (_, k) =>
    Array.from({ length: k % 10 === 9 ? 3 : 8 + random.int(60) }, rare).join(' '),
  )
}

/** Threads on some words, more, or those of several paragraphs, as they stand in the text as it is read. */
export function threadsOn(random: Seeded, paragraphs: readonly string[]): OpenedThread[] {
  const text = paragraphs.map((said) => `\n${said}`).join('')
  const all = Array.from(text.matchAll(word), ({ index, 0: said }) => ({ index, said }))
  return Array.from({ length: threadsOpened }, () => {
    const first = random.int(all.length - 90)
    const kind = random.int(17)
    const length = kind < 9 ? 1 + random.int(4) : kind < 13 ? 6 + random.int(12) : 20 + random.int(60)
    const words = all.slice(first, first + length)
    const from = words[0]!.index
    const quote = text.slice(from, words.at(-1)!.index + 4)
    return { opened: { quote }, words: words.map(({ said }) => said), from }
  })
}

/** What a person's client says of the threads, where it says anything. */
interface Reports<AnyDesk extends Desk> {
  /** Now and then: what it found anew. */
  mend(seat: Seat<AnyDesk>): void
  /** Once the server has what this person did: where they moved words. */
  tellMoves(seat: Seat<AnyDesk>): void
}

const nothing = { mend: () => {}, tellMoves: () => {} }

export class MarksMeeting<AnyDesk extends Desk> implements Stage {
  readonly random: Seeded
  private readonly server = new Y.Doc()

  readonly people: readonly Seat<AnyDesk>[]
  readonly threads: readonly OpenedThread[]
  private readonly reports: Reports<AnyDesk>

  constructor(
    seed: number,
    people: readonly Seat<AnyDesk>[],
    threads: readonly OpenedThread[],
    reports: Reports<AnyDesk> = nothing,
  ) {
    this.random = seeded(seed)
    this.people = people
    this.threads = threads
    this.reports = reports
  }

  run(length: number, acts: readonly Act[]): void {
    for (let k = 0; k < length; k++) {
      const person = this.random.pick(this.people)
      this.random.pick(acts)(this, person)
      if (this.random.chance(0.01)) person.online = !person.online
      if (this.random.chance(0.02)) for (const other of this.people) other.online ||= this.random.chance(0.5)
      if (this.random.chance(0.3)) this.exchange(this.random.pick(this.people))
      const somebody = this.random.pick(this.people)
      if (this.random.chance(0.05) && somebody.online) this.reports.mend(somebody)
    }
    for (const person of this.people) person.online = true
    for (let round = 0; round < 2; round++) for (const person of this.people) this.exchange(person)
  }

  exchange(seat: Seat<AnyDesk>): void {
    const { client, online } = seat
    if (!online) return
    Y.applyUpdate(this.server, Y.encodeStateAsUpdate(client.doc, Y.encodeStateVector(this.server)), network)
    Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(client.doc)), network)
    this.reports.tellMoves(seat)
  }

  placeOfThread({ client }: Seat<AnyDesk>): Span | null {
    const { said, position } = read(client.state.doc)
    const { opened, words } = this.random.pick(this.threads)
    const whole = said.indexOf(opened.quote)
    if (whole >= 0) return { from: position(whole), to: position(whole + opened.quote.length - 1) + 1 }
    const left = words.map((one) => said.indexOf(one)).filter((at) => at >= 0)
    if (left.length === 0) return null
    const at = this.random.pick(left)
    return { from: position(at), to: position(at) + 4 }
  }

  anyPlace({ client }: Seat<AnyDesk>): number {
    const { said, position } = read(client.state.doc)
    return position(this.random.int(said.length)) + 1
  }

  put({ client }: Seat<AnyDesk>, span: Span, slice: Slice): void {
    paste(client, span, slice)
  }

  /** Nobody numbers characters here: what became of a word is told by reading. */
  numbersBetween(): number[] {
    return []
  }

  broughtBack(): void {}
}

export interface ReadDocument {
  /** Block openings as "\n", whatever is no character as U+FFFC. */
  readonly said: string
  /** The position of a unit of it. */
  position(index: number): number
}

export function read(doc: Node): ReadDocument {
  let said = ''
  const openings: number[] = []
  doc.forEach((block) => {
    openings.push(said.length)
    said += `\n${block.textBetween(0, block.content.size, '', '\ufffc')}`
  })
  return {
    said,
    position: (index) => index + openings.filter((opening) => opening < index).length - (said[index] === '\n' ? 0 : 1),
  }
}

/**
 * - exactly: on its words and on nothing else
 * - in part: on some of them, or on others beside them
 * - paragraph: on the paragraph that holds some of them
 * - old place: on what stands where they stood, and known to be no more than that
 * - wrong: on other words
 */
type Stands = 'exactly' | 'in part' | 'paragraph' | 'old place' | 'wrong' | 'lost'

/** Where a thread is shown in the text that is read; at no span when it is nowhere. */
export interface Shown {
  readonly spans: readonly Span[]
  readonly as: 'words' | 'paragraph' | 'old place'
}

/** What became of the words of a thread, and where it stands at best: what was cut, pasted and brought back stands twice. */
export function judge(said: string, { opened: { quote }, words }: OpenedThread, { spans, as }: Shown): string {
  const became = said.includes(quote) ? 'untouched' : words.some((one) => said.includes(one)) ? 'changed' : 'gone'
  const shown = spans.map(({ from, to }) => said.slice(from, to))
  const stands = (): Stands => {
    if (shown.length === 0) return 'lost'
    if (shown.includes(quote) && as !== 'paragraph') return 'exactly'
    if (shown.some((there) => words.some((one) => there.includes(one)))) return as === 'paragraph' ? as : 'in part'
    return as === 'words' ? 'wrong' : 'old place'
  }
  return `${became}: ${stands()}`
}
