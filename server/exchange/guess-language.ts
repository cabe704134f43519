/** The language of a source: for its direction, its fonts and its speaking pace. */
import type { Language } from '#shared/statement/statement.ts'

const scripts: readonly (readonly [Language, RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['zh', /\p{Script=Han}/gu],
]

/** Small words that every text of the language is full of and neither of the other two has. */
const smallWords: readonly (readonly [Language, ReadonlySet<string>])[] = [
  [
    'en',
    new Set(
      'the of and to that is are was were with for this which have has by be on not our we will from its'.split(' '),
    ),
  ],
  [
    'fr',
    new Set(
      'le les des du et est dans pour que qui une sur au aux par nous avec ce cette sont ont il pas ses'.split(' '),
    ),
  ],
  [
    'es',
    new Set('el los las del y en que una por con para es se al su sus como más este esta han nos lo ha'.split(' ')),
  ],
]

/** Below this it may be a name or a quotation. */
const leastWords = 3

/**
 * By its script where that tells: most letters of the first 4,000 characters. Between English, French and Spanish by
 * their small words: the language that has twice as many of them as either other. English where none is sure.
 */
export const guessLanguage = (lines: readonly string[]): Language => tellLanguage(lines) ?? 'en'

/** As `guessLanguage`; null where none is sure. */
export function tellLanguage(lines: readonly string[]): Language | null {
  const sample = lines.join(' ').slice(0, 4000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const written = scripts.find(([, script]) => (sample.match(script)?.length ?? 0) > letters / 2)
  return written?.[0] ?? bySmallWords(sample)
}

function bySmallWords(sample: string): Language | null {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  const counts = smallWords
    .map(([language, small]) => ({ language, count: words.filter((word) => small.has(word)).length }))
    .toSorted((one, other) => other.count - one.count)
  const [most, next] = counts
  if (most === undefined || next === undefined || most.count < leastWords) return null
  return most.count >= 2 * next.count ? most.language : null
}
