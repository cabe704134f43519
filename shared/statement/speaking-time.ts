/**
 * From words to seconds at the podium; docs/speaking-time.md has the rule with its reasons. Words are counted in every
 * language but Chinese, which counts characters. All that is spoken counts; letterhead and footnotes do not.
 */
import { z } from 'zod'
import { blockText } from './plain-text.ts'
import type { DocumentJson } from './schema.ts'
import type { Language } from './statement.ts'

/**
 * Words a minute (characters for Chinese) that interpreters can follow: 100 to 120 for English by the interpreters'
 * associations; Arabic carries more in a word.
 */
export const paceOf: Record<Language, number> = { en: 110, fr: 110, es: 110, ru: 100, ar: 100, zh: 220 }

/** What the pace of a single statement may be set to, words (characters for Chinese) a minute. */
export const paceRange = { least: 60, most: 300 } as const
export const pace = z.int().min(paceRange.least).max(paceRange.most)

/** The pace of a statement: its own, where the document holds one that is allowed, else that of its language. */
export function paceFor(language: Language, own: unknown): number {
  const set = pace.safeParse(own)
  return set.success ? set.data : paceOf[language]
}

/** "10 000", written with any single space, is one number; so is "1,250", which needs no rule. */
const digitGroups = /(?<!\p{Nd})\p{Nd}{1,3}(?:[ \u00A0\u2009\u202F]\p{Nd}{3})+(?!\p{Nd})/gu
/** What parts two words also without a space: dashes longer than a hyphen, dots that trail off, Arabic punctuation. */
const parting = /[\u2014\u2015\u2026،؛؟]|(?<!\p{Nd})\u2013|\u2013(?!\p{Nd})/gu
const han = /[\p{Script=Han}々〇]+/gu
const word = /[\p{L}\p{N}]\S*/gu
/** Between Chinese characters everything that is no letter and no digit parts, but for the inside of a number or name. */
const foreignWord = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-.,'’:/&][\p{L}\p{N}\p{M}]+)*/gu

/** How many words of the text are spoken; for Chinese, how many characters. */
export function countWords(document: DocumentJson, language: Language): number {
  return document.content
    .filter((block) => isSpoken(block.type))
    .reduce((sum, block) => sum + countIn(blockText(block), language), 0)
}

/** Whether blocks of a role are read out. */
export const isSpoken = (role: string): boolean => role !== 'footnote'

/**
 * The same for the text of one block that is spoken. Foreign words between Chinese characters count as one each. Chinese
 * characters between the words of another language count two to a word, since that is how their paces compare.
 */
export function countIn(text: string, language: Language): number {
  const runs = text.match(han) ?? []
  const others = text
    .replace(han, ' ')
    .replace(digitGroups, (number) => number.replace(/\s/gu, ''))
    .replace(parting, ' ')
  if (language === 'zh') return Array.from(runs.join('')).length + (others.match(foreignWord)?.length ?? 0)
  const ofHan = runs.reduce((sum, run) => sum + Math.ceil(Array.from(run).length / 2), 0)
  return ofHan + (others.match(word)?.length ?? 0)
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
