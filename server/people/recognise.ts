/**
 * Who is this, and where do they stand? From the token in the cookie to a person, and from a person to their standing
 * towards one statement. Asked anew each time, so that what was revoked is gone at once.
 */
import type { Person } from '#shared/people/contract.ts'
import type { Participation, Present, StatementId } from '#shared/people/people.ts'
import { delegateId, delegationId, nameplateOf, presentOf } from '#shared/people/people.ts'
import type { Standing } from '#shared/people/rights.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import { placeOf } from './places.ts'
import type { Place } from './rows/participations.ts'
import { listPlaces } from './rows/participations.ts'
import type { Pen } from './rows/pen.ts'
import { findPen } from './rows/pen.ts'
import { hadJoined, hasJoined } from './rows/redemptions.ts'
import { wasRemoved } from './rows/removals.ts'
import { findPerson, findSessionEnd } from './rows/sessions.ts'
import { fingerprint } from './secrets.ts'

type Door = Pick<Runtime, 'storage' | 'clock'>

/** Whose session the token is, or null when it is nobody's or has ended. */
export async function recognise({ storage, clock }: Door, token: string | null): Promise<Person | null> {
  return token === null ? null : findPerson(storage.db, fingerprint(token), clock.now())
}

/** What somebody may do apart from any statement. */
export const standingApart = (person: Person | null): Standing => ({
  role: null,
  holdsPen: false,
  drafting: 'open',
  archived: false,
  account: person?.account ?? null,
})

/** Who holds the pen of a statement. Throws Refusal `unknown-statement`. */
export async function knowStatement({ storage }: Pick<Runtime, 'storage'>, statementId: StatementId): Promise<Pen> {
  const pen = await findPen(storage.db, statementId)
  if (pen === null) throw new Refusal('unknown-statement')
  return pen
}

/**
 * Where a person stands towards a statement. A role counts for whoever came in by an invitation of their delegation that
 * was not withdrawn; the pen besides for an account of the delegation that holds it. Throws Refusal `unknown-statement`.
 */
export async function standingAt(
  { storage }: Pick<Runtime, 'storage'>,
  person: Person,
  statementId: StatementId,
): Promise<Standing> {
  const pen = await knowStatement({ storage }, statementId)
  const joined = await hasJoined(storage.db, statementId, person.delegate)
  const places = joined ? await listPlaces(storage.db, statementId) : []
  return {
    role: places.find(({ delegation }) => delegation.id === person.delegation.id)?.role ?? null,
    holdsPen: pen.penholder === person.delegation.id && (joined || person.account !== null),
    drafting: pen.drafting,
    archived: pen.archived,
    account: person.account,
  }
}

/**
 * Why somebody may not read a statement, and whom they can ask: `removed` or `link-withdrawn` for whoever had joined, with
 * the penholder's name as its detail; `not-allowed` for whoever never did.
 */
export async function whyBarred(
  { storage: { db } }: Pick<Runtime, 'storage'>,
  { delegate }: Person,
  statementId: StatementId,
): Promise<Refusal> {
  const penholder = (await listPlaces(db, statementId)).find(({ holdsPen }) => holdsPen)?.delegation.name
  if (await wasRemoved(db, statementId, delegate.id)) return new Refusal('removed', penholder)
  if (await hadJoined(db, statementId, delegate.id)) return new Refusal('link-withdrawn', penholder)
  return new Refusal('not-allowed')
}

/** Who takes part in a statement, in order of joining. */
export async function listParticipations(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
): Promise<Participation[]> {
  return (await listPlaces(storage.db, statementId)).map(toParticipation)
}

export const toParticipation = ({ delegation, role, place, holdsPen }: Place): Participation => ({
  delegation,
  role,
  ...nameplateOf(place),
  holdsPen,
})

/**
 * How the others see this person in the statement: with the hue of their delegation, also after that was removed. An
 * administrator who only looks in, from a delegation that took no part, is shown with the hue that the next would get.
 */
export async function presentAt(
  { storage }: Pick<Runtime, 'storage'>,
  person: Person,
  statementId: StatementId,
): Promise<Present> {
  return presentOf(person, await placeOf(storage.db, statementId, person.delegation.id))
}

/** How the operator is named where somebody must be: no delegate, and nobody whom others see. */
export const presentOperator: Present = {
  delegateId: delegateId.parse('operator'),
  name: 'Operator',
  delegationId: delegationId.parse('CHAIR'),
  delegation: 'Chair',
  code: 'CHAIR',
  hue: 1,
  outlined: true,
}

/**
 * Lets a socket in or not: who it is, where they stand, and until when their session lasts (epoch ms). Throws Refusal
 * `not-signed-in`, `unknown-statement`, or why they may not read: `removed`, `link-withdrawn` or `not-allowed`.
 */
export async function admit(
  door: Door,
  token: string | null,
  statementId: StatementId,
): Promise<{ present: Present; standing: Standing; until: number }> {
  const person = await recognise(door, token)
  const until = token === null ? null : await findSessionEnd(door.storage.db, fingerprint(token))
  if (person === null || until === null) throw new Refusal('not-signed-in')
  const standing = await standingAt(door, person, statementId)
  if (!may('read', standing)) throw await whyBarred(door, person, statementId)
  return { present: await presentAt(door, person, statementId), standing, until }
}
