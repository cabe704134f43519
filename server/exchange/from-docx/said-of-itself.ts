/** What a file says of itself: in which language it is, what it is called, and when it was last changed. */
import { language as languages, type Language, type Letterhead, longestField } from '#shared/statement/statement.ts'
import { oneLine } from '#shared/one-line.ts'
import { tellLanguage } from '../guess-language.ts'
import type { WordFile } from './file.ts'
import { momentOf } from './moment.ts'
import type { Reading } from './reading.ts'
import { childOf, textOf } from './tree.ts'

/** A property of the package: 'dc:title'. */
function propertyOf(file: WordFile, name: string): string {
  const property = childOf(file.properties('core-properties') ?? undefined, name)
  return property === undefined ? '' : oneLine(textOf(property))
}

/** Epoch ms. */
export const changedAt = ({ file }: Reading): number =>
  momentOf(propertyOf(file, 'dcterms:modified')) ?? momentOf(propertyOf(file, 'dcterms:created')) ?? 0

/** "UCG/2010/3", "A/RES/75/1": how documents of the United Nations are numbered. */
const symbol = /^[A-Z][A-Z0-9.]*(?:\/[A-Za-z0-9.()-]+)+$/
/** What programs call a file that nobody has named. */
const unnamed =
  /^(?:microsoft (?:office )?word\b|document ?\d*$|untitled|(?:powerpoint|word) )|\.(?:docx?|dotx?|rtf|odt)$/i

/** What others' files say for a letterhead. Their title is what the text itself is headed with; this is the next best. */
export function letterheadIn({ file }: Reading): Partial<Letterhead> {
  const title = propertyOf(file, 'dc:title')
  const subject = propertyOf(file, 'dc:subject')
  const number = [propertyOf(file, 'cp:keywords'), subject].find((said) => symbol.test(said)) ?? ''
  const said: Partial<Letterhead> = {
    title: unnamed.test(title) ? '' : title,
    meeting: subject === number ? '' : subject,
    symbol: number,
  }
  return Object.fromEntries(Object.entries(said).filter(([, words]) => words !== '' && words.length <= longestField))
}

/** The language that most words are said to be in; else the one that they read like; else that in which the writer began. */
export function languageOf(reading: Reading, lines: readonly string[]): Language {
  const { file, tags, styles, isOurs } = reading
  // LibreOffice writes there what its own sheet begins with.
  const own = programOf(file).startsWith('LibreOffice') ? undefined : languageIn(propertyOf(file, 'dc:language'))
  if (isOurs && own !== undefined) return own
  const counts = new Map<Language, number>()
  let all = 0
  for (const [tag, count] of tags) {
    all += count
    const known = languageIn(tag)
    if (known !== undefined) counts.set(known, (counts.get(known) ?? 0) + count)
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one)
  const told = tellLanguage(lines)
  if (most !== undefined && most[1] > all / 2 && all > charactersIn(lines) / 2) return most[0]
  return told ?? languageIn(styles.language ?? '') ?? most?.[0] ?? own ?? 'en'
}

const charactersIn = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length, 0)

const programOf = (file: WordFile): string =>
  textOf(childOf(file.properties('extended-properties') ?? undefined, 'ep:Application') ?? nothing)
const nothing = { name: '', attributes: new Map<string, string>(), children: [] }

/** "fr-CA" is French. */
const languageIn = (tag: string): Language | undefined => languages.safeParse(tag.slice(0, 2).toLowerCase()).data
