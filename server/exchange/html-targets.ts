/** Where the addresses within others' pages lead, found while a page is read. */
import type { Target } from './html-notes.ts'

type Attributes = ReadonlyMap<string, string>

/** What an address within the page leads to, and calls itself a note, until its end. */
interface Noted {
  readonly id: string
  readonly name: string
  depth: number
}

export class Targets {
  /** By address. */
  readonly found = new Map<string, Target>()
  #noted: Noted | null = null

  /** An element opens whose words come next, in this piece. */
  open(name: string, attributes: Attributes, { piece, isBlock }: { piece: number; isBlock: boolean }): void {
    if (this.#noted?.name === name) this.#noted.depth += 1
    const isNote = this.#noted === null && isBlock && callsItselfNote(attributes)
    for (const id of [attributes.get('id'), name === 'a' ? attributes.get('name') : undefined]) {
      if (id === undefined || id === '' || this.found.has(id)) continue
      this.found.set(id, { piece, end: piece + 1, isNote })
      if (isNote) this.#noted = { id, name, depth: 1 }
    }
  }

  /** An element ends; so many pieces were read by then. */
  close(name: string, pieces: number): void {
    if (this.#noted?.name !== name) return
    this.#noted.depth -= 1
    if (this.#noted.depth > 0) return
    const target = this.found.get(this.#noted.id)
    if (target !== undefined) this.found.set(this.#noted.id, { ...target, end: pieces })
    this.#noted = null
  }
}

export const namesNote = (attributes: Attributes): boolean => /(?:foot|end)note|noteref/i.test(saidOf(attributes))

/** Not the list of them: doc-endnotes, "footnotes". */
const callsItselfNote = (attributes: Attributes): boolean => /(?:foot|end)note(?!s|ref|-ref)/i.test(saidOf(attributes))

const saidOf = (attributes: Attributes): string => `${attributes.get('class') ?? ''} ${attributes.get('role') ?? ''}`
