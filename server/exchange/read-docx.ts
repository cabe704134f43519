/**
 * A Word file to a draft. Everything that is said is kept, as the sheet can say it; what a statement cannot hold is
 * counted, so that whoever imports the file sees what is left out before it is.
 */
import type { ChangesTaken } from '#shared/exchange/sources.ts'
import { type Draft, type DraftThread, exactDraft, greeted, titled, wordsOf } from './draft.ts'
import { countAround } from './from-docx/around.ts'
import { discussionsIn } from './from-docx/comments.ts'
import { openFile } from './from-docx/file.ts'
import { headOf } from './from-docx/letterhead.ts'
import { listed } from './from-docx/lists.ts'
import { asLooseNote, notePieces } from './from-docx/note-pieces.ts'
import type { Paragraph } from './from-docx/paragraph.ts'
import { exactPieces, type MarkedPiece, piecesOf } from './from-docx/pieces.ts'
import { type Reading, readingOf } from './from-docx/reading.ts'
import { changedAt, languageOf, letterheadIn } from './from-docx/said-of-itself.ts'
import { readStory } from './from-docx/story.ts'
import { threadsOf } from './from-docx/threads.ts'
import { elementsIn } from './from-docx/tree.ts'

/**
 * A title given here leaves the one of the file in the text. Throws Refusal `not-a-document`, `old-document`,
 * `locked-document`, `document-too-deep` or `unpacks-too-large`.
 */
export function readDocx(bytes: Uint8Array, givenTitle: string, changes: ChangesTaken): Draft {
  const reading = readingOf(openFile(bytes), changes)
  const { main, body } = reading.file
  const paragraphs = readStory(reading, main, elementsIn(body))
  const draft = reading.isOurs
    ? ownDraft(reading, paragraphs, givenTitle)
    : othersDraft(reading, paragraphs, givenTitle)
  countAround(reading)
  return { ...draft, lost: reading.losses.all, changes: reading.changes.found }
}

/** What we wrote comes back as it was. */
function ownDraft(reading: Reading, paragraphs: readonly Paragraph[], givenTitle: string): Draft {
  const { letterhead, text } = headOf(paragraphs)
  const pieces = [...exactPieces(text.map(asLooseNote)), ...notePieces(reading)]
  const language = languageOf(reading, pieces.map(wordsOf))
  const counted = listed(pieces, language)
  return exactDraft(counted, letterhead, language, givenTitle, threadsIn(reading, counted))
}

function othersDraft(reading: Reading, paragraphs: readonly Paragraph[], givenTitle: string): Draft {
  const found = piecesOf(paragraphs.map(asBody))
  // A heading with a number is the first of several, and no title.
  const isPart = found.find(({ role }) => role === 'heading')?.numbered?.kind === 'number'
  const { title, text } = isPart ? { title: givenTitle, text: found } : titled(found, givenTitle)
  const notes = notePieces(reading)
  const pieces = [...text, ...notes]
  const language = languageOf(reading, [...found, ...notes].map(wordsOf))
  // What has a number is no salutation, whatever it says.
  const polite = greeted(pieces).map((piece, k) => (piece.numbered === null ? piece : (pieces[k] ?? piece)))
  const counted = listed(polite, language)
  const letterhead = { ...letterheadIn(reading), ...(title === '' ? {} : { title }) }
  return exactDraft(counted, letterhead, language, '', threadsIn(reading, counted))
}

const threadsIn = (reading: Reading, pieces: readonly MarkedPiece[]): DraftThread[] =>
  threadsOf(discussionsIn(reading, changedAt(reading)), pieces, reading)

/** A paragraph that is set like a note in the middle of the text is none. */
const asBody = (paragraph: Paragraph): Paragraph =>
  paragraph.role === 'footnote' ? { ...paragraph, role: 'paragraph' } : paragraph
