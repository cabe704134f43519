/** Fields (ECMA-376 part 1, 17.16): an instruction that is not shown, and what it showed last, which is. */
import { href as schemaHref } from '#shared/statement/schema.ts'

/** What an instruction means for a statement. */
export type Meaning =
  | { readonly kind: 'link'; readonly href: string | null }
  /** One more reference to the note at a bookmark. */
  | { readonly kind: 'note'; readonly bookmark: string }
  /** It marks a place, for an index or the like, and shows nothing. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'other' }

interface Field {
  code: string
  isShown: boolean
  /** Where its words lead. */
  href: string | null
  /** What it showed is replaced by something better. */
  isReplaced: boolean
  /** Whether it was counted as lost, with all fields in it. */
  isCounted: boolean
}

export class Fields {
  readonly #open: Field[] = []

  begin(code = ''): void {
    if (this.#open.length < mostOpen) {
      this.#open.push({ code, isShown: false, href: null, isReplaced: false, isCounted: false })
    }
  }

  code(text: string): void {
    const field = this.#open.at(-1)
    if (field !== undefined && !field.isShown && field.code.length < longestCode) field.code += text
  }

  /** What the innermost field means, whose result begins here; null where none does. */
  separate(): Meaning | null {
    const field = this.#open.at(-1)
    if (field === undefined || field.isShown) return null
    field.isShown = true
    const meaning = meaningOf(field.code)
    if (meaning.kind === 'link') field.href = meaning.href
    return meaning
  }

  /** What the field means that `close` ends, where it showed nothing. */
  end(): Meaning | null {
    const field = this.#open.at(-1)
    if (field === undefined || field.isShown) return null
    field.isShown = true
    return meaningOf(field.code)
  }

  close(): void {
    this.#open.pop()
  }

  replace(): void {
    const field = this.#open.at(-1)
    if (field !== undefined) field.isReplaced = true
  }

  /** Whether a field within none that is counted begins to be. */
  counts(): boolean {
    if (this.#open.some(({ isCounted }) => isCounted)) return false
    const field = this.#open.at(-1)
    if (field !== undefined) field.isCounted = true
    return true
  }

  /** An instruction that goes on over the end of a paragraph was never closed. */
  endParagraph(): void {
    while (this.#open.some(({ isShown }) => !isShown)) this.#open.pop()
  }

  get isShown(): boolean {
    return this.#open.every(({ isShown, isReplaced }) => isShown && !isReplaced)
  }

  /** Whether what stands around the innermost field is shown. */
  get isAround(): boolean {
    return this.#open.slice(0, -1).every(({ isShown, isReplaced }) => isShown && !isReplaced)
  }

  get href(): string | null {
    return this.#open.findLast(({ href }) => href !== null)?.href ?? null
  }
}

/** Nobody nests deeper, and a longer instruction is none that we know. */
const mostOpen = 50
const longestCode = 5_000

function meaningOf(code: string): Meaning {
  const [name = '', ...words] = Array.from(code.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g), ({ 0: whole, 1: quoted }) =>
    quoted === undefined ? whole : quoted.replace(/\\(.)/g, '$1'),
  )
  switch (name.toUpperCase()) {
    case 'HYPERLINK':
      return { kind: 'link', href: hrefOf(addressIn(words)) }
    case 'NOTEREF':
      return { kind: 'note', bookmark: words[0] ?? '' }
    case 'XE':
    case 'TC':
    case 'TA':
    case 'RD':
      return { kind: 'mark' }
    default:
      return { kind: 'other' }
  }
}

/** The address and the place in it, which stands behind the switch "\l"; "\o" and "\t" have a word of their own too. */
function addressIn(words: readonly string[]): string {
  let address = ''
  let place = ''
  for (let k = 0; k < words.length; k++) {
    const word = words[k] ?? ''
    if (word === String.raw`\l`) place = words[++k] ?? ''
    else if (word === String.raw`\o` || word === String.raw`\t`) k += 1
    else if (!word.startsWith('\\') && address === '') address = word
  }
  return address !== '' && place !== '' ? `${address}#${place}` : address
}

/** An address that a link of a statement may have; null for any other, whose words stay. */
export function hrefOf(address: string): string | null {
  const leads = schemaHref.safeParse(address.trim().replace(/\s/g, '%20'))
  return leads.success ? leads.data : null
}
