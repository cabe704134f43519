/**
 * The parts of a Word file as they lead to each other. No name is fixed: a file calls its parts as it likes, and says by
 * its relationships what they are (ECMA-376 part 1, 11.3, and part 2, 6.5).
 */
import { Refusal } from '#shared/refusal.ts'
import { type Element, parseXml } from './elements.ts'
import { childOf, elementsIn } from './tree.ts'
import { type Parts, unpack } from './unpack.ts'

export interface WordFile {
  readonly main: Part
  readonly body: Element
  /** What the main part leads to: 'styles', 'comments'. Null where it leads to none. */
  readonly part: (kind: string) => Part | null
  /** All of a kind, as of headers. */
  readonly parts: (kind: string) => readonly Part[]
  /** What the package says of itself: 'core-properties', 'extended-properties'. */
  readonly properties: (kind: string) => Element | null
  readonly hasMacros: boolean
}

export interface Part {
  readonly root: Element
  /** By their ids. */
  readonly links: ReadonlyMap<string, Link>
}

export interface Link {
  /** The last word of its type, by which strict and transitional files agree. */
  readonly kind: string
  /** The name of a part, or an address outside of the file. */
  readonly target: string
  readonly isOutside: boolean
}

/** Throws what `unpack` and `parseXml` throw, and Refusal `not-a-document` where there is no text in it. */
export function openFile(bytes: Uint8Array): WordFile {
  const parts = unpack(bytes)
  const links = linksOf(parts, '')
  const main = partOf(parts, [...links.values()].find(({ kind }) => kind === 'officeDocument')?.target ?? '')
  const body = childOf(main?.root, 'w:body')
  if (main === null || main.root.name !== 'w:document' || body === undefined) {
    throw new Refusal('not-a-document', 'no text in it')
  }
  const targets = (kind: string): readonly string[] =>
    [...main.links.values()].filter((link) => link.kind === kind && !link.isOutside).map(({ target }) => target)
  return {
    main,
    body,
    part: (kind) => partOf(parts, targets(kind)[0] ?? ''),
    parts: (kind) => [...new Set(targets(kind))].flatMap((name) => partOf(parts, name) ?? []),
    properties: (kind) => {
      const link = [...links.values()].find((known) => known.kind === kind)
      return link === undefined ? null : (partOf(parts, link.target)?.root ?? null)
    },
    hasMacros: targets('vbaProject').length > 0,
  }
}

function partOf(parts: Parts, name: string): Part | null {
  const bytes = name === '' ? null : parts.read(name)
  return bytes === null ? null : { root: parseXml(bytes), links: linksOf(parts, name) }
}

/** The relationships of a part; of the package itself where it has no name. */
function linksOf(parts: Parts, name: string): ReadonlyMap<string, Link> {
  const folder = name.slice(0, name.lastIndexOf('/') + 1)
  const bytes = parts.read(`${folder}_rels/${name.slice(folder.length)}.rels`)
  if (bytes === null) return new Map()
  return new Map(
    elementsIn(parseXml(bytes)).map(({ attributes }) => {
      const isOutside = attributes.get('TargetMode') === 'External'
      const target = attributes.get('Target') ?? ''
      const kind = (attributes.get('Type') ?? '').replace(/^.*\//, '').replace(/^(core|extended)P/, '$1-p')
      return [attributes.get('Id') ?? '', { kind, target: isOutside ? target : pathOf(folder, target), isOutside }]
    }),
  )
}

/** The name of a part from an address in another. */
function pathOf(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
