/**
 * Statements by chance, for all writers and readers: every block, atom and mark of the schema, in six languages with
 * words of others in between, notes with and without a reference, and threads at words, paragraphs and nowhere.
 */
import { choices, type Choices } from '#shared/exchange/formats.ts'
import { plainText } from '#shared/statement/plain-text.ts'
import {
  type BlockJson,
  type BlockRole,
  blocks,
  deepest,
  type DocumentJson,
  type InlineJson,
  type MarkJson,
} from '#shared/statement/schema.ts'
import { emptyLetterhead, type Language, language as languages, type Letterhead } from '#shared/statement/statement.ts'
import type { Piece } from '#shared/thread/thread.ts'
import type { Hand, Paper, Remark } from '../server/exchange/paper.ts'
import { wholeIn } from '../server/exchange/whole.ts'
import type { Seeded } from './random.ts'

const vocabulary: Record<Language, readonly string[]> = {
  en: ['mines', 'States Parties', 'clearance', 'the Convention', 'assistance', 'universalization', 'co-chair’s', '25'],
  fr: ['déminage', 'États parties', 'à l’œuvre', 'la Convention', 'coopération', 'où', '« universel »', '25'],
  es: ['minas', 'los Estados partes', 'año', 'la Convención', 'cooperación', '¿cuándo?', 'desminado', '25'],
  ru: ['мины', 'государства-участники', 'съезд', 'Конвенция', 'сотрудничество', 'ёмкость', '№ 5', '25'],
  ar: ['الألغام', 'الدول الأطراف', 'الاتفاقية', 'التعاون', 'إزالة', 'المؤتمر', 'مُسَاعَدَة', '25'],
  zh: ['地雷', '缔约国', '公约', '合作', '清除', '普遍加入', '会议', '25'],
}
/** What formats trip over. */
const odd = [
  '<b>&amp;"\'',
  '](x) *y* _z_ `k`',
  '# #panic("x") $x$',
  '\\',
  'e\u0301',
  '😀',
  '\u00a0',
  'a\tb',
  '  ',
  '1.',
  '- x',
]

/** What a random statement has; all by default. */
export interface Wishes {
  readonly language?: Language
  readonly blocks?: number
  readonly choices?: Partial<Choices>
  /** False: the words of `odd` are left out, for peers that tidy up spaces. */
  readonly odd?: boolean
}

export function randomPaper(random: Seeded, wishes: Wishes = {}): Paper {
  const language = wishes.language ?? random.pick(languages.options)
  const text = randomDocument(random, { ...wishes, language })
  const { around, behind } = wholeIn(text)
  const chosen = choices.parse({
    deliveryNote: random.pick(['none', 'check', 'verbatim']),
    comments: 'all',
    delegationColours: 'yes',
    // What a paper says of itself is in another language in one of three.
    paperLanguage: random.chance(1 / 3) ? random.pick(others.filter((each) => each !== language)) : 'text',
    ...wishes.choices,
  })
  return {
    document: text,
    letterhead: randomLetterhead(random, language),
    language,
    penholder: 'Canada',
    at: Date.UTC(2026, 5, 25, 14, 5) + random.int(1e9),
    remarks:
      chosen.comments === 'none'
        ? []
        : Array.from({ length: random.int(8) }, () => randomRemark(random, text, language)).map((remark) => ({
            ...remark,
            at: remark.at === null ? null : around(remark.at),
          })),
    hands:
      chosen.delegationColours === 'yes' ? randomHands(random, text).map((hand) => ({ ...hand, ...behind(hand) })) : [],
    choices: chosen,
  }
}

export function randomDocument(
  random: Seeded,
  { language = 'en', blocks: count = 24, odd = true }: Wishes = {},
): DocumentJson {
  const say = (words: number): string =>
    Array.from({ length: 1 + random.int(words) }, () => wordOf(random, language, odd)).join(
      language === 'zh' ? '' : ' ',
    )
  const roles = Object.keys(blocks) as BlockRole[]
  // Each role at least once, then by chance; lists in runs, so that they count.
  const drawn = Array.from({ length: count }, (_, k) => roles[k] ?? random.pick(roles))
  const order = drawn.flatMap((role) =>
    isItem(role)
      ? Array.from({ length: 1 + random.int(5) }, () => (random.chance(0.8) ? role : random.pick(items)))
      : [role],
  )
  const notes = Array.from({ length: order.filter((role) => role === 'footnote').length }, (_, k) => `note${k}`)
  let footnotes = 0
  const content = shuffled(random, order).map((type, k): BlockJson => {
    const attrs = {
      id: `p${k}`,
      ...(type === 'heading' ? { level: 1 + random.int(3) } : {}),
      ...(isItem(type) ? { depth: random.int(deepest + 1) } : {}),
      ...(type === 'footnote' ? { note: notes[footnotes++] ?? '' } : {}),
    }
    const inline = random.chance(0.06) ? [] : randomInline(random, say, notes)
    return inline.length > 0 ? { type, attrs, content: inline } : { type, attrs }
  })
  return { type: 'doc', content }
}

const items = ['numberedItem', 'bulletedItem'] as const
const isItem = (role: BlockRole): boolean => items.some((item) => item === role)

const others = languages.options

const wordOf = (random: Seeded, language: Language, isOdd: boolean): string => {
  if (isOdd && random.chance(0.06)) return random.pick(odd)
  return random.pick(vocabulary[random.chance(0.12) ? random.pick(others) : language])
}

