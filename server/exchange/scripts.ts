/** In which script and direction words are written, for formats that want to be told. */
import type { Language } from '#shared/statement/statement.ts'

export type Direction = 'ltr' | 'rtl'
export type Script = 'latin' | 'cyrillic' | 'arabic' | 'han'

export const directionOf = (language: Language): Direction => (language === 'ar' ? 'rtl' : 'ltr')

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const letter = /\p{L}/u

/** The direction of a paragraph: that of its first letter, as on the page; of one without letters the statement's. */
export function directionOfText(text: string, language: Language): Direction {
  const [first] = letter.exec(text) ?? []
  if (first === undefined) return directionOf(language)
  return rightToLeft.test(first) ? 'rtl' : 'ltr'
}

/** In which script a language is written. */
export const scriptOfLanguage: Readonly<Record<Language, Script>> = {
  en: 'latin',
  fr: 'latin',
  es: 'latin',
  ru: 'cyrillic',
  ar: 'arabic',
  zh: 'han',
}

export interface Stretch {
  readonly from: number
  readonly to: number
  readonly script: Script
}

/**
 * The stretches of a paragraph that are written in one script, without holes. What has no script of its own (spaces,
 * figures, marks) goes with what stands on both sides; between two directions with the paragraph, as bidi text does; else
 * with what stands before it. A paragraph without letters is in the script of the statement's language.
 */
export function scriptsOf(text: string, language: Language): Stretch[] {
  const paragraph = directionOfText(text, language)
  const stretches: Stretch[] = []
  const extend = (to: number, script: Script): void => {
    const last = stretches.at(-1)
    if (last?.script === script) stretches[stretches.length - 1] = { ...last, to }
    else if (to > (last?.to ?? 0)) stretches.push({ from: last?.to ?? 0, to, script })
  }
  for (const { 0: found, index } of text.matchAll(strong)) {
    const script = scriptOf(found)
    const before = stretches.at(-1)?.script
    if (before === undefined || before !== script) extend(index, between(before, script, paragraph))
    extend(index + found.length, script)
  }
  const last = stretches.at(-1)?.script
  if (text.length > 0)
    extend(text.length, last === undefined ? scriptOfLanguage[language] : between(last, undefined, paragraph))
  return stretches
}

/** Runs of letters of one script, with the marks that they carry. */
const strong =
  /(?:[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]\p{M}*)+|(?:\p{Script=Han}\p{M}*)+|(?:\p{Script=Cyrillic}\p{M}*)+|(?:(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Han}\p{Script=Cyrillic}])\p{L}\p{M}*)+/gu

function scriptOf(letters: string): Script {
  if (rightToLeft.test(letters)) return 'arabic'
  if (/\p{Script=Han}/u.test(letters)) return 'han'
  return /\p{Script=Cyrillic}/u.test(letters) ? 'cyrillic' : 'latin'
}

/** To what the neutral characters between two scripts belong; undefined is an edge of the paragraph. */
function between(before: Script | undefined, behind: Script | undefined, paragraph: Direction): Script {
  const sides = [before, behind].filter((side) => side !== undefined)
  const directions = new Set([
    ...sides.map((side): Direction => (side === 'arabic' ? 'rtl' : 'ltr')),
    ...(sides.length < 2 ? [paragraph] : []),
  ])
  const [first = 'latin'] = sides
  if (directions.size < 2) return first
  if (paragraph === 'rtl') return 'arabic'
  return sides.find((side) => side !== 'arabic') ?? 'latin'
}
