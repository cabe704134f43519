/** Comments that stand on this device alone, as plain text for copying, each with the words that it is about. */
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { type Anchor, type Piece, plainComment } from '#shared/thread/thread.ts'
import { words } from '../language/en.ts'
import { copyName, readComments } from './kept-comments.ts'
import { begunComments } from './kept-words.ts'

/** What somebody said and the server has not got, in the order in which they wrote it, then what they had begun to say. */
export async function unsentCommentsOf(person: DelegateId, statement: StatementId): Promise<readonly string[]> {
  const waiting = await readComments(copyName(person, statement)).catch(() => [])
  const begun = begunComments().filter((one) => one.person === person && one.statementId === statement)
  return [
    ...waiting.map(({ says, text }) => sayComment(says.what === 'thread' ? says.anchor : says.to.anchor, text)),
    ...begun.map(({ text }) => `${words.unsent.begun}\n${plainComment(text)}`),
  ]
}

/** One comment, below a line that says what it is about. */
export const sayComment = (anchor: Anchor, text: readonly Piece[]): string =>
  `${placeOf(anchor)}\n${plainComment(text)}`

/** Characters of a paragraph, or of words, by which they are found in the text. */
const enough = 160

function placeOf({ whole, quote, prefix, suffix, words: now }: Anchor): string {
  const { unsent: say } = words
  const about = plain(now ?? quote)
  if (about === '') return say.onNothing
  if (whole) return say.onParagraph(cut(about))
  // Of the same paragraph: the surroundings of its first words reach into the one before.
  const [before = ''] = prefix.split('\n').slice(-1)
  const [after = ''] = suffix.split('\n')
  return say.onWords(cut(about), `${plain(before)}${cut(about)}${plain(after)}`.trim())
}

/** In the text of an anchor a block begins with "\n", and what is no character is U+FFFC. */
const plain = (flat: string): string => flat.replaceAll('\n', ' ').replaceAll('\uFFFC', '')

const cut = (text: string): string => (text.length > enough ? `${text.slice(0, enough).trimEnd()}…` : text)
