/**
 * Plain text to a draft, in one pass over its lines: blank lines part paragraphs, "-", "•" and "1." at the head of a line
 * make items. Any text can be read, in a time that grows with its length and nothing else.
 */
import { deepest } from '#shared/statement/schema.ts'
import type { Draft, Piece } from './draft.ts'
import { draftOf } from './draft.ts'
import type { Token } from './inline.ts'
import { inlineOf } from './inline.ts'

/** Nobody breaks lines by hand as wide as this: such a line is a paragraph, with or without a blank line behind it. */
const paragraphLine = 100
/** And a line as narrow as this was ended on purpose, as in an address. */
const shortLine = 45

export function readText(source: string): Draft {
  const reader = new LineReader()
  for (const line of source.replace(/^\uFEFF/, '').split(/\r\n|[\n\r\u2028\u2029\f]/)) reader.take(line)
  return draftOf(reader.end())
}

type Gathering =
  | { readonly kind: 'none' }
  | { readonly kind: 'paragraph'; readonly lines: string[] }
  | {
      readonly kind: 'item'
      readonly role: 'numberedItem' | 'bulletedItem'
      readonly depth: number
      readonly lines: string[]
    }

/** Gathers lines into blocks. */
class LineReader {
  readonly #pieces: Piece[] = []
  #gathering: Gathering = { kind: 'none' }
  /** The number that the next item of a numbered list must have. */
  #next = 1

  take(line: string): void {
    const bullet = /^(\s*)[-*•‣▪–]\s+(\S.*)$/u.exec(line)
    const numbered = /^\s*(\d{1,9})[.)]\s+(\S.*)$/.exec(line)
    if (line.trim() === '') this.#finish()
    else if (bullet !== null) this.#open('bulletedItem', depthOf(bullet[1] ?? ''), bullet[2] ?? '')
    else if (numbered !== null && Number(numbered[1]) === this.#next) this.#open('numberedItem', 0, numbered[2] ?? '')
    else if (this.#gathering.kind === 'none') this.#gathering = { kind: 'paragraph', lines: [line] }
    else if (line.length > paragraphLine || (this.#gathering.lines.at(-1)?.length ?? 0) > paragraphLine) {
      this.#finish()
      this.#gathering = { kind: 'paragraph', lines: [line] }
    } else this.#gathering.lines.push(line)
  }

  end(): readonly Piece[] {
    this.#finish()
    return this.#pieces
  }

  #open(role: 'numberedItem' | 'bulletedItem', depth: number, first: string): void {
    this.#finish()
    if (role === 'numberedItem') this.#next += 1
    this.#gathering = { kind: 'item', role, depth, lines: [first] }
  }

  #finish(): void {
    const gathered = this.#gathering
    this.#gathering = { kind: 'none' }
    if (gathered.kind === 'none') return
    const inline = inlineOf(joinLines(gathered.lines))
    if (gathered.kind === 'item') {
      this.#pieces.push({ role: gathered.role, attrs: { depth: gathered.depth }, inline })
    } else {
      // The page counts anew behind a paragraph.
      this.#next = 1
      this.#pieces.push({ role: 'paragraph', attrs: {}, inline })
    }
  }
}

/** Two spaces or one tab for each step. */
const depthOf = (indent: string): number => Math.min(Math.floor(indent.replaceAll('\t', '  ').length / 2), deepest)

/** Lines that were wrapped by hand run on; after a short one the break is meant. */
function joinLines(lines: readonly string[]): Token[] {
  return lines.flatMap((line, k): Token[] => {
    const text: Token = { kind: 'text', text: line.trim(), marks: [] }
    const before = lines[k - 1]
    if (before === undefined) return [text]
    if (before.trim().length < shortLine) return [{ kind: 'break', marks: [] }, text]
    return [{ kind: 'text', text: ' ', marks: [] }, text]
  })
}
