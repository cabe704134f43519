/**
 * Where every character of a text went, however it was cut, pasted, deleted and brought back: each has a number from the
 * beginning on, and whoever puts it in again under a new item says so. Knows nothing of anchors.
 */
import * as Y from 'yjs'
import { isHeadless, markerOf } from '#shared/room/markers.ts'

/** A document unit by unit, in parallel lists: block openings ("\n"), characters and atoms (U+FFFC). */
export interface Units {
  readonly said: string
  /** What a character was at the beginning; `stranger` for markers and whatever was written since. */
  readonly numbers: readonly number[]
  /** The ProseMirror position before the unit; of a marker, before its block. */
  readonly positions: readonly number[]
}

export const stranger = -1
/** The number of a copy of a character that itself stays where it is. */
export const copyOf = (number: number): number => (number === stranger ? stranger : -2 - number)

export class Identities {
  private readonly known = new Map<number, number[]>()

  constructor(text: Y.Text) {
    let index = 0
    this.walk(text, (unit, said) => {
      if (said !== '\n') this.set(unit, index)
      index++
    })
  }

  /** The document that a text shows. A first block without a marker has its unit all the same. */
  read(text: Y.Text): Units {
    const headless = isHeadless(text)
    const numbers: number[] = headless ? [stranger] : []
    const positions: number[] = headless ? [0] : []
    let said = headless ? '\n' : ''
    let blocks = headless ? 0 : -1
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue
      const known = this.known.get(item.id.client)
      const marker = markerOf(item) !== null
      if (marker) blocks++
      for (let k = 0; k < item.length; k++) {
        positions.push(numbers.length + blocks)
        numbers.push(marker ? stranger : (known?.[item.id.clock + k] ?? stranger))
      }
      said += item.content instanceof Y.ContentString ? item.content.str : marker ? '\n' : '\ufffc'
    }
    return { said, numbers, positions }
  }

  /** After the client of this text has put in characters, so that the text has these numbers now, markers left out. */
  put(text: Y.Text, numbers: readonly number[], since: number): void {
    let k = 0
    this.walk(text, (unit, said) => {
      if (said === '\n') return
      const number = numbers[k++] ?? stranger
      if (number !== stranger && unit.client === text.doc!.clientID && unit.clock >= since) this.set(unit, number)
    })
  }

  /** After an undo or redo of the client whose text this is: Yjs keeps there what became of what. */
  broughtBack(text: Y.Text): void {
    for (let item = text._start; item !== null; item = item.right) {
      if (!item.deleted || item.redone === null) continue
      for (let k = 0; k < item.length; k++) {
        const number = this.of({ client: item.id.client, clock: item.id.clock + k })
        if (number !== stranger) this.set({ client: item.redone.client, clock: item.redone.clock + k }, number)
      }
    }
  }

  private walk(text: Y.Text, each: (unit: Unit, said: string) => void): void {
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue
      const { client, clock } = item.id
      const { content } = item
      for (let k = 0; k < item.length; k++)
        each(
          { client, clock: clock + k },
          content instanceof Y.ContentString ? content.str[k]! : markerOf(item) ? '\n' : '\ufffc',
        )
    }
  }

  private of({ client, clock }: Unit): number {
    return this.known.get(client)?.[clock] ?? stranger
  }

  private set({ client, clock }: Unit, number: number): void {
    if (!this.known.has(client)) this.known.set(client, [])
    this.known.get(client)![clock] = number
  }
}

interface Unit {
  readonly client: number
  readonly clock: number
}
