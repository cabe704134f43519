/**
 * What somebody chose when they last exported, on this device: everything but the delivery note, which is to be thought
 * of for each paper.
 */
import { z } from 'zod'
import { type Choices, choices, type Format, format } from '#shared/exchange/formats.ts'
import type { DelegateId } from '#shared/people/people.ts'

export interface Chosen {
  readonly format: Format
  readonly choices: Omit<Choices, 'deliveryNote'>
}

const chosen = z.object({ format, choices: choices.omit({ deliveryNote: true }) })

const atFirst: Chosen = { format: 'docx', choices: choices.omit({ deliveryNote: true }).parse({}) }

const keyOf = (person: DelegateId): string => `penholder: export/${person}`

export function readChosen(person: DelegateId): Chosen {
  try {
    const { success, data } = chosen.safeParse(JSON.parse(localStorage.getItem(keyOf(person)) ?? 'null'))
    return success ? data : atFirst
  } catch {
    return atFirst
  }
}

export function keepChosen(person: DelegateId, kept: Chosen): void {
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
