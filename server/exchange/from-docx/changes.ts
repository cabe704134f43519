/**
 * Tracked changes (ECMA-376 part 1, 17.13.5): who changed how much, and what is left of it as the reader of the file
 * chose. What makes proposals of them will begin here.
 */
import type { ChangesTaken, Found } from '#shared/exchange/sources.ts'
import type { MarkType } from '#shared/statement/schema.ts'
import type { Element } from './elements.ts'
import { runLookOf } from './run-look.ts'
import { childOf, valueOf } from './tree.ts'

type Kind = 'inserted' | 'deleted'

/** Moved words are inserted at one place and deleted at the other. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>(
  Object.entries({
    'w:ins': 'inserted',
    'w:moveTo': 'inserted',
    'w:del': 'deleted',
    'w:moveFrom': 'deleted',
    'w:cellIns': 'inserted',
    'w:cellDel': 'deleted',
  } as const),
)

/** What a change makes of the words in it; undefined for any other element. */
export const kindOfChange = ({ name }: Element): Kind | undefined => kinds.get(name)

/** The changes around words, outermost first. */
export type Changed = readonly Kind[]

export const unchanged: Changed = []

export class Changes {
  readonly taken: ChangesTaken
  readonly #counts: Record<Kind | 'looks', number> = { inserted: 0, deleted: 0, looks: 0 }
  readonly #authors = new Set<string>()
  #last: string | null = null

  constructor(taken: ChangesTaken) {
    this.taken = taken
  }

  /** One change; what one author did in the same way just before is still the same one, as it is for Word. */
  meet(kind: Kind | 'looks', { attributes }: Element): void {
    const author = attributes.get('w:author') ?? ''
    const key = `${kind} ${author}`
    if (author !== '') this.#authors.add(author)
    if (this.#last !== key) this.#counts[kind] += 1
    this.#last = key
  }

  /** Words that nobody changed. */
  pass(): void {
    this.#last = null
  }

  isGone(changed: Changed): boolean {
    if (this.taken === 'shown') return false
    return changed.includes(this.taken === 'accepted' ? 'deleted' : 'inserted')
  }

  /** How words show that they were changed. */
  marksOf(changed: Changed): readonly MarkType[] {
    if (this.taken !== 'shown' || changed.length === 0) return []
    return [...new Set(changed)].map((kind) => (kind === 'inserted' ? 'underline' : 'strike'))
  }

  /**
   * The properties that hold: those before the change where it is rejected. It is counted where a statement would look
   * otherwise; a font that was changed is none of its.
   */
  propertiesIn(element: Element, name: 'w:rPr' | 'w:pPr'): Element | undefined {
    const properties = childOf(element, name)
    const change = childOf(properties, `${name}Change`)
    if (change === undefined) return properties
    const before = childOf(change, name)
    if (keptOf(properties, name) !== keptOf(before, name)) this.meet('looks', change)
    return this.taken === 'rejected' ? before : properties
  }

  get found(): Found['changes'] {
    return { ...this.#counts, authors: [...this.#authors] }
  }
}

/** What of the look of words, or of a paragraph, becomes part of a statement. */
function keptOf(properties: Element | undefined, name: 'w:rPr' | 'w:pPr'): string {
  if (name === 'w:rPr') {
    const { lang: _lang, eastAsia: _eastAsia, bidi: _bidi, ...look } = runLookOf(properties)
    return JSON.stringify([valueOf(properties, 'w:rStyle'), look])
  }
  const number = childOf(properties, 'w:numPr')
  return JSON.stringify([
    valueOf(properties, 'w:pStyle'),
    valueOf(properties, 'w:outlineLvl'),
    valueOf(number, 'w:numId'),
    valueOf(number, 'w:ilvl'),
  ])
}
