/** Words as runs, each in one script and direction: Word has to be told both for every run. */
import type { Language } from '#shared/statement/statement.ts'
import { type Script, scriptsOf } from '../scripts.ts'
import { locales } from '../terms.ts'
import type { Look } from './look.ts'
import { westernOf } from './package.ts'
import { escape, pPr, type ParagraphProperties, rPr, type RunProperties, tag, w, type Xml } from './xml.ts'

/** Text without marks, as in the letterhead. */
export const wordsXml = (text: string, language: Language, base: RunProperties = {}): Xml =>
  scriptsOf(text, language)
    .map(({ from, to, script }) =>
      runXml(textXml(text.slice(from, to)), { ...base, ...inScript(script, language, base) }),
    )
    .join('')

/** Words of the paper's own: where their language is not what the file takes for granted, each run says it. */
export function ownWordsXml(text: string, { own, language }: Pick<Look, 'own' | 'language'>): Xml {
  const isApart = westernOf(own) !== westernOf(language)
  return wordsXml(text, own, isApart ? { lang: { val: westernOf(own) } } : {})
}

export const runXml = (content: Xml, properties: RunProperties = {}): Xml => w('r', {}, rPr(properties), content)

export const paragraphXml = (properties: ParagraphProperties, ...content: readonly Xml[]): Xml =>
  w('p', {}, pPr(properties), ...content)

/** Of a paragraph: its mark is a character too, and what is numbered takes its direction. */
export const inDirection = (direction: 'ltr' | 'rtl'): ParagraphProperties =>
  direction === 'rtl' ? { bidi: true, rPr: w('rtl') } : {}

export function inScript(script: Script, language: Language, { rFonts }: RunProperties): RunProperties {
  switch (script) {
    case 'arabic':
      return { rtl: true }
    case 'han':
      // Quotation marks and dashes are as wide as a character in Chinese, and narrow elsewhere.
      return { rFonts: { ...(typeof rFonts === 'object' ? rFonts : {}), hint: 'eastAsia' } }
    case 'cyrillic':
      return language === 'ru' ? {} : { lang: { val: locales.ru } }
    case 'latin':
      return language === 'ru' ? { lang: { val: locales.en } } : {}
  }
}

/** What stands in a run: a tab and a line break are elements of their own. */
export const textXml = (text: string): Xml =>
  text
    .split(/(\t|\r\n|[\n\r])/)
    .map((piece) => {
      if (piece === '') return ''
      if (piece === '\t') return w('tab')
      return /^[\r\n]/.test(piece) ? w('br') : tag('w:t', { 'xml:space': 'preserve' }, escape(piece))
    })
    .join('')
