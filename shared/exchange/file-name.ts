/** What a file that leaves the room is called, so that whoever gets several knows them apart without opening one. */
import type { Language, Letterhead } from '../statement/statement.ts'
import { type Choices, files, type Format } from './formats.ts'

/** What a file's name is made of. */
export interface Named {
  readonly letterhead: Pick<Letterhead, 'symbol' | 'title'>
  readonly language: Language
  readonly choices: Pick<Choices, 'comments'>
}

/**
 * "UCG-2010-3, English, clean.docx": the symbol or else the title, the language, and what is in it. Pure, so that the
 * dialog shows before the click what the server will answer.
 */
export function fileName(format: Format, { letterhead: { symbol, title }, language, choices }: Named): string {
  const [name = 'Statement'] = [symbol, title].map(tidy).filter((said) => said !== '')
  const content = choices.comments === 'none' ? 'clean' : 'with comments'
  return `${[name, languages[language], content].join(', ')}.${files[format].extension}`
}

/** In the words of the interface, which is English so far. */
const languages: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'French',
  es: 'Spanish',
  ru: 'Russian',
  ar: 'Arabic',
  zh: 'Chinese',
}

/** Nothing that a file system, a shell or an archive could misread. */
const tidy = (said: string): string =>
  shortened(
    said
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu, ' ')
      .replace(/[/\\:*?"<>|]/g, '-')
      .replace(/\s+/g, ' ')
      .replace(/^[. -]+/, ''),
  ).replace(/[. -]+$/, '')

/**
 * So much of a symbol or title: file systems keep 255 bytes of a name, of which language, content and ending may take 34,
 * and a Chinese character takes three.
 */
const most = { characters: 80, bytes: 200 }

/** Cut behind a word, so that no "2010" becomes "20"; where that would leave little, behind a character as people see it. */
function shortened(said: string): string {
  if (fits(said)) return said
  const character = longestOf(said, 'grapheme')
  const word = longestOf(said, 'word')
  return (word.length > character.length / 2 ? word : character).replace(/[\s\p{Pd}\p{Ps}\p{Pi}.,;،؛、，；：]+$/u, '')
}

/** The longest beginning that fits and ends where a segment does. Chinese has words for it too. */
function longestOf(said: string, granularity: 'grapheme' | 'word'): string {
  let end = 0
  for (const { index, segment } of new Intl.Segmenter('en', { granularity }).segment(said)) {
    if (!fits(said.slice(0, index + segment.length))) break
    end = index + segment.length
  }
  return said.slice(0, end)
}

function fits(said: string): boolean {
  let characters = 0
  let bytes = 0
  for (const character of said) {
    const point = character.codePointAt(0) ?? 0
    characters += 1
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4
  }
  return characters <= most.characters && bytes <= most.bytes
}
