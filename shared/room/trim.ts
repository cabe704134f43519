/** Where a range of words may begin and end. */

/** The range between two linear indexes without block openings at its edges, and without half characters. */
export function trim(words: string, from: number, to: number): { readonly start: number; readonly end: number } {
  const first = Math.min(Math.max(0, from), words.length)
  let start = first
  let end = Math.max(start, Math.min(to, words.length))
  while (start < end && words[start] === '\n') start++
  while (end > start && words[end - 1] === '\n') end--
  if (start === end) return { start: first, end: first }
  return { start: cutsPair(words, start) ? start - 1 : start, end: cutsPair(words, end) ? end + 1 : end }
}

/** True at an index between the two units of one character. */
export const cutsPair = (words: string, at: number): boolean =>
  at > 0 && at < words.length && isHigh(words.charCodeAt(at - 1)) && isLow(words.charCodeAt(at))

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000
