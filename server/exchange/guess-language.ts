/** The language of a source as far as its script tells: for its direction, its fonts and its speaking pace. */
import type { Language } from '#shared/statement/statement.ts'

const scripts: readonly (readonly [Language, RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['zh', /\p{Script=Han}/gu],
]

/** A thousand letters tell; Latin letters tell nothing between English, French and Spanish, so that is 'en'. */
export function guessLanguage(lines: readonly string[]): Language {
  const sample = lines.join(' ').slice(0, 4000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const found = scripts.find(([, script]) => (sample.match(script)?.length ?? 0) > letters / 2)
  return found?.[0] ?? 'en'
}
