/**
 * The letterhead above a statement in Markdown as `write-markdown.ts` puts it: delivery note and version, title, a list of
 * fields that ends with the language, and a rule. What looks otherwise is text.
 */
import type { List, PhrasingContent, Root, RootContent } from 'mdast'
import {
  language as languages,
  type Language,
  type Letterhead,
  letterheadFields,
  longestField,
} from '#shared/statement/statement.ts'
import { fieldLabel, terms } from './terms.ts'

export interface Front {
  readonly letterhead: Partial<Letterhead>
  readonly language: Language
  /** What stands below it, without the comments on it. */
  readonly text: readonly RootContent[]
  /** How many comments those are. They have no places there, and no times that could be read. */
  readonly comments: number
}

/** Null where there is none. `wordsOf` says what stands in a node, with "\n" for a break. */
export function frontOf({ children }: Root, wordsOf: (nodes: readonly PhrasingContent[]) => string): Front | null {
  const at = children.findIndex(({ type }) => type === 'thematicBreak')
  const above = children.slice(0, Math.max(at, 0))
  const list = above.at(-1)
  if (list?.type !== 'list') return null
  const lines = linesOf(list, wordsOf)
  const [own, language] = languagesOf(lines.at(-1) ?? '')
  if (own === undefined || language === undefined) return null

  const letterhead: Partial<Letterhead> = {}
  for (const line of lines.slice(0, -1)) {
    const field = fields.find((known) => line.startsWith(`${fieldLabel(known, own)}: `))
    if (field === undefined) return null
    letterhead[field] = line.slice(fieldLabel(field, own).length + 2)
  }
  for (const node of above.slice(0, -1)) {
    if (node.type === 'heading' && node.depth === 1 && letterhead.title === undefined) {
      letterhead.title = wordsOf(node.children)
    } else if (node.type !== 'paragraph' || !isNotice(wordsOf(node.children), own)) return null
  }
  if (Object.values(letterhead).some((said) => said.length > longestField)) return null
  return { letterhead, language, ...apart(children.slice(at + 1), wordsOf, own) }
}

const fields = letterheadFields.filter((field) => field !== 'title')

/** A line for each item; none where an item is more than a line. */
function linesOf({ ordered, children }: List, wordsOf: (nodes: readonly PhrasingContent[]) => string): string[] {
  if (ordered === true) return []
  return children.map(({ children: [only, ...more] }) =>
    only?.type === 'paragraph' && more.length === 0 ? wordsOf(only.children) : '',
  )
}

/** "Langue: English": that of the words above the rule, and that of the text. */
function languagesOf(line: string): readonly [own: Language | undefined, language: Language | undefined] {
  const own = languages.options.find((known) => line.startsWith(`${terms[known].language}: `))
  const name = own === undefined ? '' : line.slice(terms[own].language.length + 2)
  return [own, languages.options.find((known) => terms[known].ownName === name)]
}

/** What the paper says of itself. */
function isNotice(words: string, own: Language): boolean {
  const { deliveryNote, draft, version } = terms[own]
  const [before = '', behind = ''] = version('\0').split('\0')
  const isVersion =
    words.startsWith(before) && words.endsWith(behind) && words.length < before.length + behind.length + 60
  return Object.values(deliveryNote).includes(words) || words.startsWith(draft) || isVersion
}

/** The text, and how many comments stand below it. */
function apart(
  text: readonly RootContent[],
  wordsOf: (nodes: readonly PhrasingContent[]) => string,
  own: Language,
): Pick<Front, 'text' | 'comments'> {
  const at = text.findLastIndex(({ type }) => type === 'thematicBreak')
  const [heading, list] = at === -1 ? [] : text.slice(at + 1)
  const isHeaded = heading?.type === 'heading' && wordsOf(heading.children) === terms[own].comments
  if (!isHeaded) return { text, comments: 0 }
  // The first paragraph of an item is the words that it is about.
  const said = list?.type === 'list' ? list.children.map(({ children }) => Math.max(children.length - 1, 0)) : []
  return { text: text.slice(0, at), comments: said.reduce((sum, count) => sum + count, 0) }
}
