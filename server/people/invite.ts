/** Inviting: a delegation gets a part in a statement and the one link that lets its people in. */
import type { Delegation, Role, StatementId } from '#shared/people/people.ts'
import { invitationId } from '#shared/people/people.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { InvitationRow } from '../storage/tables.ts'
import { settleDelegation } from './delegations.ts'
import {
  changeRole,
  findActiveInvitation,
  insertInvitation,
  insertParticipation,
  listPlaces,
  renewInvitation,
} from './rows.ts'
import { invitationSecret, mintId } from './secrets.ts'

/** How many people one link lets in. */
const mostPeople = 10

type Inviting = Pick<Runtime, 'clock' | 'settings' | 'invitationKey'>

export interface Invited {
  readonly invitation: InvitationRow
  readonly delegation: Delegation
  readonly role: Role
}

/**
 * Gives the delegation this role in the statement, whatever it had before, and answers its one link: the one it has, the
 * same one renewed when it has expired, or a first one. Throws Refusal `unknown-delegation`.
 */
export async function inviteDelegation(
  runtime: Runtime,
  statementId: StatementId,
  choice: string,
  role: Role,
): Promise<Invited> {
  const invited = await runtime.storage.transaction(async (db) => {
    const delegation = await settleDelegation(db, choice)
    await takePart(db, statementId, delegation, role)
    return { invitation: await settleInvitation(runtime, db, statementId, delegation), delegation, role }
  })
  await runtime.rooms.reassess(statementId)
  runtime.rooms.notice(statementId, { kind: 'people', id: invited.delegation.id })
  return invited
}

/** The first to take part gets the first hue, the next the next. */
export async function takePart(
  db: Storage['db'],
  statementId: StatementId,
  delegation: Delegation,
  role: Role,
): Promise<void> {
  const places = await listPlaces(db, statementId)
  const own = places.find((place) => place.delegation.id === delegation.id)
  if (own === undefined) {
    const place = (places.at(-1)?.place ?? 0) + 1
    await insertParticipation(db, { statementId, delegationId: delegation.id, role, place })
  } else if (own.role !== role) {
    await changeRole(db, statementId, delegation.id, role)
  }
}

/** The one invitation of a delegation that takes part, made or renewed if need be. */
export async function settleInvitation(
  { clock, settings }: Inviting,
  db: Storage['db'],
  statementId: StatementId,
  delegation: Delegation,
): Promise<InvitationRow> {
  const now = clock.now()
  const expiresAt = now + settings.invitationMs
  const active = await findActiveInvitation(db, statementId, delegation.id)
  if (active === null) {
    const invitation: InvitationRow = {
      id: invitationId.parse(mintId()),
      statement_id: statementId,
      delegation_id: delegation.id,
      generation: 1,
      max_people: mostPeople,
      created_at: now,
      expires_at: expiresAt,
      revoked_at: null,
    }
    await insertInvitation(db, invitation)
    return invitation
  }
  if (active.expires_at > now) return active
  const generation = active.generation + 1
  await renewInvitation(db, active.id, generation, expiresAt)
  return { ...active, generation, expires_at: expiresAt }
}

/** The secret stands behind the `#`, which no browser sends and no log sees. */
export const invitationLink = (
  { invitationKey }: Pick<Runtime, 'invitationKey'>,
  siteUrl: string,
  { id, generation }: InvitationRow,
): string => `${siteUrl}/join#${id}.${invitationSecret(invitationKey, id, generation)}`
