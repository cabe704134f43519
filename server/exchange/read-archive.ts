/** Penholder's own archive of a statement to a draft: as it stands, or not at all. */
import type { z } from 'zod'
import { Refusal } from '#shared/refusal.ts'
import type { BlockJson, DocumentJson } from '#shared/statement/schema.ts'
import { type Archive, type ArchivedThread, type ArchivedVoice, archive } from './archive.ts'
import { type Draft, type DraftThread, nothingBeside } from './draft.ts'

/**
 * The text with the ids of its blocks, the letterhead, the language and pace, and the threads; of the log nothing. A title
 * that is given stands in the place of the archive's. Throws Refusal `not-an-archive`; its detail says where it is wrong
 * and never what stands there.
 */
export function readArchive(content: string, givenTitle: string): Draft {
  const { letterhead, language, pace, document, threads } = parse(content)
  return {
    letterhead: givenTitle === '' ? letterhead : { ...letterhead, title: givenTitle },
    document,
    language,
    pace,
    ...nothingBeside,
    threads: threads.map((thread) => draftThread(thread, document)),
  }
}

function parse(content: string): Archive {
  const read = archive.safeParse(jsonOf(content))
  if (!read.success) throw new Refusal('not-an-archive', placeOf(read.error))
  return read.data
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''))
  } catch {
    throw new Refusal('not-an-archive', 'no JSON')
  }
}

const placeOf = ({ issues: [first] }: z.ZodError): string => first?.path.join('.') ?? ''

function draftThread(
  { audience, at, whole, quote, resolved, comments }: ArchivedThread,
  document: DocumentJson,
): DraftThread {
  if (at !== null && !isIn(document, at)) throw new Refusal('not-an-archive', 'threads: a place beyond the text')
  return {
    at,
    whole,
    quote,
    ...(at === null ? {} : { openedAt: quote }),
    audience,
    resolved: resolved && { by: nameOf(resolved.by), at: resolved.at },
    comments: comments.map(({ by, at: said, text }) => ({ author: nameOf(by), at: said, text })),
  }
}

/** True for two places of the text, the first before the second or there. */
function isIn({ content }: DocumentJson, { from, to }: NonNullable<ArchivedThread['at']>): boolean {
  const reaches = ({ block, offset }: typeof from): boolean => {
    const found = content[block]
    return found !== undefined && offset <= lengthOf(found)
  }
  const isInOrder = from.block < to.block || (from.block === to.block && from.offset <= to.offset)
  return reaches(from) && reaches(to) && isInOrder
}

const lengthOf = ({ content = [] }: BlockJson): number =>
  content.reduce((sum, node) => sum + ('text' in node ? node.text.length : 1), 0)

/** As our papers name who said something. */
const nameOf = ({ name, delegation }: ArchivedVoice): string => (delegation === null ? name : `${name} (${delegation})`)
