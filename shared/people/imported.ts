/**
 * Voices that came with a file: whoever a comment in it was by, who never sat at this table. They stand as delegates of
 * one delegation that takes part in nothing, so that nobody here is taken for one of them (decision 016).
 */
import { type Delegation, delegationId, nameplateOf, type Present } from './people.ts'

/** No name that somebody enters gets this code: ours are made of letters and digits. */
export const imported: Delegation = { id: delegationId.parse('imported'), name: 'Imported', code: 'IMP.' }

/** The last look there is: outlined, and of a table with so many delegations. */
export const lookOfImported = nameplateOf(24)

export const isImported = (voice: Pick<Present, 'delegationId'>): boolean => voice.delegationId === imported.id
