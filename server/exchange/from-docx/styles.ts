/**
 * The styles of a file, with what they take over from others (ECMA-376 part 1, 17.7). Word gives its own styles ids in
 * the language of whoever saved the file, but their names in English; we know them by their names.
 */
import type { Element } from './elements.ts'
import { noLook, type RunLook, runLookOf } from './run-look.ts'
import { childOf, elementsIn, isTrue, valueOf, wholeOf } from './tree.ts'

export interface Style {
  /** 'heading1', its own first and then those of the styles that it is based on, in small letters without spaces. */
  readonly names: readonly string[]
  /** 0 to 8 for a heading. */
  readonly outline?: number
  readonly numId?: string
  readonly ilvl?: number
  /** The style of the chain that has `numId`. */
  readonly numbered?: string
  /** Twips from the side where words begin. */
  readonly indent?: number
  readonly run: RunLook
}

export class Styles {
  readonly #elements: ReadonlyMap<string, Element>
  readonly #known = new Map<string, Style>()
  readonly #standard: string
  readonly #everywhere: RunLook

  constructor(part: Element | null) {
    const styles = (part === null ? [] : elementsIn(part)).filter(({ name }) => name === 'w:style')
    this.#elements = new Map(styles.map((style) => [style.attributes.get('w:styleId') ?? '', style]))
    const standard = styles.find(
      ({ attributes }) => attributes.get('w:type') === 'paragraph' && isTrue(attributes.get('w:default')),
    )
    this.#standard = standard?.attributes.get('w:styleId') ?? 'Normal'
    const everywhere = childOf(childOf(part ?? undefined, 'w:docDefaults'), 'w:rPrDefault')
    this.#everywhere = runLookOf(childOf(everywhere, 'w:rPr'))
  }

  /** The tag of the language in which the writer began. */
  get language(): string | undefined {
    return this.of(undefined).run.lang ?? this.#everywhere.lang
  }

  /** A style that the file does not have is known by its id. */
  of(id: string | undefined): Style {
    const wanted = id ?? this.#standard
    const known = this.#known.get(wanted)
    if (known !== undefined) return known
    const style = this.#resolve(wanted)
    this.#known.set(wanted, style)
    return style
  }

  /** Whether any style has this name. */
  has(name: string): boolean {
    return [...this.#elements].some(([id, element]) => nameOf(id, element) === name)
  }

  #resolve(id: string): Style {
    const chain: (readonly [string, Element])[] = []
    const seen = new Set<string>()
    let next: string | undefined = id
    while (next !== undefined && !seen.has(next) && seen.size < longestChain) {
      seen.add(next)
      const element = this.#elements.get(next)
      if (element !== undefined) chain.push([next, element])
      next = valueOf(element, 'w:basedOn')
    }
    const names = chain.length > 0 ? chain.map(([own, element]) => nameOf(own, element)) : [plainName(id)]
    return chain.reduceRight<Style>(
      (style, [own, element]) => ({ ...style, ...ownLook(own, element), run: { ...style.run, ...runOf(element) } }),
      { names, run: noLook },
    )
  }
}

/** Word allows some ten; what has more was built to hurt. */
const longestChain = 50

const nameOf = (id: string, element: Element): string => plainName(valueOf(element, 'w:name') ?? id)

export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '')

const runOf = (element: Element): RunLook => runLookOf(childOf(element, 'w:rPr'))

function ownLook(id: string, element: Element): Partial<Style> {
  const properties = childOf(element, 'w:pPr')
  if (properties === undefined) return {}
  const outline = wholeOf(valueOf(properties, 'w:outlineLvl'))
  const numbering = childOf(properties, 'w:numPr')
  const numId = valueOf(numbering, 'w:numId')
  const ilvl = wholeOf(valueOf(numbering, 'w:ilvl'))
  const indent = indentOf(properties)
  return {
    ...(outline === undefined ? {} : { outline }),
    ...(numId === undefined ? {} : { numId, numbered: id }),
    ...(ilvl === undefined ? {} : { ilvl }),
    ...(indent === undefined ? {} : { indent }),
  }
}

/** Of `w:pPr`. */
export function indentOf(properties: Element | undefined): number | undefined {
  const indent = childOf(properties, 'w:ind')?.attributes
  return wholeOf(indent?.get('w:start') ?? indent?.get('w:left'))
}
