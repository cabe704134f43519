/**
 * How words are made equal before the index has them and before it is asked: one form for case, accents and the ways of
 * writing Arabic; Chinese by the character. What somebody looks for becomes quoted words and nothing else.
 */

/** Two letters that are read as others when nobody writes them out, with what people type for them. */
const spelledOut: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  // Arabic: two endings that are often written for one another.
  ى: 'ي',
  ة: 'ه',
}

/** A Chinese character, or a run of letters and digits of any other script. */
const token = /\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv

function tokensOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    // Accents and vowel signs, and the stroke that only stretches an Arabic word.
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[œæßøđłıىة]/g, (letter) => spelledOut[letter] ?? letter)
  return plain.match(token) ?? []
}

/** An Arabic word without its article: "السلام" and "والسلام" are found by "سلام". `least` letters must be left. */
const withoutArticle = (word: string, least: number): string => {
  const bare = /^(?:[وبكف]?ال|لل)(.+)$/u.exec(word)?.[1]
  return bare !== undefined && bare.length >= least ? bare : word
}

const leastStem = 3

/** The words of a text, as the index takes them. */
export const indexed = (text: string): string =>
  tokensOf(text)
    .map((word) => withoutArticle(word, leastStem))
    .join(' ')

/**
 * What the index is asked for these words: all of them, the last one perhaps unfinished. Characters that belong together,
 * as in "A/64/48" or between two spaces of Chinese, must stand together. Null when there is no word in it.
 */
export function matching(words: string): string | null {
  const groups = words
    .split(/\s+/)
    .map(tokensOf)
    .filter((tokens) => tokens.length > 0)
  if (groups.length === 0) return null
  return groups.map((tokens, k) => (k === groups.length - 1 ? unfinished(tokens) : phrase(tokens))).join(' AND ')
}

/** Only letters and digits are left in a token, so that a quote ends where it should. */
const phrase = (tokens: readonly string[]): string =>
  `"${tokens.map((word) => withoutArticle(word, leastStem)).join(' ')}"`

/** Of an Arabic word that has only begun nobody knows whether it has an article. */
function unfinished(tokens: readonly string[]): string {
  const last = tokens.at(-1) ?? ''
  const before = tokens.slice(0, -1).map((word) => withoutArticle(word, leastStem))
  const forms = new Set([last, withoutArticle(last, 1)])
  return `(${[...forms].map((form) => `"${[...before, form].join(' ')}" *`).join(' OR ')})`
}
