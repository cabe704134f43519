/**
 * What somebody chose when they last exported, on this device: everything but the delivery note, which is to be thought
 * of for each paper. In which language the paper's own words are is remembered for texts of each language: whoever puts
 * English above Arabic does so the next time, and finds French above French.
 */
import { z } from 'zod'
import { type Choices, choices, type Format, format, paperLanguage } from '#shared/exchange/formats.ts'
import type { DelegateId } from '#shared/people/people.ts'
import { type Language, language as languages } from '#shared/statement/statement.ts'

export interface Chosen {
  readonly format: Format
  readonly choices: Omit<Choices, 'deliveryNote'>
}

const kept = z.object({
  format,
  choices: choices.omit({ deliveryNote: true, paperLanguage: true }),
  /** By the language of the text. */
  paperLanguages: z.partialRecord(languages, paperLanguage).default({}),
})
type Kept = z.infer<typeof kept>

const atFirst: Kept = kept.parse({ format: 'docx', choices: {} })

const keyOf = (person: DelegateId): string => `penholder: export/${person}`

/** `language` is that of the text. */
export function readChosen(person: DelegateId, language: Language): Chosen {
  const { format, choices, paperLanguages } = readKept(person)
  return { format, choices: { ...choices, paperLanguage: paperLanguages[language] ?? 'text' } }
}

export function keepChosen(person: DelegateId, language: Language, { format, choices: chosen }: Chosen): void {
  const { paperLanguage: own, ...choices } = chosen
  const paperLanguages = { ...readKept(person).paperLanguages, [language]: own }
  try {
    localStorage.setItem(keyOf(person), JSON.stringify({ format, choices, paperLanguages } satisfies Kept))
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

function readKept(person: DelegateId): Kept {
  try {
    const { success, data } = kept.safeParse(JSON.parse(localStorage.getItem(keyOf(person)) ?? 'null'))
    return success ? data : atFirst
  } catch {
    return atFirst
  }
}
