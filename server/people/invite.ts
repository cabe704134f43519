/**
 * Inviting: a delegation gets a part in a statement and the one link that lets its people in; what the link allows; and
 * another role.
 */
import type { Delegation, DelegationId, Role, StatementId } from '#shared/people/people.ts'
import { invitationId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { InvitationRow } from '../storage/tables.ts'
import { settleDelegation } from './delegations.ts'
import { placeOf } from './places.ts'
import { findActiveInvitation, insertInvitation, updateInvitation } from './rows/invitations.ts'
import { changeRole as saveRole, deleteFormerPlace, insertParticipation, listPlaces } from './rows/participations.ts'
import { invitationSecret, mintId } from './secrets.ts'
import { changeTable, requireActive } from './table.ts'

/** How many people a new link lets in. */
const mostPeople = 10
/** A link that lets people in for longer is a mistake, or should be renewed. */
const longestMs = 400 * 86_400_000

type Inviting = Pick<Runtime, 'clock' | 'settings' | 'invitationKey'>

export interface Invited {
  readonly invitation: InvitationRow
  readonly delegation: Delegation
  readonly role: Role
}

/**
 * Gives the delegation this role in the statement, whatever it had before, and answers its one link: the one it has, the
 * same one renewed when it has expired, or a new one when it had none or that was withdrawn. Throws Refusal
 * `unknown-delegation`, `holds-the-pen` for another role than a drafter's, or `archived`.
 */
export function inviteDelegation(
  runtime: Runtime,
  statementId: StatementId,
  choice: string,
  role: Role,
): Promise<Invited> {
  return changeTable(runtime, statementId, async (db, table) => {
    requireActive(table)
    const delegation = await settleDelegation(db, choice)
    refuseLesserPen(table.penholder === delegation.id, role)
    await takePart(db, statementId, delegation, role)
    return { invitation: await settleInvitation(runtime, db, statementId, delegation), delegation, role }
  })
}

/** Throws Refusal `not-found`, `holds-the-pen` for another role than a drafter's, or `archived`. */
export async function changeRole(
  runtime: Runtime,
  statementId: StatementId,
  delegationId: DelegationId,
  role: Role,
): Promise<void> {
  await changeTable(runtime, statementId, async (db, table) => {
    requireActive(table)
    refuseLesserPen(table.placeOf(delegationId).holdsPen, role)
    await saveRole(db, statementId, delegationId, role)
  })
}

/** Whoever holds the pen is a drafter besides, so that they are one when they pass it on. */
function refuseLesserPen(holdsPen: boolean, role: Role): void {
  if (holdsPen && role !== 'drafter') throw new Refusal('holds-the-pen')
}

/**
 * Until when people may join by the delegation's link, and how many; whoever has joined stays. Throws Refusal
 * `not-found`, `invitation-withdrawn` where there is no link to change, `invalid` for an end years away, or `archived`.
 */
export async function changeInvitation(
  runtime: Runtime,
  statementId: StatementId,
  delegationId: DelegationId,
  { expiresAt, maxPeople }: { readonly expiresAt?: number | undefined; readonly maxPeople?: number | undefined },
): Promise<void> {
  await changeTable(runtime, statementId, async (db, table) => {
    requireActive(table)
    table.placeOf(delegationId)
    const active = await findActiveInvitation(db, statementId, delegationId)
    if (active === null) throw new Refusal('invitation-withdrawn')
    const expires_at = expiresAt ?? active.expires_at
    if (expires_at > runtime.clock.now() + longestMs) throw new Refusal('invalid', 'expiresAt')
    await updateInvitation(db, { ...active, expires_at, max_people: maxPeople ?? active.max_people })
  })
}

/**
 * A new link in the place of the old one. A withdrawn invitation stays withdrawn, with everybody who came by it; the new
 * one is another, by which they may join anew. Throws Refusal `not-found` or `archived`.
 */
export async function renewInvitation(
  runtime: Runtime,
  statementId: StatementId,
  delegationId: DelegationId,
): Promise<void> {
  await changeTable(runtime, statementId, async (db, table) => {
    requireActive(table)
    const { delegation } = table.placeOf(delegationId)
    const active = await findActiveInvitation(db, statementId, delegationId)
    if (active === null) await settleInvitation(runtime, db, statementId, delegation)
    else await raiseGeneration(runtime, db, active)
  })
}

/** The first to take part gets the first hue, the next the next; one that was removed gets its own again. */
export async function takePart(
  db: Storage['db'],
  statementId: StatementId,
  delegation: Delegation,
  role: Role,
): Promise<void> {
  const places = await listPlaces(db, statementId)
  const own = places.find((place) => place.delegation.id === delegation.id)
  if (own === undefined) {
    const place = await placeOf(db, statementId, delegation.id)
    await deleteFormerPlace(db, statementId, delegation.id)
    await insertParticipation(db, { statementId, delegationId: delegation.id, role, place })
  } else if (own.role !== role) {
    await saveRole(db, statementId, delegation.id, role)
  }
}

/** The one invitation of a delegation that takes part, made or renewed if need be. */
export async function settleInvitation(
  runtime: Inviting,
  db: Storage['db'],
  statementId: StatementId,
  delegation: Delegation,
): Promise<InvitationRow> {
  const now = runtime.clock.now()
  const active = await findActiveInvitation(db, statementId, delegation.id)
  if (active !== null) return active.expires_at > now ? active : raiseGeneration(runtime, db, active)
  const invitation: InvitationRow = {
    id: invitationId.parse(mintId()),
    statement_id: statementId,
    delegation_id: delegation.id,
    generation: 1,
    max_people: mostPeople,
    created_at: now,
    expires_at: now + runtime.settings.invitationMs,
    revoked_at: null,
  }
  await insertInvitation(db, invitation)
  return invitation
}

/** Another secret and another end. Who joined by the old link stays: they joined by the invitation. */
async function raiseGeneration(
  { clock, settings }: Inviting,
  db: Storage['db'],
  active: InvitationRow,
): Promise<InvitationRow> {
  const expires_at = clock.now() + settings.invitationMs
  const renewed = { ...active, generation: active.generation + 1, expires_at }
  await updateInvitation(db, renewed)
  return renewed
}

/** The secret stands behind the `#`, which no browser sends and no log sees. */
export const invitationLink = (
  { invitationKey }: Pick<Runtime, 'invitationKey'>,
  siteUrl: string,
  { id, generation }: InvitationRow,
): string => `${siteUrl}/join#${id}.${invitationSecret(invitationKey, id, generation)}`
