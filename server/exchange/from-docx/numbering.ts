/**
 * The numbers of a file, counted as Word counts them (ECMA-376 part 1, 17.9): instances that follow one definition share
 * its counts, a level begins anew below a shallower one, and an instance that overrides a start begins there once.
 */
import type { Element } from './elements.ts'
import { written } from './number-formats.ts'
import type { Styles } from './styles.ts'
import { indentOf } from './styles.ts'
import { childOf, elementsIn, switchOf, valueOf, wholeOf } from './tree.ts'

/** What stands before a paragraph. */
export interface Numbered {
  /** The definition that counts it. */
  readonly list: string
  readonly level: number
  readonly kind: 'bullet' | 'number'
  /** As it is shown: "(a)", "1.2"; empty for a bullet, and for a level that shows nothing. */
  readonly label: string
  readonly ordinal: number
  /** The format of the ordinal, where nothing else but marks is in the label; else null. Undefined for whatever the sheet has. */
  readonly format: string | null | undefined
  /** Twips, as the level has it. */
  readonly indent: number | undefined
  /** The style that the level numbers, by its id. */
  readonly style: string | undefined
}

interface Level {
  readonly start: number
  readonly format: string
  readonly text: string
  /** The level below which it begins anew, counted from 1; 0 for never. */
  readonly restart: number | undefined
  readonly isLegal: boolean
  readonly isPicture: boolean
  readonly style: string | undefined
  readonly indent: number | undefined
}

interface Instance {
  readonly definition: string
  readonly overrides: ReadonlyMap<number, { readonly start: number | undefined; readonly level: Level | undefined }>
}

interface Definition {
  readonly levels: ReadonlyMap<number, Level>
  /** The style whose numbering it has instead of its own. */
  readonly link: string | undefined
}

const deepestLevel = 8

export class Numbering {
  readonly #definitions: ReadonlyMap<string, Definition>
  readonly #instances: ReadonlyMap<string, Instance>
  readonly #styles: Styles
  readonly #counts = new Map<string, (number | undefined)[]>()
  readonly #begun = new Set<string>()

  constructor(part: Element | null, styles: Styles) {
    const elements = part === null ? [] : elementsIn(part)
    this.#styles = styles
    this.#definitions = new Map(
      elements
        .filter(({ name }) => name === 'w:abstractNum')
        .map((element) => [element.attributes.get('w:abstractNumId') ?? '', definitionOf(element)]),
    )
    this.#instances = new Map(
      elements
        .filter(({ name }) => name === 'w:num')
        .map((element) => [element.attributes.get('w:numId') ?? '', instanceOf(element)]),
    )
  }

  /** The level of an instance that numbers the paragraphs of a style. */
  levelOf(numId: string, style: string): number | undefined {
    const definition = this.#definition(numId)
    return [...(definition?.levels ?? [])].find(([, level]) => level.style === style)?.[0]
  }

  /** The style that a level numbers by itself. */
  styleOf(numId: string, ilvl: number): string | undefined {
    return this.#level(numId, ilvl)?.style
  }

  /** Counts one more; null where there is no such list. */
  count(numId: string, ilvl: number): Numbered | null {
    const level = this.#level(numId, ilvl)
    const list = this.#definitionId(numId)
    if (level === undefined || list === undefined) return null
    const counts = this.#counts.get(list) ?? []
    this.#counts.set(list, counts)
    const begins = this.#instances.get(numId)?.overrides.get(ilvl)?.start
    const key = `${numId} ${ilvl}`
    const isFirst = begins !== undefined && !this.#begun.has(key)
    this.#begun.add(key)
    const ordinal = isFirst ? begins : (counts[ilvl] ?? level.start - 1) + 1
    counts[ilvl] = ordinal
    for (let deeper = ilvl + 1; deeper <= deepestLevel; deeper++) {
      const below = this.#level(numId, deeper)?.restart ?? deeper
      if (ilvl < below) counts[deeper] = undefined
    }
    const isBullet = level.format === 'bullet'
    const only = /^[^%\p{L}\p{N}]*%(\d)[^%\p{L}\p{N}]*$/u.exec(level.text)?.[1]
    return {
      list,
      level: ilvl,
      kind: isBullet && (level.isPicture || level.text.trim() !== '') ? 'bullet' : 'number',
      label: isBullet ? '' : this.#label(numId, level, counts),
      ordinal,
      format: only === String(ilvl + 1) ? level.format : null,
      indent: level.indent,
      style: level.style,
    }
  }

  #label(numId: string, { text, isLegal }: Level, counts: readonly (number | undefined)[]): string {
    return text
      .replace(/%([1-9])/g, (_, place: string) => {
        const at = Number(place) - 1
        const level = this.#level(numId, at)
        if (level === undefined || level.format === 'none' || level.format === 'bullet') return ''
        return written(counts[at] ?? level.start, isLegal ? 'decimal' : level.format)
      })
      .trim()
  }

  #level(numId: string, ilvl: number): Level | undefined {
    return this.#instances.get(numId)?.overrides.get(ilvl)?.level ?? this.#definition(numId)?.levels.get(ilvl)
  }

  #definition(numId: string): Definition | undefined {
    return this.#definitions.get(this.#definitionId(numId) ?? '')
  }

  /** Through a style that has the numbering, where the definition only names one (17.9.21). */
  #definitionId(numId: string): string | undefined {
    const own = this.#instances.get(numId)?.definition
    const link = this.#definitions.get(own ?? '')?.link
    if (link === undefined) return own
    return this.#instances.get(this.#styles.of(link).numId ?? '')?.definition ?? own
  }
}

function definitionOf(element: Element): Definition {
  const levels = elementsIn(element).filter(({ name }) => name === 'w:lvl')
  return { levels: new Map(levels.flatMap(levelEntry)), link: valueOf(element, 'w:numStyleLink') }
}

function levelEntry(element: Element): (readonly [number, Level])[] {
  const at = wholeOf(element.attributes.get('w:ilvl'))
  return at === undefined || at < 0 || at > deepestLevel ? [] : [[at, levelOf(element)]]
}

const levelOf = (element: Element): Level => ({
  start: wholeOf(valueOf(element, 'w:start')) ?? 0,
  format: valueOf(element, 'w:numFmt') ?? 'decimal',
  text: valueOf(element, 'w:lvlText') ?? '',
  restart: wholeOf(valueOf(element, 'w:lvlRestart')),
  isLegal: switchOf(element, 'w:isLgl') ?? false,
  isPicture: childOf(element, 'w:lvlPicBulletId') !== undefined,
  style: valueOf(element, 'w:pStyle'),
  indent: indentOf(childOf(element, 'w:pPr')),
})

function instanceOf(element: Element): Instance {
  const overrides = elementsIn(element).filter(({ name }) => name === 'w:lvlOverride')
  return {
    definition: valueOf(element, 'w:abstractNumId') ?? '',
    overrides: new Map(
      overrides.map((override) => {
        const level = childOf(override, 'w:lvl')
        return [
          wholeOf(override.attributes.get('w:ilvl')) ?? 0,
          {
            start: wholeOf(valueOf(override, 'w:startOverride')),
            level: level === undefined ? undefined : levelOf(level),
          },
        ]
      }),
    ),
  }
}
