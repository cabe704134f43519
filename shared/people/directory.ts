/**
 * The directory of delegations: who usually sits in the room, found by code or by name, and listed for a combobox. Pure:
 * names of states come from the platform's own tables, and what those tables call otherwise than the nameplate stands here.
 */
import type { Language } from '../statement/statement.ts'
import { observers, organisations, nameplates, offices, states } from './directory-entries.ts'

/** `office` is a part in the meeting itself, such as the Chair. */
export type DirectoryKind = 'state' | 'observer' | 'organisation' | 'office'

export interface DirectoryEntry {
  /** What stands on the nameplate: ISO 3166-1 alpha-3 of a state, else the usual short form: "NOR", "ICRC". */
  readonly code: string
  readonly name: string
  readonly kind: DirectoryKind
}

/** Every delegation the directory knows, in the alphabetical order of `language`. */
export function listDirectory(language: Language): readonly DirectoryEntry[] {
  const { compare } = new Intl.Collator(language)
  return entries(language).toSorted((one, other) => compare(one.name, other.name))
}

/**
 * The delegation that this code or name means, named in `language`; null when the directory does not have it. Case,
 * accents and spacing do not matter; a state is found by its English name in every language besides.
 */
export function findDelegation(codeOrName: string, language: Language = 'en'): DirectoryEntry | null {
  const wanted = nameKey(codeOrName)
  const known = entries(language)
  const byCode = known.find(({ code }) => nameKey(code) === wanted)
  if (byCode !== undefined) return byCode
  const code = codesByName(language).get(wanted) ?? codesByName('en').get(wanted)
  return known.find((entry) => entry.code === code) ?? null
}

/** True for what can only be meant as the code of a state, known or not: "NOR", and "NRO" mistyped. */
export const looksLikeStateCode = (choice: string): boolean => /^[A-Z]{3}$/.test(choice.trim())

/** A nameplate code, at most 8 characters, for a name that the directory does not have: "World Council of Churches", "WCC". */
export function abbreviate(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  const [only, ...others] = words
  if (only === undefined) return '?'
  if (others.length === 0) return Array.from(only.toLocaleUpperCase('en')).slice(0, 8).join('')
  const weighty = words.filter((word) => /^[\p{Lu}\p{Lo}\p{N}]/u.test(word))
  const initials = (weighty.length > 1 ? weighty : words).map((word) => Array.from(word)[0] ?? '')
  return initials.join('').toLocaleUpperCase('en').slice(0, 8)
}

/** One key for names that differ in case, accents, apostrophes and spacing: "Côte d'Ivoire" and "cote d’ivoire". */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .replaceAll('&', ' and ')
    .replace(/[\s-]+/g, ' ')
    .trim()
    .toLowerCase()

const once = <Answer>(make: (language: Language) => Answer): ((language: Language) => Answer) => {
  const made = new Map<Language, Answer>()
  return (language) => {
    const known = made.get(language) ?? make(language)
    made.set(language, known)
    return known
  }
}

const entries = once((language): readonly DirectoryEntry[] => {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const country =
    (kind: DirectoryKind) =>
    ([code, region]: readonly [string, string]): DirectoryEntry => ({
      code,
      name: nameplates[code]?.[language] ?? spellOut(names.of(region) ?? code),
      kind,
    })
  const named =
    (kind: DirectoryKind) =>
    ([code, name]: readonly [string, string]): DirectoryEntry => ({ code, name, kind })
  return [
    ...states.map(country('state')),
    ...observers.map(country('observer')),
    ...organisations.map(named('organisation')),
    ...offices.map(named('office')),
  ]
})

/** "St. Kitts & Nevis" as a nameplate spells it; names in other languages hold neither. */
const spellOut = (name: string): string => name.replaceAll(' & ', ' and ').replace(/^St\. /, 'Saint ')

/** Name to code: the name on the nameplate, and the platform's own name where that differs. */
const codesByName = once((language): ReadonlyMap<string, string> => {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const usual = [...states, ...observers].map(([code, region]) => [nameKey(names.of(region) ?? code), code] as const)
  return new Map([...usual, ...entries(language).map(({ name, code }) => [nameKey(name), code] as const)])
})