function randomInline(random: Seeded, say: (words: number) => string, notes: readonly string[]): InlineJson[] {
  const nodes: InlineJson[] = []
  for (let k = 1 + random.int(6); k > 0; k--) {
    const worn = randomMarks(random)
    const dress = worn.length > 0 ? { marks: worn } : {}
    if (random.chance(0.8)) nodes.push({ type: 'text', text: `${say(6)} `, ...dress })
    else if (random.chance(0.5)) nodes.push({ type: 'hardBreak' })
    else if (random.chance(0.9)) nodes.push({ type: 'footnoteReference', attrs: { note: noteBy(random, notes) } })
    else nodes.push({ type: 'unknown' })
  }
  return merged(nodes)
}

/** Now and then a note that has no block. */
const noteBy = (random: Seeded, notes: readonly string[]): string =>
  notes.length > 0 && random.chance(0.85) ? random.pick(notes) : `lost${random.int(3)}`

function randomMarks(random: Seeded): MarkJson[] {
  const flags = (['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript'] as const).filter(() =>
    random.chance(0.12),
  )
  const link: MarkJson[] = random.chance(0.08)
    ? [{ type: 'link', attrs: { href: `https://example.org/${random.int(9)}?a=1&b="x"` } }]
    : []
  return [...flags.map((type): MarkJson => ({ type })), ...link]
}

/** As a text renders: neighbours with the same marks are one node. */
function merged(nodes: readonly InlineJson[]): InlineJson[] {
  const whole: InlineJson[] = []
  for (const node of nodes) {
    const last = whole.at(-1)
    if (
      last !== undefined &&
      'text' in last &&
      'text' in node &&
      JSON.stringify(last.marks) === JSON.stringify(node.marks)
    )
      whole[whole.length - 1] = { ...last, text: last.text + node.text }
    else whole.push(node)
  }
  return whole
}

function randomLetterhead(random: Seeded, language: Language): Letterhead {
  const filled = Object.keys(emptyLetterhead).map((field) => [
    field,
    random.chance(0.75) ? `${random.pick(vocabulary[language])} ${random.pick(vocabulary[language])}` : '',
  ])
  return { ...emptyLetterhead, ...(Object.fromEntries(filled) as Letterhead) }
}

const sizeOf = ({ content = [] }: BlockJson): number =>
  content.reduce((sum, node) => sum + ('text' in node ? node.text.length : 1), 0)

/** A spot that halves no character. */
function randomSpot(random: Seeded, { content }: DocumentJson, from = 0): { block: number; offset: number } {
  const block = from + random.int(content.length - from)
  const at = content[block]
  const size = at === undefined ? 0 : sizeOf(at)
  const text = (at?.content ?? []).map((node) => ('text' in node ? node.text : ' ')).join('')
  const offset = random.int(size + 1)
  const halves = /[\udc00-\udfff]/.test(text[offset] ?? '')
  return { block, offset: halves ? offset - 1 : offset }
}

function randomRemark(random: Seeded, document: DocumentJson, language: Language): Remark {
  const one = randomSpot(random, document)
  const other = random.chance(0.7)
    ? { ...randomSpot(random, document, one.block), block: one.block }
    : randomSpot(random, document, one.block)
  const size = sizeOf(document.content[other.block] ?? { type: 'paragraph', attrs: { id: '' } })
  const to = { block: other.block, offset: Math.min(other.offset, size) }
  const isInOrder = to.block > one.block || to.offset >= one.offset
  const speakers = [
    ['Ingrid Solberg', 'Norway', 'NOR'],
    ['Ann Wong', 'Canada', 'CAN'],
    ['فاطمة', 'Jordan', 'JOR'],
  ] as const
  return {
    at: random.chance(0.15) ? null : { from: isInOrder ? one : to, to: isInOrder ? to : one },
    quote: plainText(document).slice(0, 20),
    resolved: random.chance(0.3),
    comments: Array.from({ length: 1 + random.int(3) }, (_, k) => {
      const [author, delegation, code] = random.pick(speakers)
      return { author, delegation, code, at: Date.UTC(2026, 5, 20) + k * 60_000, text: randomPieces(random, language) }
    }),
  }
}

function randomPieces(random: Seeded, language: Language): Piece[] {
  const pieces: Piece[] = [{ type: 'text', text: random.pick(vocabulary[language]) }]
  if (random.chance(0.5)) pieces.push({ type: 'break' }, { type: 'text', text: random.pick(odd), bold: true })
  if (random.chance(0.3)) pieces.push({ type: 'text', text: 'see', italic: true, href: 'https://example.org/?a=1&b=2' })
  if (random.chance(0.3)) pieces.push({ type: 'mention', delegation: 'NOR' as never, name: 'Norway' })
  return pieces
}

/** Two delegations by turns. */
function randomHands(random: Seeded, { content }: DocumentJson): Hand[] {
  const delegations = [
    { delegation: 'Canada', code: 'CAN', hue: 1 },
    { delegation: 'Norway', code: 'NOR', hue: 2 },
  ]
  return content.flatMap((block, k) => {
    const size = sizeOf(block)
    const middle = randomSpot(random, { type: 'doc', content: [block] }).offset
    return [
      { from: { block: k, offset: 0 }, to: { block: k, offset: middle }, ...delegations[0]! },
      { from: { block: k, offset: middle }, to: { block: k, offset: size }, ...delegations[1]! },
    ].filter(({ from, to }) => from.offset < to.offset)
  })
}

function shuffled<Item>(random: Seeded, items: readonly Item[]): Item[] {
  const left = [...items]
  // Runs of list items stay together, the rest changes places.
  return Array.from({ length: left.length }, () => left.splice(random.int(Math.min(3, left.length)), 1)[0]!)
}
