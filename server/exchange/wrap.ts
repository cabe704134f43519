/** Lines of a plain text: broken between words, and readable in both directions. */
import type { Direction } from './scripts.ts'

/** Columns of a line: what mail programs and terminals show without breaking it again. */
export const columns = 72

/** Columns that a text takes: Chinese characters are twice as wide, marks over letters take none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : still.test(character) ? 0 : 1
  return width
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const still = /[\p{M}\p{Cf}]/u

/** Breaks at spaces and between Chinese characters; a longer word stands on a line of its own. Line breaks are kept. */
export const wrap = (text: string, width: number): string[] => text.split('\n').flatMap((line) => wrapLine(line, width))

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const [piece] of text.matchAll(pieces)) {
    const wants = widthOf(piece.trimEnd())
    if (line !== '' && used + wants > width) {
      lines.push(line.trimEnd())
      line = ''
      used = 0
    }
    // What a line was broken at is not shown at the beginning of the next.
    const shown = line === '' && lines.length > 0 ? piece.trimStart() : piece
    line += shown
    used += widthOf(shown)
  }
  return [...lines, line.trimEnd()]
}

/** A word with the spaces before it, or a Chinese character with the marks that may not begin a line. */
const pieces = /[ \t]*(?:\p{Script=Han}[^\p{Script=Han}\p{L}\p{N}\s“‘(「『《]*|[^\s\p{Script=Han}]+)|[ \t]+$/gu

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const letter = /\p{L}/u
const marks = { ltr: '\u200e', rtl: '\u200f' } as const

/**
 * Each line of a text file is a paragraph to whoever shows it: one that begins in the other direction, or ends with a
 * sign of none, gets a mark there, so that the line stands and ends as its paragraph does.
 */
export function inDirection(line: string, direction: Direction): string {
  const [first] = letter.exec(line) ?? []
  const begins = first !== undefined && rightToLeft.test(first) ? 'rtl' : 'ltr'
  const leads = first !== undefined && begins !== direction ? marks[direction] : ''
  const trails = direction === 'rtl' && /[^\p{L}\p{M}\s]$/u.test(line) ? marks.rtl : ''
  return leads + line + trails
}
