/**
 * What every reader of a format gives: a statement's text as document JSON, and what it found for the letterhead. The
 * readers agree here on ids, on the title, and on which paragraphs greet and take leave.
 */
import { randomBytes } from 'node:crypto'
import type { Found, Lost } from '#shared/exchange/sources.ts'
import type { Spot } from '#shared/room/spots.ts'
import type { BlockJson, BlockRole, DocumentJson, InlineJson } from '#shared/statement/schema.ts'
import type { Language, Letterhead } from '#shared/statement/statement.ts'
import { longestField } from '#shared/statement/statement.ts'
import type { Audience, CommentText } from '#shared/thread/thread.ts'
import { guessLanguage } from './guess-language.ts'
import { isSalutation } from './salutation.ts'

export interface Draft {
  readonly letterhead: Partial<Letterhead>
  readonly document: DocumentJson
  readonly language: Language
  /** Where the source says one that is not its language's own. */
  readonly pace?: number | null
  /** What was said about the text in its source. */
  readonly threads: readonly DraftThread[]
  /** What the source holds and a statement cannot. */
  readonly lost: readonly Lost[]
  readonly changes: Found['changes']
}

/** A thread of a source, at its words in `document`; null where they are in no block of it. */
export interface DraftThread {
  readonly at: { readonly from: Spot; readonly to: Spot } | null
  /** True where it is about a paragraph as a whole: the block of `at.from`. */
  readonly whole: boolean
  /** The words it stood at, where `at` is null. */
  readonly quote: string
  /** As the words at `at` read when the thread was opened, where the source knows that they read otherwise. */
  readonly openedAt?: string
  /** Only for the delegation of whoever brings the source; without it for everybody. */
  readonly audience?: Audience
  /** Who resolved it, as far as the source says so. */
  readonly resolved: { readonly by: string; readonly at: number } | null
  /** In order; at least one. */
  readonly comments: readonly DraftComment[]
}

export interface DraftComment {
  /** As the source calls them: no delegate of this server, whatever the name. */
  readonly author: string
  /** Epoch ms. */
  readonly at: number
  readonly text: CommentText
}

/** What came with nothing but a text. */
export const nothingBeside: Pick<Draft, 'threads' | 'lost' | 'changes'> = {
  threads: [],
  lost: [],
  changes: { inserted: 0, deleted: 0, looks: 0, authors: [] },
}

/** A block as a reader finds it, without an id. Its notes have the names of the source, and get others. */
export interface Piece {
  readonly role: BlockRole
  readonly attrs: Readonly<Record<string, string | number>>
  readonly inline: readonly InlineJson[]
}

/** A blank sheet: one empty paragraph. */
export const blankDraft = (): Draft => ({
  letterhead: {},
  document: documentOf([{ role: 'paragraph', attrs: {}, inline: [] }]),
  language: 'en',
  ...nothingBeside,
})

/**
 * The pieces of a source as a draft. The first heading is the title, unless another one is given. Where it opens the text
 * and the title holds all of it, it stands there no longer; else it stays, so that no word is lost.
 */
export function draftOf(pieces: readonly Piece[], givenTitle = ''): Draft {
  if (pieces.length === 0) return blankDraft()
  const { title, text } = titled(pieces, givenTitle)
  return {
    letterhead: title === '' ? {} : { title },
    document: documentOf(greeted(text.length > 0 ? text : [{ role: 'paragraph', attrs: {}, inline: [] }])),
    language: guessLanguage(pieces.map(wordsOf)),
    ...nothingBeside,
  }
}

/** The title of a source, and what of its pieces is the text below. */
export function titled<Of extends Piece>(
  pieces: readonly Of[],
  givenTitle = '',
): { readonly title: string; readonly text: readonly Of[] } {
  const heading = pieces.find(({ role }) => role === 'heading')
  const found = heading === undefined ? '' : wordsOf(heading)
  const title = givenTitle === '' ? found.slice(0, longestField).trim() : givenTitle
  const opens = heading !== undefined && heading === pieces[0] && found === title
  return { title, text: opens ? pieces.slice(1) : pieces }
}

/**
 * What a reader knows without a rule, as it stands, with threads at places of `pieces`. Another title that is given leaves
 * the one in the letterhead as a heading, so that no word is lost.
 */
export function exactDraft(
  pieces: readonly Piece[],
  letterhead: Partial<Letterhead>,
  language: Language,
  givenTitle: string,
  threads: readonly DraftThread[] = [],
): Draft {
  const { title = '' } = letterhead
  const heading: Piece[] =
    givenTitle === '' || title === '' || title === givenTitle
      ? []
      : [{ role: 'heading', attrs: { level: 1 }, inline: [{ type: 'text', text: title }] }]
  const text = [...heading, ...pieces]
  return {
    letterhead: givenTitle === '' ? letterhead : { ...letterhead, title: givenTitle },
    document: text.length > 0 ? documentOf(text) : blankDraft().document,
    language,
    ...nothingBeside,
    threads: threads.map((thread) => ({ ...thread, at: shifted(thread.at, heading.length) })),
  }
}

const shifted = (at: DraftThread['at'], by: number): DraftThread['at'] =>
  at === null ? null : { from: { ...at.from, block: at.from.block + by }, to: { ...at.to, block: at.to.block + by } }

/** What a piece says, on one line. */
export const wordsOf = ({ inline }: Pick<Piece, 'inline'>): string =>
  inline
    .map((node) => ('text' in node ? node.text : ' '))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** The first paragraph after any headings and the last before the notes become salutations where they read like one. */
export function greeted<Of extends Piece>(pieces: readonly Of[]): Of[] {
  const first = pieces.findIndex(({ role }) => role !== 'heading')
  const ends = new Set([first, pieces.findLastIndex(({ role }) => role !== 'footnote')])
  return pieces.map((piece, k) =>
    ends.has(k) && piece.role === 'paragraph' && isSalutation(wordsOf(piece))
      ? { ...piece, role: 'salutation' }
      : piece,
  )
}

function documentOf(pieces: readonly Piece[]): DocumentJson {
  const names = new Map<string, string>()
  // Two texts may call their notes alike, and paragraphs go from one to the other.
  const nameOf = (note: string): string => {
    const name = names.get(note) ?? mint()
    if (note !== '') names.set(note, name)
    return name
  }
  return { type: 'doc', content: pieces.map((piece) => blockOf(piece, nameOf)) }
}

function blockOf({ role, attrs, inline }: Piece, nameOf: (note: string) => string): BlockJson {
  const named = role === 'footnote' ? { ...attrs, note: nameOf(String(attrs['note'] ?? '')) } : attrs
  const block = { type: role, attrs: { ...named, id: mint() } }
  const content = inline.map((node) =>
    node.type === 'footnoteReference' ? { ...node, attrs: { note: nameOf(String(node.attrs?.['note'] ?? '')) } } : node,
  )
  return content.length > 0 ? { ...block, content } : block
}

const mint = (): string => randomBytes(9).toString('base64url')
