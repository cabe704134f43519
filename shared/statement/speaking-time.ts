/**
 * From words to seconds at the podium. A word is a run of characters between spaces that holds a letter or a digit;
 * Chinese counts its characters. Salutation and close are spoken and count; letterhead and footnotes do not.
 */
import { blockText } from './plain-text.ts'
import type { DocumentJson } from './schema.ts'
import type { Language } from './statement.ts'

/**
 * Words a minute (characters for Chinese) that interpreters can follow: 100 to 120 for English by the interpreters'
 * associations; Arabic carries more in a word.
 */
export const paceOf: Record<Language, number> = { en: 110, fr: 110, es: 110, ru: 100, ar: 100, zh: 220 }

const word = /[\p{L}\p{N}]\S*/gu
const wordOrHan = /\p{Script=Han}|[^\s\p{P}\p{S}\p{Script=Han}]+/gu

/** How many words of the text are spoken. */
export function countWords(document: DocumentJson, language: Language): number {
  const counted = language === 'zh' ? wordOrHan : word
  return document.content
    .filter((block) => block.type !== 'footnote')
    .reduce((sum, block) => sum + (blockText(block).match(counted)?.length ?? 0), 0)
}

/** To the nearest second: 508 words at 110 a minute are 277 s. */
export const speakingSeconds = (words: number, pace: number): number => Math.round((words / pace) * 60)

/** "4:37", "0:12", "1:02:00" never: a statement of an hour reads "62:00". */
export function formatTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** What somebody writes in the field "Time limit": "5:00", "5", "5 min", "1:30". Seconds, or null when it is no time. */
export function readTimeLimit(written: string): number | null {
  const found = /^\s*(\d{1,3})(?::([0-5]\d))?\s*(?:\p{L}+\.?)?\s*$/u.exec(written)
  if (!found) return null
  const seconds = Number(found[1]) * 60 + Number(found[2] ?? 0)
  return seconds > 0 ? seconds : null
}
