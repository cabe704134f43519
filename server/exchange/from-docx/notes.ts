/** Footnotes and endnotes: those that the text refers to, in the order in which it does (ECMA-376 part 1, 17.11). */
import type { Element } from './elements.ts'
import type { Part, WordFile } from './file.ts'
import { elementsIn, everythingIn } from './tree.ts'

export interface Note {
  /** 'w:footnote 1': what the text calls it. */
  readonly name: string
  readonly part: Part
  readonly element: Element
}

const kinds = [
  { reference: 'w:footnoteReference', part: 'footnotes', element: 'w:footnote' },
  { reference: 'w:endnoteReference', part: 'endnotes', element: 'w:endnote' },
] as const

export class Notes {
  readonly #all: ReadonlyMap<string, Note>
  readonly #referred = new Map<string, Note>()
  readonly #body: Element
  /** Found when first asked for: hardly any file refers to a note twice. */
  #bookmarks: ReadonlyMap<string, string> | null = null

  constructor(file: WordFile) {
    this.#all = new Map(
      kinds.flatMap(({ part: kind, element: wanted }) => {
        const part = file.part(kind)
        return part === null ? [] : notesIn(part, wanted)
      }),
    )
    this.#body = file.body
  }

  /** The name of the note to which a reference leads; null where there is none. */
  refer(reference: Element): string | null {
    return this.#refer(nameBy(reference))
  }

  /** As `refer`, through the bookmark on another reference to it. */
  referAgain(bookmark: string): string | null {
    this.#bookmarks ??= bookmarksOf(this.#body)
    return this.#refer(this.#bookmarks.get(bookmark) ?? null)
  }

  /** In the order in which they were first referred to; more may come while they are read. */
  get referred(): Iterable<Note> {
    return this.#referred.values()
  }

  #refer(name: string | null): string | null {
    const note = name === null ? undefined : this.#all.get(name)
    if (note === undefined) return null
    this.#referred.set(note.name, note)
    return note.name
  }
}

const notesIn = (part: Part, wanted: string): (readonly [string, Note])[] =>
  elementsIn(part.root)
    .filter(({ name }) => name === wanted)
    .map((element) => {
      const name = `${wanted} ${element.attributes.get('w:id') ?? ''}`
      return [name, { name, part, element }]
    })

function nameBy({ name, attributes }: Element): string | null {
  const kind = kinds.find(({ reference }) => reference === name)
  return kind === undefined ? null : `${kind.element} ${attributes.get('w:id') ?? ''}`
}

/** The note that is referred to within each bookmark. */
function bookmarksOf(body: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const open: { readonly id: string; readonly name: string }[] = []
  for (const element of everythingIn(body)) {
    const id = element.attributes.get('w:id') ?? ''
    const note = nameBy(element)
    if (element.name === 'w:bookmarkStart') {
      open.push({ id, name: element.attributes.get('w:name') ?? '' })
      if (open.length > mostOpen) open.shift()
    } else if (element.name === 'w:bookmarkEnd') {
      const at = open.findLastIndex((bookmark) => bookmark.id === id)
      if (at !== -1) open.splice(at, 1)
    } else if (note !== null) {
      for (const { name } of open) if (!found.has(name)) found.set(name, note)
    }
  }
  return found
}

/** One on a note is closed right behind it. */
const mostOpen = 16
