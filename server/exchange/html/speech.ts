/** In which language and direction something is written, where that differs from what stands around it. */
import type { Language } from '#shared/statement/statement.ts'
import { type Direction, directionOf, directionOfText, type Script, scriptOfLanguage, scriptsOf } from '../scripts.ts'
import { type Attributes, escape, type Html, tag } from './tags.ts'

/** By which browsers choose letters, hyphens and voices; the Chinese of the United Nations is written in simple characters. */
export const tags: Readonly<Record<Language, string>> = {
  en: 'en',
  fr: 'fr',
  es: 'es',
  ru: 'ru',
  ar: 'ar',
  zh: 'zh-Hans',
}

const languageOfScript: Readonly<Record<Script, Language>> = { latin: 'en', cyrillic: 'ru', arabic: 'ar', han: 'zh' }

/** `lang` and `dir` of a text within a page in `language`; `around` is the direction of what it stands in. */
export function speech(
  text: string,
  language: Language,
  around: Direction = directionOf(language),
): { readonly lang: string | null; readonly dir: Direction | null } {
  const script = mostOf(text, language)
  const direction = directionOfText(text, language)
  return {
    lang: script === scriptOfLanguage[language] ? null : tags[languageOfScript[script]],
    dir: direction === around ? null : direction,
  } satisfies Attributes
}

/**
 * Words of the paper's own, in a page in `language`. In another language they say so, and what runs beside them in the
 * other direction does not turn them.
 */
export const ownHtml = (text: string, own: Language, language: Language): Html =>
  own === language ? escape(text) : tag('span', { lang: tags[own], dir: directionOf(own) }, escape(text))

/** The script in which most of a text is written. */
function mostOf(text: string, language: Language): Script {
  const own = scriptOfLanguage[language]
  const lengths = new Map<Script, number>()
  for (const { from, to, script } of scriptsOf(text, language)) {
    const letters = text.slice(from, to).match(/\p{L}/gu)?.length ?? 0
    lengths.set(script, (lengths.get(script) ?? 0) + letters)
  }
  const [[script, most] = [own, 0]] = [...lengths].toSorted(([, one], [, other]) => other - one)
  return most === 0 || lengths.get(own) === most ? own : script
}
