/**
 * Numbers as Word counts them: of the paragraphs, hanging in the margin, and of the lists, which begin anew exactly where
 * ours do.
 */
import { bullet } from '#shared/statement/lists.ts'
import { deepest } from '#shared/statement/schema.ts'
import type { SheetBlock } from '../sheet.ts'
import { type Look, sans, step } from './look.ts'
import { namespaces } from './package.ts'
import { part, pPr, rPr, type RunProperties, tag, w, type Xml } from './xml.ts'

export const paragraphNumId = 1
const bulletNumId = 2
const firstListNumId = 3

/** Ids of the three definitions behind all numbers. */
const definitions = { paragraphs: 0, bullets: 1, lists: 2 } as const

/** The list instance of each block that is an item: the sequence it goes on in. */
export interface ListNumbers {
  /** `numId` by the block's index in the document. */
  readonly of: ReadonlyMap<number, number>
  /** How many instances of the numbered list there are. */
  readonly lists: number
}

/** Within one instance Word counts as we do while items only go deeper and back; any other beginning is a new one. */
export function numberLists(blocks: readonly SheetBlock[]): ListNumbers {
  const of = new Map<number, number>()
  /** For each depth the instance whose sequence is going on there. */
  const current: number[] = []
  /** The depths at which an instance has counted since its last item of a shallower depth. */
  const counted = new Map<number, Set<number>>()
  for (const { index, block, depth, ordinal } of blocks) {
    if (block.type === 'bulletedItem') {
      of.set(index, bulletNumId)
      current.length = Math.min(current.length, depth)
    } else if (ordinal === null) current.length = 0
    else {
      current.length = Math.min(current.length, depth + 1)
      const parent = current.slice(0, depth).findLast((numId) => numId !== undefined)
      // Programs differ in what a level counts that was skipped on the way down.
      const isFresh = ![...(counted.get(parent ?? 0) ?? [])].some((used) => used >= depth)
      const begun = isFresh ? parent : undefined
      const numId = (ordinal > 1 ? current[depth] : begun) ?? firstListNumId + counted.size
      const depths = counted.get(numId) ?? new Set()
      for (const deeper of depths) if (deeper > depth) depths.delete(deeper)
      counted.set(numId, depths.add(depth))
      current[depth] = numId
      of.set(index, numId)
    }
  }
  return { of, lists: counted.size }
}

export function numberingPart(look: Look, { lists }: ListNumbers): string {
  const { paragraphs, bullets, lists: numbered } = definitions
  return part(
    tag(
      'w:numbering',
      namespaces('w'),
      definition(paragraphs, 'singleLevel', [paragraphLevel(look)]),
      definition(bullets, 'hybridMultilevel', depths(bulletLevel)),
      definition(
        numbered,
        'multilevel',
        depths((depth) => listLevel(look, depth)),
      ),
      instance(paragraphNumId, paragraphs),
      instance(bulletNumId, bullets),
      ...Array.from({ length: lists }, (_, k) => instance(firstListNumId + k, numbered, depths(begin))),
    ),
  )
}

const depths = (level: (depth: number) => Xml): Xml[] => Array.from({ length: deepest + 1 }, (_, depth) => level(depth))

const definition = (id: number, kind: string, levels: readonly Xml[]): Xml =>
  w('abstractNum', { abstractNumId: id }, w('multiLevelType', { val: kind }), ...levels)

const instance = (numId: number, id: number, overrides: readonly Xml[] = []): Xml =>
  w('num', { numId }, w('abstractNumId', { val: id }), ...overrides)

const begin = (depth: number): Xml => w('lvlOverride', { ilvl: depth }, w('startOverride', { val: 1 }))

interface Level {
  readonly depth: number
  readonly format: string
  readonly text: string
  readonly align: 'left' | 'right'
  readonly indent: Readonly<Record<string, number>>
  readonly style?: string
  readonly run?: RunProperties
}

const level = ({ depth, format, text, align, indent, style, run }: Level): Xml =>
  w(
    'lvl',
    { ilvl: depth },
    w('start', { val: 1 }),
    w('numFmt', { val: format }),
    style === undefined ? '' : w('pStyle', { val: style }),
    w('suff', { val: 'tab' }),
    w('lvlText', { val: text }),
    w('lvlJc', { val: align }),
    pPr({ ind: indent }),
    rPr(run ?? {}),
  )

/** Ends so far before the words, however many figures it has. */
const numberGap = 227

const paragraphLevel = ({ small, settled }: Look): Xml =>
  level({
    depth: 0,
    format: 'decimal',
    text: '%1',
    align: 'right',
    indent: { left: 0, hanging: numberGap },
    ...(settled.paragraphNumbers ? { style: 'StatementParagraph' } : {}),
    run: {
      rFonts: sans,
      b: { val: 0 },
      i: { val: 0 },
      color: { val: '54514A' },
      sz: { val: small },
      szCs: { val: small },
    },
  })

const bulletLevel = (depth: number): Xml =>
  level({ depth, format: 'bullet', text: bullet(depth), align: 'left', indent: indentOf(depth) })

const latin = ['decimal', 'lowerLetter', 'lowerRoman', 'upperLetter'] as const

function listLevel({ language }: Look, depth: number): Xml {
  const place = `%${depth + 1}`
  const arabic = language === 'ar'
  const common = { depth, align: 'left', indent: indentOf(depth) } as const
  if (depth === 0) return level({ ...common, format: 'decimal', text: `${place}.` })
  if (depth === 1 && arabic) return level({ ...common, format: 'arabicAbjad', text: `(${place})` })
  if (depth === 2 && arabic) return level({ ...common, format: 'decimal', text: `\u2018${place}\u2019` })
  return level({ ...common, format: latin[depth] ?? 'decimal', text: `(${place})` })
}

const indentOf = (depth: number): Readonly<Record<string, number>> => ({ left: step * (depth + 1), hanging: step })
