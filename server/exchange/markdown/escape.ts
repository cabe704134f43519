/** Words as Markdown reads them: every sign that would mean something there is escaped, and no other. */

/** Where words stand. */
export interface Standing {
  /** At the beginning of a line, where "1." and "-" make lists. */
  readonly lineStart: boolean
  /** In a link brackets have to match, so that all are escaped. */
  readonly linked: boolean
  /** Behind a reference to a note, which a colon would make a definition and a bracket a link. */
  readonly noted: boolean
  /** Something follows that is not known here. */
  readonly goesOn: boolean
}

/** In front of these nothing more is a sign of Markdown, and in front of others it is by what follows. */
const always = /[\\`*_~<]/
const signs = /[\\`*_~<&![\]]/g

export function escapeWords(words: string, { lineStart, linked, noted, goesOn }: Standing): string {
  const escaped = words.replace(signs, (sign, at: number) => {
    const next = words[at + 1] ?? (goesOn ? 'unknown' : '')
    const means = always.test(sign) || (linked && /[[\]]/.test(sign)) || next === 'unknown' || follows(sign, next)
    return means ? `\\${sign}` : sign
  })
  if (noted && /^[:([]/.test(escaped)) return `\\${escaped}`
  return lineStart ? escapeStart(escaped) : escaped
}

/** "&lt;", "![", "[^1]", "](" and "][": signs that mean something before others alone. Drafts are full of brackets. */
function follows(sign: string, next: string): boolean {
  switch (sign) {
    case '&':
      return /[#a-z]/i.test(next)
    case '!':
      return next === '['
    case '[':
      return next === '^'
    case ']':
      return /[([:]/.test(next)
    default:
      return false
  }
}

/** What would make a line another block. */
const escapeStart = (line: string): string =>
  line
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?:[-+](?=[\s-]|$)|#(?=#{0,5}(?:\s|$))|[>=|[]|:(?=-))/, '\\$&')

/** One line without what no text file shows. */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
