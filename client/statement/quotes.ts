/**
 * The typographic signs of a language for the plain ones on a keyboard: quotation marks that nest and close, the
 * apostrophe, the French no-break spaces. Pure: what is typed, behind what stands before it in the block.
 */
import type { Language } from '#shared/statement/statement.ts'

/** Instead of the typed sign: `insert`, in the place of the last `over` characters before it. */
export interface Typeset {
  readonly insert: string
  readonly over: number
}

/** Null where the typed sign stays as it is. `before` is the text of the block up to the caret. */
export function typeset(language: Language, before: string, typed: string): Typeset | null {
  if (typed === '"') return doubleQuote(language, before)
  if (isAddress(before)) return null
  if (typed === "'") return singleQuote(language, before)
  return language === 'fr' ? frenchSpace(before, typed) : null
}

interface Pair {
  readonly open: string
  readonly close: string
}

const narrow = '\u202F'
const guillemets: Pair = { open: '«', close: '»' }
const english: Pair = { open: '“', close: '”' }

/** The outer pair and the pair within it. Chinese and Arabic join words to the mark, so that no space tells its side. */
const doubles: Record<Language, { readonly outer: Pair; readonly inner: Pair; readonly spaced: boolean }> = {
  en: { outer: english, inner: english, spaced: true },
  fr: { outer: { open: `«${narrow}`, close: `${narrow}»` }, inner: english, spaced: true },
  es: { outer: guillemets, inner: english, spaced: true },
  ru: { outer: guillemets, inner: { open: '„', close: '“' }, spaced: true },
  ar: { outer: guillemets, inner: english, spaced: false },
  zh: { outer: english, inner: english, spaced: false },
}

function doubleQuote(language: Language, before: string): Typeset | null {
  const { outer, inner, spaced } = doubles[language]
  const within = openPairs(before, outer, inner)
  const opens = spaced ? opensHere(before) : within.length === 0 || /[\s(]$/u.test(before)
  if (opens) return { insert: (within.length > 0 ? inner : outer).open, over: 0 }
  const open = within.at(-1)
  // Where nothing is open it is part of an address, or says inches or seconds behind a figure.
  if (open === undefined && (isAddress(before) || /\p{Nd}$/u.test(before))) return null
  return { insert: (open ?? outer).close, over: 0 }
}

/** The pairs that are open at the end of a text, the innermost last. */
function openPairs(before: string, outer: Pair, inner: Pair): Pair[] {
  const open: Pair[] = []
  for (const sign of before) {
    const last = open.at(-1)
    if (last !== undefined && last.close.endsWith(sign)) open.pop()
    else if (outer.open.startsWith(sign)) open.push(outer)
    else if (inner.open.startsWith(sign)) open.push(inner)
  }
  return open
}

/** Behind a letter it is an apostrophe, which is drawn as the closing mark. */
function singleQuote(language: Language, before: string): Typeset {
  const marks = before.match(/‘|(?<!\p{Script=Latin})’|’(?!\p{Script=Latin})/gu) ?? []
  const apostrophe = /[\p{Script=Latin}\p{Nd}]$/u.test(before)
  const opens = language === 'zh' ? !apostrophe && marks.at(-1) !== '‘' : opensHere(before)
  return { insert: opens ? '‘' : '’', over: 0 }
}

/** A mark opens at the start of the block and of a line, behind a space, a bracket, a dash and another opening mark. */
const opensHere = (before: string): boolean => before === '' || /[\s([{\-\u2010-\u2015“„‘«/]$/u.test(before)

/**
 * The space that somebody typed before a high sign must not end a line: a full one before a colon, else a narrow one.
 * Within guillemets the mark has brought its space; one more is not wanted.
 */
function frenchSpace(before: string, typed: string): Typeset | null {
  if (typed === ' ' && before.endsWith('«')) return { insert: narrow, over: 0 }
  if (typed === ' ' && before.endsWith(`«${narrow}`)) return { insert: '', over: 0 }
  if (!/^[;:!?»]$/u.test(typed) || !/\S $/u.test(before)) return null
  return { insert: (typed === ':' ? '\u00A0' : narrow) + typed, over: 1 }
}

/** The word at the caret is an address of the web or of mail: signs in it are what they are. */
const isAddress = (before: string): boolean => /(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:)\S*$|\S@\S*$/iu.test(before)
