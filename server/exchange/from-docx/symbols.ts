/**
 * Letters that a file takes from a font of signs, as the characters that they show: by `w:sym` (ECMA-376 part 1, 17.3.3.30),
 * or as words in that font, as LibreOffice and older programs write them.
 */
import type { Element } from './elements.ts'

/** Null for a sign that no character says. */
export function symbolOf({ attributes }: Element): string | null {
  return signOf(Number.parseInt(attributes.get('w:char') ?? '', 16), attributes.get('w:font') ?? '')
}

/** Words, with the signs of this font among them; `onLost` is told of each that no character says. */
export const withSigns = (words: string, fontName: string, onLost: () => void): string =>
  words.replace(/[\uf020-\uf0ff]/g, (letter) => {
    const sign = signOf(letter.charCodeAt(0), fontName)
    if (sign === null) onLost()
    return sign ?? ''
  })

function signOf(code: number, fontName: string): string | null {
  if (!Number.isInteger(code) || code < 0x20 || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000)) return null
  // Word moves the codes of such fonts to the private use area.
  const isMoved = code >= 0xf000 && code <= 0xf0ff
  if (!isMoved && code > 0xff) return String.fromCodePoint(code)
  const font = fontName.toLowerCase()
  const place = code & 0xff
  if (font === 'symbol') return symbol.get(place) ?? (place < 0x40 ? String.fromCodePoint(place) : null)
  if (font.startsWith('wingdings')) return font === 'wingdings' ? (wingdings.get(place) ?? null) : null
  return place >= 0x20 && place < 0x7f ? String.fromCodePoint(place) : null
}

const range = (from: number, characters: string): [number, string][] =>
  Array.from(characters, (character, k) => [from + k, character])

/** Adobe's encoding of Symbol, where it has more than ASCII. */
const symbol: ReadonlyMap<number, string> = new Map([
  ...range(0x41, 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'),
  ...range(0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'),
  ...range(0xa2, '′≤⁄∞'),
  ...range(0xab, '↔←↑→↓°±″≥×∝∂•÷≠≡≈…'),
  ...range(0xc5, '⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
])

const wingdings: ReadonlyMap<number, string> = new Map([
  [0x28, '☎'],
  [0x2a, '✉'],
  [0x4a, '☺'],
  [0x6c, '●'],
  [0x6e, '■'],
  [0x6f, '□'],
  [0x71, '❑'],
  [0x76, '❖'],
  [0xa7, '▪'],
  [0xa8, '□'],
  [0xd8, '➢'],
  [0xdf, '←'],
  [0xe0, '→'],
  [0xe8, '➔'],
  [0xf0, '⇨'],
  [0xfb, '✗'],
  [0xfc, '✓'],
  [0xfd, '☒'],
  [0xfe, '☑'],
])
