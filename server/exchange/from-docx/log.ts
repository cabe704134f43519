/** All words of a file as they are passed, also those that are left out, so that a comment can quote what it stood at. */

/** Characters of a quote; an anchor remembers no more. */
const longestQuote = 4_000

export class Log {
  readonly #words: string[] = []
  #length = 0
  readonly #starts = new Map<string, number>()
  readonly #ends = new Map<string, number>()
  #whole: string | null = null

  say(text: string): void {
    this.#words.push(text)
    this.#length += text.length
    this.#whole = null
  }

  mark(id: string, side: 'start' | 'end'): void {
    const places = side === 'start' ? this.#starts : this.#ends
    if (!places.has(id)) places.set(id, this.#length)
  }

  /** The words between the marks of a comment, on one line; empty where there are none. */
  quote(id: string): string {
    const [start, end] = [this.#starts.get(id), this.#ends.get(id)]
    if (start === undefined || end === undefined || end <= start) return ''
    this.#whole ??= this.#words.join('')
    return this.#whole
      .slice(start, Math.min(end, start + longestQuote))
      .replace(/\s+/g, ' ')
      .trim()
      .toWellFormed()
  }
}
