/** The fields of a letterhead: as `docx/letterhead.ts` puts them on our own paper, known by their styles. */
import {
  type Language,
  language as languages,
  type Letterhead,
  letterheadFields,
  longestField,
} from '#shared/statement/statement.ts'
import { momentOf, terms } from '../terms.ts'
import type { Paragraph } from './paragraph.ts'

export interface Headed {
  readonly letterhead: Partial<Letterhead>
  /** What stands below, and what stands among the fields and is none. */
  readonly text: readonly Paragraph[]
}

const styles: ReadonlySet<string> = new Set([
  'deliverynote',
  'letterhead',
  'letterheadfield',
  'letterheadsymbol',
  'letterheadlabel',
  'delegations',
  'title',
])

const fields = letterheadFields.filter((field) => field !== 'title' && field !== 'meeting')

/** Takes the letterhead off our own paper. Words that somebody else put there stay in the text. */
export function headOf(paragraphs: readonly Paragraph[]): Headed {
  // LibreOffice puts an empty paragraph before a table that a file begins with.
  const start = Math.max(
    paragraphs.findIndex((paragraph) => isOfHead(paragraph) || lineOf(paragraph) !== ''),
    0,
  )
  const length = paragraphs.slice(start).findIndex((paragraph) => !isOfHead(paragraph))
  const end = length === -1 ? paragraphs.length : start + length
  const above = paragraphs.slice(start, end)
  const letterhead: Partial<Letterhead> = {}
  const others: Paragraph[] = []
  let label: (typeof fields)[number] | null = null
  for (const paragraph of above) {
    const words = lineOf(paragraph)
    const style = styleOf(paragraph)
    const field = fieldOf(style, letterhead, label)
    const named = style === 'letterheadlabel' ? fieldCalled(words) : null
    label = named
    if (named !== null || words === '' || isNotice(style, words)) continue
    if (field === null || letterhead[field] !== undefined || words.length > longestField) others.push(asText(paragraph))
    else letterhead[field] = words
  }
  return { letterhead, text: [...others, ...paragraphs.slice(above.length > 0 ? end : 0)] }
}

const isOfHead = (paragraph: Paragraph): boolean => styles.has(styleOf(paragraph))

const styleOf = ({ style }: Paragraph): string => style.names[0] ?? ''

const lineOf = ({ inline }: Paragraph): string =>
  inline.map((node) => ('text' in node ? node.text : node.type === 'hardBreak' ? ' ' : '')).join('')

/** Which field the words of a style are; the meeting stands above the title, and has no label. */
function fieldOf(
  style: string,
  known: Partial<Letterhead>,
  label: (typeof fields)[number] | null,
): keyof Letterhead | null {
  if (style === 'title') return 'title'
  if (style === 'letterheadsymbol') return 'symbol'
  if (style !== 'letterheadfield') return null
  return label ?? (known.title === undefined ? 'meeting' : null)
}

const fieldCalled = (words: string): (typeof fields)[number] | null =>
  fields.find((field) => languages.options.some((known) => terms[known].fields[field] === words)) ?? null

/** What the paper says of itself, and not the statement. */
function isNotice(style: string, words: string): boolean {
  return languages.options.some((language) => {
    const { deliveryNote, draft, wordsBy } = terms[language]
    switch (style) {
      case 'deliverynote':
        return Object.values(deliveryNote).includes(words)
      case 'letterheadsymbol':
        return words === draft || isVersion(words, language)
      case 'delegations':
        return words.startsWith(`${wordsBy}: `)
      default:
        return false
    }
  })
}

/** "Version of 25 June 2010, 14:05 UTC". */
function isVersion(words: string, language: Language): boolean {
  const [before = '', behind = ''] = terms[language].version('\0').split('\0')
  const longest = momentOf(0, language).length + 20
  return (
    words.startsWith(before) &&
    words.endsWith(`UTC${behind}`) &&
    words.length <= before.length + behind.length + longest
  )
}

const asText = (paragraph: Paragraph): Paragraph => ({ ...paragraph, role: 'paragraph', attrs: {}, cell: null })
